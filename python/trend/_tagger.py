"""A model that is open, and tags rows."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ._frames import Articles
from ._jobs import Job, encoded, reading_options, with_rejects, without_path
from ._library import Bytes, Handle, call, library
from ._options import Options
from ._reading import Reading


class Tagger(Handle):
    """A model that is open. Several threads may use it at once.

    Parameters
    ----------
    model
        The path of a model file, or its bytes.
    only
        What to fill in: `industries`, `technologies`, `keywords`, `events`; by default all that the model knows.
    top
        How many labels per article in place of those that the model decides on.
    threads
        The number of processor cores to use.
    """

    def __init__(
        self,
        model: str | bytes,
        only: Sequence[str] | None = None,
        top: int | None = None,
        threads: int | None = None,
    ) -> None:
        self._name = None if isinstance(model, bytes) else model
        options = encoded({"model": self._name, "only": only, "top": top, "compute": {"threads": threads}})
        content = model if isinstance(model, bytes) else None
        pointer = ctypes.c_void_p()
        about = Bytes()
        call(
            "trend_tagger_open",
            content,
            len(content or b""),
            options,
            len(options),
            ctypes.byref(pointer),
            ctypes.byref(about),
        )
        super().__init__(pointer)
        said = about.json()
        #: The names of the columns that it adds.
        self.columns: list[str] = [column["name"] for column in said["columns"]]
        self._numbers = {column["name"] for column in said["columns"] if column["isNumber"]}
        #: The industries that it tells apart.
        self.labels: list[str] = said["labels"]
        #: What it fills in.
        self.parts: list[str] = said["parts"]

    def tag(
        self, articles: Articles, reading: Mapping[str, Any], progress: bool = False
    ) -> tuple[list[str], list[pa.Array], pa.Array | None, Reading]:
        """Tags articles, a value per row for each column.

        Parameters
        ----------
        articles
            One data frame, or files.
        reading
            How they are read, as `trend_tagger_tag` takes it.

        Returns
        -------
        The names of the columns, which are others where the articles have columns of their own under `columns`; the
        columns; of files also the records as JSON; and how the articles were read.
        """
        frame = articles.frames[0] if articles.frames else None
        count = len(self.columns) + (frame is None)

        def work(job: Job, rejects: str | None) -> tuple[Any, Any]:
            options = encoded({**reading_options(reading, articles, rejects), "model": self._name})
            buffers = (Bytes * (3 * count))()
            result = Bytes()
            call(
                "trend_tagger_tag",
                self,
                job,
                options,
                len(options),
                -1 if frame is None else frame.rows,
                0,
                buffers,
                ctypes.byref(result),
            )
            return buffers, result.json()

        (buffers, said), rejects = with_rejects(work, articles, reading, progress)
        arrays = [_array(buffers[3 * index : 3 * index + 3]) for index in range(count)]
        columns = [
            pc.cast(array, pa.float64()) if name in self._numbers else array
            for name, array in zip(self.columns, arrays)
        ]
        records = arrays[-1] if frame is None else None
        notes = [*articles.notes, *without_path(said["notes"], "attrs['trend']")]
        kept = json.loads(said["json"])["keptNames"]
        names = [f"trend:{name}" if name in kept else name for name in self.columns]
        return names, columns, records, Reading(said["fields"], notes, rejects)

    def tag_batch(self, batch: pa.RecordBatch | pa.Table, **reading: Any) -> tuple[list[pa.Array], Reading]:
        """Tags a batch of a larger frame, on the calling thread.

        Parameters
        ----------
        batch
            The rows.
        **reading
            How they are read (`ReadingOptions`). Any number of rows may be unreadable, unless `max_rejects` says
            otherwise: whoever holds all batches counts.

        Returns
        -------
        An array per column of `columns`, each as long as the batch, and how the rows were read.
        """
        articles = Articles(batch)
        _, columns, _, how = self.tag(articles, Options({"max_rejects": "100%", **reading}, articles).reading)
        return columns, how


class _Owner:
    """Keeps what the library allocated until no array needs it."""

    def __init__(self, bytes_: Bytes) -> None:
        self.pointer = bytes_.bytes

    def __del__(self) -> None:
        library.trend_free(self.pointer)


def _array(buffers: Sequence[Bytes]) -> pa.Array:
    """Validity, offsets and texts as an array, without copying."""
    length = buffers[1].count // 8 - 1
    parts = [pa.foreign_buffer(part.bytes, part.count, _Owner(part)) for part in buffers]
    return pa.Array.from_buffers(pa.large_string(), length, parts)


def beside(frame: Any, names: Sequence[str], columns: Sequence[pa.Array]) -> Any:
    """A data frame of the same kind with columns beside its own, in place of those of the same names."""
    if isinstance(frame, pd.DataFrame):
        added = {name: series(column, frame.index) for name, column in zip(names, columns)}
        return frame.assign(**added)
    if type(frame).__module__.split(".")[0] == "polars" and hasattr(frame, "with_columns"):
        import polars

        return frame.with_columns([polars.from_arrow(column).alias(name) for name, column in zip(names, columns)])
    table = frame if isinstance(frame, pa.Table) else None
    if table is None:
        table = pa.Table.from_batches([frame]) if isinstance(frame, pa.RecordBatch) else pa.table(frame)
    for name, column in zip(names, columns):
        place = table.schema.get_field_index(name)
        if place >= 0:
            table = table.set_column(place, name, column)
        else:
            table = table.append_column(name, column)
    return table


def series(column: pa.Array, index: pd.Index | None = None) -> pd.Series:
    """An array as a column of pandas; texts are as pandas holds texts."""
    values = column.to_pandas()
    values.index = index if index is not None else values.index
    return values


library.trend_tagger_open.argtypes = [
    ctypes.c_char_p,
    ctypes.c_int64,
    ctypes.c_char_p,
    ctypes.c_int64,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
]
library.trend_tagger_tag.argtypes = [
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_char_p,
    ctypes.c_int64,
    ctypes.c_int64,
    ctypes.c_int64,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
]
