"""Tables of results as data frames."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
#: Stands where there is no figure.
_NONE = {"", "–"}
#: Columns whose figures have a second figure, or a star where a change is more than chance.
_COMPOSED = {"95% interval", "on period before", "on year before", "slope a year", "change (95%)"}


def frame_of(table: Mapping[str, Any]) -> pd.DataFrame:
    """A table of a result, with the columns of the command's table of the same name.

    Figures are numbers (a share of 5% is 0.05) and days are datetimes. Periods stay texts, such as `2024-06`, and so do
    changes, which have a star where they are more than chance.
    """
    columns = table["columns"]
    rows = table["rows"]
    data: dict[str, Any] = {}
    for place, column in enumerate(columns):
        values = [row[place] for row in rows]
        if column["isNumber"] and column["name"] not in _COMPOSED:
            data[column["name"]] = _numbers(values)
        elif column.get("isDate") and column["name"] not in ("period", "month"):
            data[column["name"]] = _days(values)
        else:
            data[column["name"]] = pd.Series([value.strip() for value in values], dtype="str" if values else "object")
    return pd.DataFrame(data, columns=[column["name"] for column in columns])


def _numbers(values: Sequence[str]) -> pd.Series:
    numbers: list[float | int | None] = []
    for value in values:
        if value in _NONE:
            numbers.append(None)
            continue
        try:
            number = float(value[:-1]) / 100 if value.endswith("%") else float(value)
        except ValueError:
            return pd.Series(list(values), dtype="object")
        numbers.append(int(value) if value.lstrip("-").isdigit() else number)
    if numbers and all(isinstance(number, int) for number in numbers):
        return pd.Series(numbers, dtype="int64")
    return pd.Series(numbers, dtype="float64")


def _days(values: Sequence[str]) -> pd.Series:
    if all(value == "" or _DAY.match(value) for value in values):
        return pd.to_datetime(pd.Series([value or None for value in values], dtype="object"))
    return pd.Series(list(values), dtype="object")


def records(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Objects of JSON as a data frame with these columns."""
    return pd.DataFrame([[row.get(column) for column in columns] for row in rows], columns=list(columns))
