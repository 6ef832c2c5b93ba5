"""Right answers with one small thing changed, by a fixed list of operators: what an analyst gets wrong."""

import re
from collections.abc import Iterator

OPERATORS: tuple[tuple[str, str, str], ...] = (
    ("count rows for distinct children", r"\.nunique\(\)", ".count()"),
    ("count rows for distinct children", r"count\(DISTINCT CHILD\)", "count(CHILD)"),
    ("count rows for distinct children", r'aggfunc="nunique"', 'aggfunc="count"'),
    ("count rows for distinct children", r"\.drop_duplicates\(\)", ""),
    ("count rows for distinct children", r"\.unique\(\)", ""),
    ("drop a filter", r"year_episodes\[still_open\]", "year_episodes"),
    ("drop a filter", r"authorities\[authorities\[\"is_ours\"\]\]", "authorities"),
    ("drop a filter", r"AND LS NOT IN \('V3', 'V4'\)", ""),
    ("drop a filter", r"LS NOT IN \('V3', 'V4'\)\s+AND", ""),
    ("drop a filter", r"\(year_episodes\[\"RNE\"\] == \"S\"\) & ", ""),
    ("drop a filter", r"AND RNE = 'S'", ""),
    ("drop a filter", r" & \(year_episodes\[\"DECOM\"\] >= year_start\)", ""),
    ("drop a filter", r"WHERE financial_year = '2024-25'", ""),
    ("< for <=", r"<= (?=DATE|'|\"|year)", "< "),
    ("< for <=", r">= (?=DATE|'|\"|year)", "> "),
    ("<= for <", r"(?<=[\w\])'] )> (?=DATE|'|\"|year)", ">= "),
    ("keep or drop blanks", r", dropna=False", ""),
    ("keep or drop blanks", r"dropna=False", "dropna=True"),
    ("keep or drop blanks", r"\[\"DEC\"\]\.isna\(\) \| ", '["DEC"].notna() & '),
    ("keep or drop blanks", r"DEC IS NULL OR ", ""),
    ("another join", r"LEFT JOIN", "JOIN"),
    ("another join", r'how="left"', 'how="inner"'),
    ("another date column", r"\[\"DECOM\"\]", '["DEC"]'),
    ("another date column", r"\bDECOM\b(?! <=)", "DEC"),
    ("off by one", r"\b10_000\b", "1_000"),
    ("off by one", r"\b10000\.0\b", "1000.0"),
    ("off by one", r"fill_value=0", "fill_value=1"),
    ("off by one", r"2025-03-31", "2025-03-30"),
    ("off by one", r"2024-04-01", "2024-04-02"),
    ("another group key", r'groupby\("PLACE"', 'groupby("LS"'),
    ("another group key", r"GROUP BY PLACE", "GROUP BY LS, PLACE"),
    ("another group key", r'index="PLACE"', 'index="LS"'),
    ("another group key", r"groupby\(month\)", 'groupby(starts["DECOM"])'),
    ("another population", r"population_0_17", "population_all_ages"),
)
"""(what it does, what it finds, what it puts there); each place found makes one mutant."""


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield each mutant of a source with what was done to it; none is the source itself."""
    for about, pattern, instead in OPERATORS:
        for found in re.finditer(pattern, source):
            made = source[: found.start()] + instead + source[found.end() :]
            if made != source:
                yield f"{about}: {found[0]} -> {instead or 'nothing'}", made
