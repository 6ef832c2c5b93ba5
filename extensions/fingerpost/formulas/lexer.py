"""Formula text cut into tokens with positions.

The terminals are those of the published XLParser grammar (Aivaloglou, Hoepelman and Hermans, "A grammar for
spreadsheet formulas evaluated on two large datasets", J. Softw. Evol. Process 2017, DOI 10.1002/smr.1895),
written anew as one regular expression. Names are in English and arguments parted by commas, as Excel saves
them.
"""

import re
from typing import NamedTuple

from fingerpost.formulas.troubles import BrokenFormulaError

_COLUMN = r"(?:[A-Wa-w][A-Za-z]{1,2}|[Xx][A-Ea-e][A-Za-z]|[Xx][Ff][A-Da-d]|[A-Za-z]{1,2})"
_SYMBOLS = "€\xa1-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"  # the signs of ISO 8859-1 that may stand in a name
_WORD = rf"\w\\.?{_SYMBOLS}"
_NOT_AFTER_NAME = rf"(?![{_WORD}(\[!$])"
_PLAIN_SHEET = r"[^'*\[\]\\:/?();{}#\"=<>&+\-\^%,!\s$@|~`]++"
_BRACKETED = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_PATH = r"(?:[A-Za-z]:\\|\\\\|https?://)[^\"'<>|?*\[\]]*"
_ERRORS = (
    "NULL! DIV/0! VALUE! REF! NAME? NUM! N/A GETTING_DATA"
    " SPILL! CALC! FIELD! BLOCKED! UNKNOWN! CONNECT! BUSY!"
)

# The commonest kinds stand first: the order costs time only where it does not decide the meaning.
_TOKENS = {
    "operator": r"<>|<=|>=|[-+*/^&=<>%:,;{}()@]",
    "cell": rf"(\$?)({_COLUMN})(\$?)([1-9][0-9]*+){_NOT_AFTER_NAME}",
    "call": rf"[{_WORD}]++\(",
    "text": r'"(?:[^"]|"")*+"',
    "logical": rf"(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]){_NOT_AFTER_NAME}",
    "columns": rf"\$?{_COLUMN}:\$?{_COLUMN}{_NOT_AFTER_NAME}",
    "rows": rf"\$?[1-9][0-9]*+:\$?[1-9][0-9]*+{_NOT_AFTER_NAME}",
    "prefix": (
        r"(?:'(?:[^']|'')++'"
        rf"|(?:{_PATH})?\[[^\[\]]++\](?:{_PLAIN_SHEET}(?::{_PLAIN_SHEET})?)?"
        rf"|(?!{_COLUMN}[1-9][0-9]*+:){_PLAIN_SHEET}(?::{_PLAIN_SHEET})?)!"
    ),
    "number": r"(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?",
    "error": "#(?i:" + "|".join(re.escape(code) for code in _ERRORS.split()) + ")",
    "name": rf"[^\W\d][{_WORD}]*+|\\[{_WORD}]*+",
    "space": r"\s++",
    "spill": "#",
    "item": r"'(?:[^']|'')*+'",
    "bracket": _BRACKETED,
    "unreadable": r".",
}
_MASTER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _TOKENS.items()), re.DOTALL)
_OPENED = {
    '"': 'a text opened with " is never closed; add the closing "',
    "'": "a quoted sheet name opened with ' is never closed or is not followed by !",
    "[": "a square bracket is never closed; add ]",
}


class Token(NamedTuple):
    """A piece of the formula.

    `spaced` says that white space stands before it; an operator is its own kind.
    """

    kind: str
    text: str
    start: int
    stop: int
    spaced: bool


def tokens_of(source: str, start: int = 0) -> list[Token]:
    """Return the tokens from `start` on, an `end` token last.

    Raises:
        BrokenFormulaError: a character belongs to no token, with its position.
    """
    found: list[Token] = []
    spaced = False
    add, make = found.append, tuple.__new__  # twice as fast as Token(…), and lexing is half of parsing
    for match in _MASTER.finditer(source, start):
        kind = match.lastgroup
        if kind == "space":
            spaced = True
            continue
        text = match.group()
        first, last = match.span()
        if kind == "unreadable":
            raise _unreadable(source, first)
        add(make(Token, (text if kind == "operator" else kind, text, first, last, spaced)))
        spaced = False
    found.append(Token("end", "", len(source), len(source), spaced))
    return found


def _unreadable(source: str, position: int) -> BrokenFormulaError:
    character = source[position]
    why = _OPENED.get(character, "expected a value, a cell, a name or an operator")
    return BrokenFormulaError(
        f"At character {position + 1} the formula has {character!r}: {why}.", start=position
    )
