"""Tables and formulas at random, as analysts write them: every number drawn from the generator handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pandas as pd

Make = Callable[["Maker", int], str]

NAMES = [
    "Leeds",
    "leeds",
    "LEEDS",
    "York",
    "Hull ",
    " Hull",
    "North  Ayton",
    "a*b",
    "why?",
    "Ålesund",
    "",
    "x~y",
    "12",
]
CODES = ["N1", "n1", "N4", "C2", "K2", "E41", "RNE S", "u-1"]
HEADERS = ("Place", "Weeks", "Visits", "Started", "Code", "Ended", "Open")


def a_table(rng: Random, rows: int) -> pd.DataFrame:
    """Return a table of seven columns.

    Text, number, whole number, day, code, day, logical; blanks in some.
    """
    days = pd.Timestamp("2019-01-01")

    def some(make: Callable[[], object], blank: float) -> list[object]:
        return [None if rng.random() < blank else make() for _ in range(rows)]

    def day() -> pd.Timestamp:
        return days + pd.Timedelta(days=rng.randrange(0, 2200))

    blank = rng.choice([0.0, 0.0, 0.2])
    return pd.DataFrame(
        {
            "Place": pd.Series(some(lambda: rng.choice(NAMES[:10]), blank), dtype="str"),
            "Weeks": pd.Series(some(lambda: _number(rng), blank), dtype="float64"),
            "Visits": pd.Series([rng.randrange(-3, 9) for _ in range(rows)], dtype="float64"),
            "Started": pd.Series([day() for _ in range(rows)], dtype="datetime64[ns]"),
            "Code": pd.Series([rng.choice(CODES) for _ in range(rows)], dtype="str"),
            "Ended": pd.Series(some(day, blank), dtype="datetime64[ns]"),
            "Open": pd.Series([rng.random() < 0.5 for _ in range(rows)], dtype="bool"),
        }
    )


def _number(rng: Random) -> float:
    whole, fine = float(rng.randrange(-5, 60)), rng.randrange(-9000, 9000) / 100
    return rng.choice([whole, fine, fine / 8, abs(whole) + 0.5])


@dataclass
class Maker:
    """Draws formulas for row 2 of a table with so many rows of data."""

    rng: Random
    rows: int

    def formula(self) -> str:
        """Return one formula, its value of any kind."""
        kind = self.rng.choice([self.number, self.number, self.text, self.truth])
        return "=" + kind(self.rng.choice([1, 2, 2, 3]))

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def whole(self, low: int, high: int) -> str:
        return str(self.rng.randint(low, high))

    def column(self, letter: str) -> str:
        last = self.rows + 1
        return self.pick(
            f"${letter}$2:${letter}${last}", f"${letter}$2:${letter}${last}", f"{letter}:{letter}"
        )

    def fixed(self, letter: str) -> str:
        return f"${letter}$2:${letter}${self.rows + 1}"

    def day(self) -> str:
        return self.pick(
            "D2",
            "D2",
            "F2",
            "DATE(2021,2,28)",
            f"EDATE(D2,{self.whole(-14, 14)})",
            f"D2+{self.whole(0, 400)}",
        )

    def number(self, depth: int) -> str:
        """Return a formula part whose value is a number."""
        if depth <= 0:
            return self.pick("B2", "C2", "B2", self.whole(0, 12), "2.5", "0.125", "D2")
        return self.rng.choice(NUMBERS)(self, depth - 1)

    def text(self, depth: int) -> str:
        """Return a formula part whose value is a text."""
        if depth <= 0:
            return self.pick("A2", "E2", '"leeds"', '"N1"', '" a  b "', '"-"')
        return self.rng.choice(TEXTS)(self, depth - 1)

    def truth(self, depth: int) -> str:
        """Return a formula part whose value is TRUE or FALSE."""
        if depth <= 0:
            return self.pick("G2", "B2>10", 'E2="n1"', "C2<>0", "D2>DATE(2021,1,1)", "F2>D2", "ISBLANK(B2)")
        return self.rng.choice(TRUTHS)(self, depth - 1)

    def criterion(self) -> tuple[str, str]:
        """Return a column to test and what it is asked."""
        letter, wanted = self.rng.choice(CRITERIA)
        return self.column(letter), wanted


CRITERIA = [
    ("A", '"leeds"'),
    ("A", "A2"),
    ("A", '"*e*"'),
    ("A", '"<>"'),
    ("A", '"<>Leeds"'),
    ("A", '"?????"'),
    ("E", "E2"),
    ("E", '"n1"'),
    ("E", '"N?"'),
    ("E", '"<>N1"'),
    ("B", '">10"'),
    ("B", '"<=0"'),
    ("B", '">="&C2'),
    ("B", '"<>"'),
    ("C", "C2"),
    ("C", "3"),
    ("C", '"<>0"'),
    ("D", '">"&D2'),
    ("D", '"<="&DATE(2021,6,30)'),
    ("F", '""'),
    ("G", "TRUE"),
]


def _criteria(maker: Maker) -> str:
    """Return one or two criteria over ranges of one shape."""
    pairs = [maker.rng.choice(CRITERIA) for _ in range(maker.rng.choice([1, 1, 2]))]
    return ",".join(f"{maker.fixed(letter)},{wanted}" for letter, wanted in pairs)


def _ifs(name: str, letters: str = "BC") -> Make:
    def make(maker: Maker, _: int) -> str:
        return f"{name}({maker.fixed(maker.pick(*letters))},{_criteria(maker)})"

    return make


def _over_column(name: str, letters: str = "BCD") -> Make:
    return lambda maker, _: f"{name}({maker.column(maker.pick(*letters))})"


def _of(template: str) -> Make:
    """Return a maker of a template.

    N, T, L and D stand for parts of that kind, i for a small whole number.
    """

    def make(maker: Maker, depth: int) -> str:
        pieces: dict[str, Callable[[], str]] = {
            "«N»": lambda: maker.number(depth),
            "«T»": lambda: maker.text(depth),
            "«L»": lambda: maker.truth(depth),
            "«D»": maker.day,
            "«i»": lambda: maker.whole(1, 4),
            "«p»": lambda: maker.pick("0", "1", "2", "-1"),
        }
        text = template
        for mark, draw in pieces.items():
            while mark in text:
                text = text.replace(mark, draw(), 1)
        return text.replace("«last»", str(maker.rows + 1))

    return make


_NUMBER_TEMPLATES = """
(«N»+«N»)|(«N»-«N»)|(«N»*«N»)|(«N»/«N»)|(«N»+«N»)|-«N»|(«N»%)|(«N»^2)
IF(«L»,«N»,«N»)|IF(«L»,«N»)|IFERROR(«N»/C2,«N»)|IFERROR(«N»,0)|IFS(«L»,«N»,TRUE,«N»)|IFS(«L»,«N»,«L»,«N»)
SWITCH(C2,1,«N»,2,«N»,«N»)|CHOOSE(«i»,«N»,«N»,«N»,«N»)|SWITCH(E2,"n1",«N»,"C2",«N»)
ROUND(«N»,«p»)|ROUNDUP(«N»,«p»)|ROUNDDOWN(«N»,«p»)|MROUND(B2,0.5)|INT(«N»)|ABS(«N»)|TRUNC(«N»)|SIGN(«N»)
MOD(C2,3)|MOD(«N»,C2)|QUOTIENT(«N»,C2)|POWER(C2,2)|SQRT(«N»)
LEN(«T»)|FIND("e",«T»)|SEARCH("E",«T»)|VALUE("12.5")|IFERROR(SEARCH("e?",«T»),0)|IFERROR(FIND("N","x"&«T»),0)
YEAR(«D»)|MONTH(«D»)|DAY(«D»)|WEEKDAY(«D»)|WEEKDAY(«D»,2)|ISOWEEKNUM(D2)|WEEKNUM(D2)|EOMONTH(«D»,«p»)|EDATE(«D»,«p»)
DATE(YEAR(D2),MONTH(D2)+«i»,1)|DATEDIF(D2,F2,"y")|DATEDIF(D2,F2,"m")|DATEDIF(D2,F2,"d")|DATEDIF(D2,DATE(2026,3,31),"ym")
DATEDIF(D2,DATE(2026,3,31),"y")|IF(F2>=D2,DATEDIF(D2,F2,"m"),0)
NETWORKDAYS(D2,F2)|NETWORKDAYS(D2,«D»)|WORKDAY(D2,«N»)|WORKDAY(D2,10)|DAYS(F2,D2)|YEARFRAC(D2,DATE(2026,3,31),1)|YEARFRAC(D2,F2)
VLOOKUP(E2,$E$2:$G$«last»,2,FALSE)|XLOOKUP(E2,$E$2:$E$«last»,$C$2:$C$«last»)|XLOOKUP("zz",$E$2:$E$«last»,$C$2:$C$«last»,-1)
INDEX($C$2:$C$«last»,MATCH(E2,$E$2:$E$«last»,0))|MATCH(A2,$A$2:$A$«last»,0)|IFERROR(VLOOKUP("n4",$E$2:$G$«last»,2,FALSE),0)
IFNA(MATCH("zz",$E$2:$E$«last»,0),0)|VLOOKUP("hu*",$A$2:$C$«last»,3,FALSE)
SUM($C$2:C2)|SUM($B$2:B2)|COUNTIF($E$2:E2,E2)|COUNTIF($E$2:$E$«last»,E2)|MAX($C$2:C2)
SUMPRODUCT($B$2:$B$«last»,$C$2:$C$«last»)|SUMPRODUCT(($C$2:$C$«last»>2)*$C$2:$C$«last»)|SUMPRODUCT(--($E$2:$E$«last»="n1"))
RANK(C2,$C$2:$C$«last»)|LARGE($C$2:$C$«last»,1)|SMALL($C$2:$C$«last»,2)|PERCENTILE($C$2:$C$«last»,0.9)|QUARTILE($C$2:$C$«last»,1)
MEDIAN($C$2:$C$«last»)|MAX(B2,C2)|MIN(B2,C2,3)|SUM(B2,C2)|AVERAGE(B2,C2)|SUM(B2:C2)|COUNT(B2:C2)|COUNTBLANK($F$2:$F$«last»)
LN(B2)|LOG(B2,3)|LOG10(B2)|EXP(C2)|SIN(«N»)|COS(C2)|TAN(C2)|ASIN(B2/60)|ACOS(B2/60)|ATAN(«N»)|ATAN2(B2,C2)|RADIANS(«N»)
DEGREES(C2)|EVEN(B2)|ODD(B2)|CEILING(B2,3)|FLOOR(B2,3)|CEILING(B2,0.5)|FLOOR(«N»,2)|SINH(C2)|COSH(C2)|TANH(C2)|N(B2)|N(G2)
HOUR(D2+B2/7)|MINUTE(D2+C2/9)|SECOND(D2+0.123)|TIME(C2+4,30,15)|PRODUCT($C$2:$C$«last»)|SUMSQ($B$2:$B$«last»)|DEVSQ($C$2:$C$«last»)
RANK.AVG(C2,$C$2:$C$«last»)|PEARSON($C$2:$C$«last»,$D$2:$D$«last»)|SLOPE($C$2:$C$«last»,$D$2:$D$«last»)|COVAR($C$2:$C$«last»,$D$2:$D$«last»)
RSQ($C$2:$C$«last»,$D$2:$D$«last»)|INTERCEPT($C$2:$C$«last»,$D$2:$D$«last»)|COVARIANCE.S($C$2:$C$«last»,$D$2:$D$«last»)|COLUMN(C2)|COLUMNS(B2:D2)
NETWORKDAYS(D2,D2+«i»*9,$F$2:$F$«last»)|WORKDAY(D2,«i»*5,$F$2:$F$«last»)|NETWORKDAYS.INTL(D2,D2+40,11)|WORKDAY.INTL(D2,20,"0000110")
NETWORKDAYS.INTL(D2,DATE(2022,1,1),7,$F$2:$F$«last»)|WORKDAY.INTL(D2,C2*3,2,$F$2:$F$«last»)|NETWORKDAYS(D2,F2,D2)|WORKDAY(D2,C2,DATE(2020,12,25))
COUNTA(UNIQUE($E$2:$E$«last»))|SUM(FILTER($C$2:$C$«last»,$C$2:$C$«last»>«p»,0))|SUM(UNIQUE($C$2:$C$«last»))|ROWS(UNIQUE($E$2:$E$«last»))
MAX(FILTER($C$2:$C$«last»,($E$2:$E$«last»="n1")*($C$2:$C$«last»>0),0))|SUM(SORT(UNIQUE($C$2:$C$«last»)))|XMATCH(E2,$E$2:$E$«last»)
VLOOKUP("n1",E:G,2,FALSE)|MATCH("n1",E:E,0)|INDEX(C:C,MATCH(E2,E:E,0))|VLOOKUP(E2,E:G,2,FALSE)
C2/SUM($C$2:$C$«last»)|SUMIF($E$2:$E$«last»,E2,$C$2:$C$«last»)|AVERAGEIF($C$2:$C$«last»,">0")|COUNTA(A:A)|C2-AVERAGE($C$2:$C$«last»)
"""
_TEXT_TEMPLATES = """
(«T»&«T»)|(«T»&" "&«N»)|IF(«L»,«T»,«T»)|IF(«L»,"","x")|LEFT(«T»,«i»)|LEFT(«T»)
RIGHT(«T»,«i»)|MID(«T»,2,«i»)|TRIM(«T»)|UPPER(«T»)
LOWER(«T»)|PROPER(«T»)|SUBSTITUTE(«T»,"e","3")|SUBSTITUTE(«T»,"N","")|REPLACE(«T»,1,2,"zz")|CONCATENATE(«T»,"-",«T»)|CONCAT(«T»,«T»)
TEXTJOIN(", ",TRUE,A2,E2)|TEXTJOIN("/",FALSE,A2,E2)
TEXT(D2,"dd/mm/yyyy")|TEXT(D2,"mmm yyyy")|TEXT(C2,"0.0")|TEXT(B2,"0")|REPT("ab",«i»)
XLOOKUP(E2,$E$2:$E$«last»,$A$2:$A$«last»)|INDEX($A$2:$A$«last»,«i»)|IFERROR(VLOOKUP("q",$A$2:$E$«last»,5,FALSE),"none")
SWITCH(LEFT(E2),"N","own","C","care","other")|IFS(C2>5,"many",C2>0,"some",TRUE,"none")|CLEAN(«T»)|TEXT(D2,"yyyy-mm")
"""
_TRUTH_TEMPLATES = """
AND(«L»,«L»)|OR(«L»,«L»)|NOT(«L»)|XOR(«L»,«L»)|(«N»>«N»)|(«N»<=«N»)|(«N»=«N»)|(«T»=«T»)|(«T»<>«T»)|ISBLANK(A2)|ISNUMBER(B2)|ISTEXT(E2)
ISERROR(«N»/C2)|ISNA(MATCH("zz",$E$2:$E$«last»,0))|EXACT(A2,"Leeds")|ISNUMBER(SEARCH("ee",A2))|(COUNTIF($E$2:$E$«last»,E2)>1)
(A2="")|(F2="")|ISEVEN(C2)|(DAYS360(D2,DATE(2026,3,31))>«i»00)|(DAYS360(D2,DATE(2022,2,28),TRUE)>0)|ISODD(B2)|(C2="x")|(C2<>"x")|(C2<"x")|(G2="yes")|ISNUMBER(MATCH(E2,$E$2:$E$«last»,0))|IF(«L»,«L»,«L»)
"""


def _all_of(templates: str) -> list[Make]:
    return [_of(part) for line in templates.split("\n") for part in line.split("|") if part]


NUMBERS: list[Make] = [
    *_all_of(_NUMBER_TEMPLATES),
    *(_over_column(name) for name in ("SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN")),
    *(_over_column(name, "BC") for name in ("STDEV.S", "VAR.P", "STDEV.P")),
    *(_ifs(name) for name in ["SUMIFS", "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"]),
    lambda maker, _: f"COUNTIFS({_criteria(maker)})",
]
TEXTS = _all_of(_TEXT_TEMPLATES)
TRUTHS = _all_of(_TRUTH_TEMPLATES)
