"""Data frames on their way into the library, by the Arrow C stream interface."""

from __future__ import annotations

import ctypes
import datetime
import decimal
import glob
import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ._library import Bytes, FileError, Handle, call, library


def is_frame(value: Any) -> bool:
    """Whether a value is a data frame: of pandas, or anything with the Arrow C stream or array interface."""
    return isinstance(value, (pd.DataFrame, pa.Table, pa.RecordBatch)) or (
        hasattr(value, "__arrow_c_stream__") and not isinstance(value, (pd.Series, pa.ChunkedArray))
    )


def held(articles: Any) -> Any:
    """The same, to be read as often as one likes: a stream, which gives its rows once, as an Arrow table."""
    if not is_frame(articles) or isinstance(articles, (pd.DataFrame, pa.Table, pa.RecordBatch)):
        return articles
    # Whose frames come back as such.
    if type(articles).__module__.split(".")[0] == "polars":
        return articles
    try:
        return pa.table(articles)
    except pa.ArrowException as error:
        raise FileError(f"the data frame cannot be read: {error}") from error


class Frame(Handle):
    """The rows of a data frame as the library holds them, for as long as this object is there.

    Parameters
    ----------
    frame
        Anything that `is_frame` takes for one.
    name
        What messages call it behind "the data frame".
    first_row
        The number of its first row in the frame that the user knows.
    """

    def __init__(self, frame: Any, name: str = "", first_row: int = 0) -> None:
        #: The columns that records cannot hold, and why.
        self.left_out: dict[str, str] = {}
        data = frame if isinstance(frame, pa.Table) else self._table(frame)
        try:
            data.validate()
        except pa.ArrowException as error:
            raise FileError(f"the data frame is damaged: {error}") from error
        stream = (ctypes.c_char * 40)()
        # The library reads the stream to its end and releases it.
        data.to_reader()._export_to_c(ctypes.addressof(stream))
        pointer = ctypes.c_void_p()
        about = Bytes()
        call("trend_frame_open", stream, name.encode(), first_row, ctypes.byref(pointer), ctypes.byref(about))
        super().__init__(pointer)
        said = about.json()
        #: Where jobs of this process find it.
        self.path: str = said["path"]
        self.rows: int = said["rows"]
        for column in said["leftOut"]:
            kind = data.schema.field(column["name"]).type
            self.left_out[column["name"]] = f"records cannot hold values of the type {kind}"

    @property
    def notes(self) -> list[str]:
        """What the user should know of columns that were left out."""
        return [f"column {name!r} was left out: {why}" for name, why in self.left_out.items()]

    def _table(self, frame: Any) -> pa.Table:
        try:
            if isinstance(frame, pd.DataFrame):
                return self._from_pandas(frame)
            if isinstance(frame, pa.RecordBatch):
                return pa.Table.from_batches([frame])
            return pa.table(frame)
        except pa.ArrowException as error:
            raise FileError(f"the data frame cannot be read: {error}") from error

    def _from_pandas(self, frame: pd.DataFrame) -> pa.Table:
        # As reset_index would have it: an index with a name says something of the articles.
        levels = [name for name in frame.index.names if name is not None and name not in frame.columns]
        if levels:
            index = frame.index.to_frame(index=False)
            columns = [(str(name), index[name]) for name in levels]
        else:
            columns = []
        columns += [(str(name), frame.iloc[:, place]) for place, name in enumerate(frame.columns)]
        names = [name for name, _ in columns]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise FileError(f"two columns of the data frame are called {twice!r}; rename one of them")
        read = [(_text(name), self._array(name, values)) for name, values in columns]
        if not read:
            return pa.table({"": pa.nulls(len(frame))}) if len(frame) else pa.table({})
        return pa.Table.from_arrays([array for _, array in read], names=[name for name, _ in read])

    def _array(self, name: str, values: pd.Series) -> Any:
        if isinstance(values.dtype, pd.PeriodDtype):
            # To Arrow they are numbers.
            values = values.astype("object").map(str, na_action="ignore")
        elif isinstance(values.dtype, pd.SparseDtype):
            values = values.sparse.to_dense()
        try:
            return pa.array(values, from_pandas=True)
        except (pa.ArrowException, UnicodeError, OverflowError, TypeError, ValueError):
            pass
        try:
            return _mixed(list(values))
        except TypeError as error:
            self.left_out[name] = str(error)
            return pa.nulls(len(values))


def _text(value: str) -> str:
    """A text without halves of characters, as a name must be."""
    return value.encode("utf-8", "replace").decode()


def _mixed(values: list[Any]) -> pa.Array:
    """Values of several types, or texts that are none, as texts or as lists of texts.

    Halves of characters stay: they cost their row when it is read, and no other.
    """
    if any(isinstance(value, (list, tuple, set, frozenset, np.ndarray)) for value in values):
        lists = [None if _is_missing(value) else _items(value) for value in values]
        offsets = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(items or []) for items in lists], out=offsets[1:])
        return pa.LargeListArray.from_arrays(
            pa.array(offsets),
            _texts([item for items in lists for item in items or []]),
            mask=pa.array([items is None for items in lists]),
        )
    return _texts(values)


def _items(value: Any) -> list[Any]:
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    return list(value) if isinstance(value, (list, tuple, np.ndarray)) else [value]


def _texts(values: Sequence[Any]) -> pa.Array:
    encoded = [None if _is_missing(value) else _encoded(value) for value in values]
    binary = pa.array(encoded, type=pa.large_binary())
    # Not checked here: whoever reads the row tells which one is no text.
    return pa.Array.from_buffers(pa.large_string(), len(binary), binary.buffers(), binary.null_count)


def _encoded(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat().encode()
    if isinstance(value, (str, bool, int, float, decimal.Decimal, np.number, np.bool_)):
        return str(value).encode("utf-8", "surrogatepass")
    raise TypeError(f"it holds values of the type {type(value).__name__}, which are no texts")


def _is_missing(value: Any) -> bool:
    if value is None:
        return True
    try:
        return bool(pd.api.types.is_scalar(value) and pd.isna(value))
    except (TypeError, ValueError):
        return False


class Articles:
    """The articles of a job: paths, and data frames that lie in memory as long as this object is there.

    Parameters
    ----------
    articles
        A data frame; a path or a pattern such as ``2024/*.jsonl``; an `Archive`; or a list of these.
    name
        What messages call a data frame behind "the data frame".
    """

    def __init__(self, articles: Any, name: str = "", first_row: int = 0) -> None:
        self.paths: list[str] = []
        self.frames: list[Frame] = []
        parts = list(articles) if isinstance(articles, (list, tuple)) else [articles]
        count = sum(map(is_frame, parts))
        for part in parts:
            if is_frame(part):
                own = f" {len(self.frames) + 1}" if count > 1 else ""
                frame = Frame(part, name + own, first_row)
                self.frames.append(frame)
                self.paths.append(frame.path)
            else:
                self.paths += _paths(part)

    @property
    def notes(self) -> list[str]:
        return [note for frame in self.frames for note in frame.notes]


def path_of(value: Any, option: str) -> str:
    """A path as the library takes it.

    Raises
    ------
    TypeError
        Where it is none.
    """
    value = getattr(value, "path", value)
    if isinstance(value, (str, os.PathLike)):
        path = os.path.expanduser(os.fspath(value))
        if isinstance(path, str):
            if "\0" in path:
                raise FileError(f"{option}: a path cannot hold a NUL character")
            return path
    raise TypeError(f"{option}: a path is needed, not a {type(value).__name__}")


def _paths(part: Any) -> list[str]:
    if isinstance(part, (pd.Series, dict)):
        raise TypeError(
            f"articles: a data frame with a row per article is needed, not a {type(part).__name__}; "
            "try articles.to_frame()"
            if isinstance(part, pd.Series)
            else "articles: make a data frame of the dict first"
        )
    path = path_of(part, "articles")
    if path == "-":
        raise FileError("articles: a notebook has no standard input; name a file")
    if any(sign in path for sign in "*?[") and not os.path.exists(path):
        found = sorted(glob.glob(path, recursive=True))
        if found:
            return found
    return [path]


library.trend_frame_open.argtypes = [
    ctypes.c_void_p,
    ctypes.c_char_p,
    ctypes.c_int64,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
]
