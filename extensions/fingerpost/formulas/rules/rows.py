"""Columns worked row by row, choices, lookups: the rules the others build on."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd


def excel_each(compute: Callable[..., Any], *values: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Apply `compute` row by row to columns and single values; where one is missing, so is the result."""
    columns = [value for value in values if isinstance(value, pd.Series)]
    if not columns:
        return np.nan if any(pd.isna(value) for value in values) else _known(compute(*values))
    index = columns[0].index
    missing = np.zeros(len(index), dtype=bool)
    lists = []
    for value in values:
        if isinstance(value, pd.Series):
            missing |= value.isna().to_numpy(dtype=bool)
            lists.append(value.tolist())
        else:
            missing |= bool(pd.isna(value))
            lists.append([value] * len(index))
    rows = zip(missing, *lists, strict=True)
    results = [None if gone else compute(*row) for gone, *row in rows]
    if all(result is None for result in results):
        return pd.Series(np.nan, index=index)
    return pd.Series(results, index=index)


def _known(result: Any) -> Any:  # noqa: ANN401 - a single value
    return np.nan if result is None else result


def excel_keep_missing(result: Any, *sources: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return a comparison's result, missing where something compared is missing."""
    if not isinstance(result, pd.Series):
        return np.nan if any(pd.isna(source) for source in sources) else result
    missing = np.zeros(len(result), dtype=bool)
    for source in sources:
        missing = missing | np.asarray(pd.isna(source), dtype=bool)
    return result.astype("boolean").mask(missing)


def excel_if(test: Any, then: Any, otherwise: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return `then` where the test is TRUE, `otherwise` where it is FALSE, missing where it is missing."""
    if not isinstance(test, pd.Series):
        return np.nan if pd.isna(test) else (then if test else otherwise)
    known = test.astype("boolean")
    result = pd.Series(otherwise, index=test.index) if not isinstance(otherwise, pd.Series) else otherwise
    chosen = pd.Series(then, index=test.index) if not isinstance(then, pd.Series) else then
    if result.dtype != chosen.dtype:
        result, chosen = result.astype("object"), chosen.astype("object")
    picked = chosen.where(known.fillna(value=False).to_numpy(dtype=bool), result)
    return picked.mask(known.isna().to_numpy(dtype=bool)).infer_objects() if known.isna().any() else picked


def excel_first_present(value: Any, instead: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return `instead` wherever the value is missing, as IFERROR does for errors."""
    if isinstance(value, pd.Series):
        return value.astype("object").where(value.notna(), instead).infer_objects()
    return instead if value is None or pd.isna(value) else value


def excel_per_row(compute: Callable[..., Any], *wanted: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Work out one result a row, once for each distinct set of wanted values."""
    columns = [value for value in wanted if isinstance(value, pd.Series)]
    index = columns[0].index
    lists = [value.tolist() if isinstance(value, pd.Series) else [value] * len(index) for value in wanted]
    known: dict[tuple[Any, ...], Any] = {}
    results = []
    for row in zip(*lists, strict=True):
        if row not in known:
            known[row] = compute(*row)
        results.append(known[row])
    return pd.Series(results, index=index)


def excel_grouped(how: str, values: Any, kept: Any, keys: list[Any], wanted: list[Any]) -> Any:  # noqa: ANN401 - columns, one value beside them
    """Return for each row `how` of the values whose keys equal the row's wanted ones: all groups at once."""
    rows = values.index if kept is True else values.index[kept.to_numpy(dtype=bool)]
    named = {f"key {place}": key.loc[rows].to_numpy() for place, key in enumerate(keys)}
    frame = pd.DataFrame({**named, "value": values.loc[rows].to_numpy()})
    groups = frame.groupby(list(named))["value"]
    found = (groups.size() if how == "size" else groups.agg(how)).to_dict()
    index = next(column.index for column in wanted if isinstance(column, pd.Series))
    asked = [column.tolist() if isinstance(column, pd.Series) else [column] * len(index) for column in wanted]
    nothing = 0.0 if how in {"sum", "size"} else np.nan
    looked_up = asked[0] if len(asked) == 1 else zip(*asked, strict=True)
    return pd.Series([found.get(key, nothing) for key in looked_up], index=index, dtype=float)


def excel_all(*truths: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return whether all are TRUE, as AND."""
    return excel_each(lambda *row: all(row), *truths)


def excel_any(*truths: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return whether one is TRUE, as OR."""
    return excel_each(lambda *row: any(row), *truths)


def excel_xor(*truths: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return whether an odd number of them is TRUE, as XOR."""
    return excel_each(lambda *row: sum(map(bool, row)) % 2 == 1, *truths)


def excel_not(truth: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the other truth value."""
    return excel_each(lambda value: not value, truth)


def excel_lookup(wanted: Any, keys: Any, results: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return what stands beside the first key equal to the wanted value.

    Missing where there is none (#N/A).
    """
    first = keys.notna() & ~keys.duplicated()
    found = dict(zip(keys[first], results[first], strict=True))
    if isinstance(wanted, pd.Series):
        return wanted.map(found.get, na_action="ignore")
    return found.get(wanted, np.nan)


def excel_lookup_nearest(wanted: Any, keys: Any, results: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return what stands beside the last key not above the wanted number; the keys are in order."""
    kept = keys.notna()
    ordered, beside = keys[kept].to_numpy(), results[kept].tolist()
    return excel_each(
        lambda value: _beside(int(np.searchsorted(ordered, value, side="right")), beside), wanted
    )


def _beside(place: int, beside: list[Any]) -> Any:  # noqa: ANN401 - whatever stands there
    return beside[place - 1] if place else None
