"""A chart's values or a spawner's settings, held against a list: unknown keys, values of another type."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

_SIZE = re.compile(r"\d+(\.\d+)?[KMGT]i?")
_TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "text": (str,),
    "list": (list,),
    "map": (dict,),
}


def faults(values: Mapping[str, object], known: Mapping[str, object], at: str = "") -> Iterator[str]:
    """Yield a sentence for each key that the list does not have, and each value of another type."""
    for key, value in values.items():
        place = f"{at}{key}"
        wanted = known.get(key)
        if wanted is None:
            near = get_close_matches(key, known, n=1)
            yield f"{place} is no key there" + (f"; did you mean {near[0]}?" if near else ".")
        elif isinstance(wanted, Mapping):
            if isinstance(value, Mapping):
                yield from faults(value, wanted, f"{place}.")
            else:
                yield f"{place} holds keys of its own, found {value!r}."
        elif not _fits(value, wanted):
            yield f"{place} takes {wanted}, found {value!r}."


def _fits(value: object, wanted: object) -> bool:
    if isinstance(wanted, list):
        return value in wanted
    if wanted == "size":
        return isinstance(value, str) and _SIZE.fullmatch(value) is not None
    kinds = _TYPES[str(wanted)]
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
