"""Names as pandas and SQL write them, and the parts of their code that a step speaks of."""

import json
import re

from fingerpost.walkthroughs.scene import Cell, Code, Language

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# the words that DuckDB reserves; a column may be called any of them, and some are: left, limit, order, show
_RESERVED = frozenset(
    {"all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "both"}
    | {"case", "cast", "check", "collate", "column", "constraint", "create", "default"}
    | {"deferrable", "desc", "describe", "distinct", "do", "else", "end", "except", "false"}
    | {"fetch", "for", "foreign", "from", "group", "having", "in", "initially", "inner"}
    | {"intersect", "into", "join", "lambda", "lateral", "leading", "left", "limit", "not", "null"}
    | {"offset", "on", "only", "or", "order", "pivot", "pivot_longer", "pivot_wider", "placing"}
    | {"primary", "qualify", "references", "returning", "right", "select", "show", "some"}
    | {"summarize", "symmetric", "table", "then", "to", "trailing", "true", "union", "unique"}
    | {"unpivot", "using", "variadic", "when", "where", "window", "with"}
)


def quoted(name: str) -> str:
    """Return a column's name as pandas code writes it."""
    return json.dumps(name, ensure_ascii=False)


def sql_name(name: str) -> str:
    """Return a name as DuckDB reads it: bare if plain, in double quotes otherwise."""
    if _PLAIN_NAME.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def literal(value: Cell) -> str:
    """Return a value as Python code writes it."""
    return quoted(value) if isinstance(value, str) else repr(value)


def sql_literal(value: Cell) -> str:
    """Return a value as SQL writes it: text in single quotes, each of its own doubled."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).upper() if isinstance(value, bool) else str(value)


def both(
    pandas: str, sql: str, said_in_pandas: tuple[str, ...] = (), said_in_sql: tuple[str, ...] = ()
) -> tuple[Code, ...]:
    """Return the same work in both languages, with the parts a step speaks of."""
    return (_code("pandas", pandas, said_in_pandas), _code("sql", sql, said_in_sql))


def spans(text: str, *said: str) -> tuple[tuple[int, int], ...]:
    """Return where each thing said last stands in `text`."""
    return tuple((text.rindex(part), text.rindex(part) + len(part)) for part in said)


def _code(language: Language, text: str, said: tuple[str, ...]) -> Code:
    return Code(language, text, spans(text, *said))
