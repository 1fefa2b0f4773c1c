"""How data frames become articles: all types, and what no record can hold."""

from __future__ import annotations

import datetime
import decimal
import json
import pathlib
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import trend
from trend._frames import Articles, Frame, is_frame


def rows(frame: Any, **options: Any) -> list[Any]:
    """The rows as the library's readers get them."""
    held = Frame(frame, **options)
    return [json.loads(line) if line.strip() else None for line in pathlib.Path(held.path).read_text().split("\n")[:-1]]


def test_texts_numbers_and_nulls() -> None:
    frame = pd.DataFrame(
        {"a": ['一\n"二"\\\t\u0001', None, ""], "b": [1, 2, 3], "c": [1.5, np.nan, np.inf], "d": [True, False, None]}
    )
    assert rows(frame) == [
        {"a": '一\n"二"\\\t\u0001', "b": 1, "c": 1.5, "d": True},
        {"a": None, "b": 2, "c": None, "d": False},
        {"a": "", "b": 3, "c": None, "d": None},
    ]


def test_whole_floats_are_whole() -> None:
    # A column of days becomes one of floats as soon as a day is missing.
    assert rows(pd.DataFrame({"date": [20240601, None]})) == [{"date": 20240601}, {"date": None}]


@pytest.mark.parametrize(
    "kind", [pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64()]
)
def test_integers(kind: pa.DataType) -> None:
    low, high = (
        (0, 2**kind.bit_width - 1)
        if "uint" in str(kind)
        else (-(2 ** (kind.bit_width - 1)), 2 ** (kind.bit_width - 1) - 1)
    )
    assert rows(pa.table({"n": pa.array([low, None, high], kind)})) == [{"n": low}, {"n": None}, {"n": high}]


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.uint32(), pa.large_string()),
    ],
)
def test_kinds_of_text(kind: pa.DataType) -> None:
    values = ["短", None, "一段比十二个字节长得多的文字", "", "短"]
    table = pa.table({"t": pa.array(values).cast(kind) if kind != pa.string_view() else pa.array(values, kind)})
    assert [row["t"] for row in rows(table)] == values
    # With an offset.
    assert [row["t"] for row in rows(table.slice(1, 3))] == values[1:4]


def test_days_and_times() -> None:
    moment = datetime.datetime(2024, 6, 1, 8, 30)
    table = pa.table(
        {
            "day": pa.array([datetime.date(2024, 2, 29), datetime.date(1969, 12, 31)]),
            "date64": pa.array([datetime.date(2024, 2, 29), None], pa.date64()),
            "s": pa.array([moment, datetime.datetime(2024, 6, 1)], pa.timestamp("s")),
            "ns": pa.array([moment, datetime.datetime(1960, 1, 1, 23, 59, 59)], pa.timestamp("ns")),
            "zone": pa.array([moment, None], pa.timestamp("us", "Asia/Shanghai")),
        }
    )
    assert rows(table) == [
        {
            "day": "2024-02-29",
            "date64": "2024-02-29",
            "s": "2024-06-01T08:30:00",
            "ns": "2024-06-01T08:30:00",
            "zone": "2024-06-01T08:30:00Z",
        },
        {"day": "1969-12-31", "date64": None, "s": "2024-06-01", "ns": "1960-01-01T23:59:59", "zone": None},
    ]
    ends = pa.array([2**63 - 1, -(2**63)])
    for unit in ("s", "ms", "us", "ns"):
        assert len(rows(pa.table({"t": ends.cast(pa.timestamp(unit)), "z": ends.cast(pa.timestamp(unit, "UTC"))}))) == 2
    assert rows(pa.table({"day": pa.array([2**31 - 1, -(2**31)], pa.int32()).cast(pa.date32())}))[0]["day"].endswith(
        "-07-11"
    )


def test_kinds_of_pandas() -> None:
    frame = pd.DataFrame(
        {
            "period": pd.PeriodIndex(["2024-06", None], freq="M"),
            "zone": pd.to_datetime(["2024-06-01 01:00", None]).tz_localize("Asia/Shanghai"),
            "category": pd.Categorical(["甲", None]),
            "numbers": pd.Categorical([2, 1]),
            "Int64": pd.array([1, None], "Int64"),
            "sparse": pd.arrays.SparseArray([0, 1]),
            "string": pd.array(["a", None], "string[python]"),
            "object": pd.Series([datetime.date(2024, 6, 1), None], dtype="object"),
        }
    )
    assert rows(frame) == [
        {
            "period": "2024-06",
            "zone": "2024-05-31T17:00:00Z",
            "category": "甲",
            "numbers": 2,
            "Int64": 1,
            "sparse": 0,
            "string": "a",
            "object": "2024-06-01",
        },
        {
            "period": None,
            "zone": None,
            "category": None,
            "numbers": 1,
            "Int64": None,
            "sparse": 1,
            "string": None,
            "object": None,
        },
    ]
    held = Frame(pd.DataFrame({"span": pd.to_timedelta(["1D"]), "c": [1j], "text": ["a"]}))
    assert set(held.left_out) == {"span", "c"}


def test_nested_values() -> None:
    table = pa.table(
        {
            "labels": pa.array([["a", None], [], None], pa.list_(pa.string())),
            "pair": pa.array([[1, 2], [3, 4], [5, 6]], pa.list_(pa.int8(), 2)),
            "post": pa.array([{"text": "正文", "n": [1]}, {"text": None, "n": None}, None]),
            "money": pa.array([decimal.Decimal("-0.05"), decimal.Decimal("12.30"), None], pa.decimal128(10, 2)),
        }
    )
    assert rows(table.slice(1)) == [
        {"labels": [], "pair": [3, 4], "post": {"text": None, "n": None}, "money": 12.3},
        {"labels": None, "pair": [5, 6], "post": None, "money": None},
    ]
    assert rows(table)[0] == {"labels": ["a", None], "pair": [1, 2], "post": {"text": "正文", "n": [1]}, "money": -0.05}


def test_what_records_cannot_hold_is_said(model: trend.Model, new: pd.DataFrame) -> None:
    frame = new.assign(picture=[b"\xff"] * len(new), thing=[object()] * len(new))
    held = Frame(frame)
    assert set(held.left_out) == {"picture", "thing"}
    assert "binary" in held.left_out["picture"]
    with pytest.warns(trend.ReadingWarning, match="column 'thing' was left out"):
        tagged = model.tag(frame)
    # It is left out of what is read alone.
    assert tagged["thing"].equals(frame["thing"])


def test_mixed_columns() -> None:
    frame = pd.DataFrame({"x": [1, "二", None, 2.5, pd.NA], "labels": [["a", "b"], "c", None, ("d",), np.array(["e"])]})
    assert [row["x"] for row in rows(frame)] == ["1", "二", None, "2.5", None]
    assert [row["labels"] for row in rows(frame)] == [["a", "b"], ["c"], None, ["d"], ["e"]]


def test_index() -> None:
    frame = pd.DataFrame({"a": ["x"]}, index=pd.Index(["https://example.com"], name="link"))
    assert rows(frame) == [{"link": "https://example.com", "a": "x"}]
    assert rows(frame.rename_axis(None)) == [{"a": "x"}]
    assert rows(frame.reset_index().set_index("link", drop=False)) == [{"link": "https://example.com", "a": "x"}]


def test_names_of_columns() -> None:
    assert rows(pd.DataFrame({1: ["a"], ("b", "c"): ["d"], '"\n': ["e"]})) == [
        {"1": "a", "('b', 'c')": "d", '"\n': "e"}
    ]
    with pytest.raises(trend.FileError, match="two columns of the data frame are called 'a'"):
        Frame(pd.DataFrame([["x", "y"]], columns=["a", "a"]))
    with pytest.raises(trend.FileError, match="two columns are called 'a'"):
        Frame(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"]))


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({"a": []}), pa.table({})])
def test_empty_frames(frame: Any, model: trend.Model) -> None:
    assert rows(frame) == []
    assert len(model.tag(frame, quiet=True)) == 0


def test_frame_without_columns(model: trend.Model) -> None:
    with pytest.raises(trend.RejectsError):
        model.tag(pd.DataFrame(index=range(3)))


def test_views_and_chunks() -> None:
    frame = pd.DataFrame({"a": [f"第{n}篇" for n in range(1000)], "b": range(1000)})
    part = frame.iloc[::-3]
    assert rows(part) == part.to_dict("records")
    table = pa.concat_tables([pa.Table.from_pandas(frame[start : start + 7]) for start in range(0, 1000, 7)])
    assert [row["a"] for row in rows(table)] == list(frame["a"])
    array = np.arange(20.0).reshape(10, 2)
    array.setflags(write=False)
    assert rows(pd.DataFrame(array[::2], columns=["x", "y"]))[1] == {"x": 4, "y": 5}


def test_anything_with_the_stream_interface() -> None:
    class Stream:
        def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
            return pa.table({"a": ["x"]}).__arrow_c_stream__(requested_schema)

    assert is_frame(Stream())
    assert rows(Stream()) == [{"a": "x"}]
    polars = pytest.importorskip("polars")
    assert rows(polars.DataFrame({"a": ["x"], "b": [["y"]]})) == [{"a": "x", "b": ["y"]}]


def test_a_stream_that_fails() -> None:
    def batches() -> Any:
        yield pa.record_batch({"a": ["x"]})
        raise RuntimeError("the line is down")

    class Stream:
        def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
            reader = pa.RecordBatchReader.from_batches(pa.schema([("a", pa.string())]), batches())
            return reader.__arrow_c_stream__(requested_schema)

    with pytest.raises((trend.FileError, RuntimeError), match="the line is down"):
        Frame(Stream())


@pytest.mark.parametrize("value", [None, 3, pd.Series(["a"]), {"a": ["b"]}, b"path", object()])
def test_what_is_no_frame_and_no_path(value: Any) -> None:
    with pytest.raises(TypeError, match="articles"):
        Articles(value)


def test_rows_begin_at_a_number() -> None:
    assert rows(pd.DataFrame({"a": ["x"]}), first_row=2) == [None, None, {"a": "x"}]


def test_a_frame_lies_in_memory_as_long_as_it_is_needed(df: pd.DataFrame) -> None:
    import os

    before = len(os.listdir("/proc/self/fd"))
    for _ in range(50):
        Frame(df)
    assert len(os.listdir("/proc/self/fd")) <= before + 2


def test_damaged_data() -> None:
    outside = pa.DictionaryArray.from_arrays(pa.array([0, 7]), pa.array(["a"]), safe=False)
    with pytest.raises(trend.FileError, match="not what its schema says"):
        Frame(pa.table({"a": outside}))
