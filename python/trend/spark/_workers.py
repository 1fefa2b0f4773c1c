"""What runs on the executors: functions of batches of rows, called by Spark."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark import Broadcast

from .._frames import Articles
from .._jobs import encoded
from .._library import Bytes, Handle, call, library
from .._tagger import Tagger

Batches = Iterator[pa.RecordBatch]

#: The `NearDuplicates.comparisons` of the library: how many texts of a bucket further ones are compared with.
COMPARISONS = 32
#: `Int32.min`: no day.
NO_DAY = -(2**31)

#: What this process opened last, by what it was opened from: models are large, and a job uses one.
_open: dict[str, Any] = {}


def opened(key: str, open_: Callable[[], Any]) -> Any:
    """What was opened from the same before in this process."""
    if key not in _open:
        _open.clear()
        _open[key] = open_()
    return _open[key]


def digest(*parts: bytes) -> str:
    """Tells contents apart."""
    value = hashlib.sha256()
    for part in parts:
        value.update(len(part).to_bytes(8, "little"))
        value.update(part)
    return value.hexdigest()


def tagging(
    model: Broadcast[bytes], key: str, options: Mapping[str, Any], reading: Mapping[str, Any], names: Sequence[str],
    reject: str,
) -> Callable[[Batches], Batches]:
    """Adds tags to batches: the columns of a tagger, and why a row is no article.

    Parameters
    ----------
    names
        All columns in their order.
    """

    def tag(batches: Batches) -> Batches:
        tagger: Tagger = opened(key, lambda: Tagger(model.value, threads=1, **options))
        for batch in batches:
            columns = dict(zip(batch.schema.names, batch.columns))
            found, how = tagger.tag_batch(batch, **reading)
            columns.update(zip(tagger.columns, map(_plain, found)))
            columns[reject] = reasons(how.rejects, batch.num_rows)
            yield pa.RecordBatch.from_arrays([columns[name] for name in names], names=list(names))

    return tag


def reasons(rejects: Any, rows: int) -> pa.Array:
    """Why each row is no article; null for those that are. An article that is kept without its date is one."""
    found: list[str | None] = [None] * rows
    for row, reason in zip(rejects["row"], rejects["reason"]):
        if not reason.startswith("kept"):
            found[int(row)] = reason
    return pa.array(found, type=pa.string())


def _plain(values: pa.Array) -> pa.Array:
    """Texts with offsets as Spark has them."""
    return values.cast(pa.string()) if pa.types.is_large_string(values.type) else values


class Marker(Handle):
    """Marks rows with what counting them needs.

    Parameters
    ----------
    options
        `terms` and `by`.
    lexicon
        The phrases to count in place of terms.
    """

    def __init__(self, options: Mapping[str, Any], lexicon: bytes | None = None) -> None:
        text = encoded({**options, "compute": {"threads": 1}})
        pointer, about = ctypes.c_void_p(), Bytes()
        call(
            "trend_marker_open", lexicon, len(lexicon or b""), text, len(text), ctypes.byref(pointer),
            ctypes.byref(about),
        )
        super().__init__(pointer)
        #: The names of the terms or phrases.
        self.names: list[str] = about.json()

    def mark(self, rows: pa.RecordBatch, reading: Mapping[str, Any]) -> list[pa.Array]:
        """Why each row is no article, its day, its period, the bucket of its copies, its fingerprint, and the numbers
        of the names in it."""
        articles = Articles(rows)
        text = encoded({**reading, "articles": articles.paths})
        count = rows.num_rows
        buffers = (Bytes * 11)()
        call("trend_marker_mark", self, text, len(text), count, buffers)
        parts = [pa.py_buffer(part.take()) for part in buffers]
        days = [_days(np.frombuffer(part, dtype=np.int32)) for part in parts[3:5]]
        lists = pa.LargeListArray.from_arrays(
            pa.Array.from_buffers(pa.int64(), count + 1, [None, parts[9]]),
            pa.Array.from_buffers(pa.int32(), parts[10].size // 4, [None, parts[10]]),
        )
        return [
            pa.Array.from_buffers(pa.large_string(), count, parts[0:3]).cast(pa.string()),
            *days,
            pa.Array.from_buffers(pa.int64(), count, [None, parts[5]]),
            pa.Array.from_buffers(pa.large_binary(), count, parts[6:9]).cast(pa.binary()),
            lists.cast(pa.list_(pa.int32())),
        ]


def _days(values: np.ndarray) -> pa.Array:
    return pa.array(values, mask=values == NO_DAY)


#: The names of what `Marker.mark` gives.
MARKS = ("trend_reject", "trend_day", "trend_period", "trend_bucket", "trend_text", "trend_found")


def marking(
    options: Mapping[str, Any], lexicon: Broadcast[bytes] | None, key: str, reading: Mapping[str, Any],
    read: Sequence[str], passed: Sequence[str],
) -> Callable[[Batches], Batches]:
    """Replaces the columns that are read by marks, and passes other columns through."""

    def mark(batches: Batches) -> Batches:
        marker: Marker = opened(key, lambda: Marker(options, None if lexicon is None else lexicon.value))
        for batch in batches:
            marks = marker.mark(batch.select(list(read)), reading)
            columns = [batch.column(name) for name in passed]
            yield pa.RecordBatch.from_arrays(columns + marks, names=[*passed, *MARKS])

    return mark


def _fingerprints(texts: pa.Array) -> tuple[np.ndarray, pa.Buffer]:
    """The offsets and the bytes of fingerprints, of which none is null."""
    whole = texts.cast(pa.large_binary())
    _, offsets, values = whole.buffers()
    starts = np.frombuffer(offsets, dtype=np.int64)[whole.offset : whole.offset + len(whole) + 1]
    return np.ascontiguousarray(starts), values if values is not None else pa.py_buffer(b"")


def _address(values: np.ndarray | pa.Buffer) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.address if isinstance(values, pa.Buffer) else values.ctypes.data)


def leads_of(buckets: np.ndarray, texts: pa.Array) -> np.ndarray:
    """For texts sorted by bucket: the place of the first text of the bucket that each one is like; its own for none."""
    starts, values = _fingerprints(texts)
    buckets = np.ascontiguousarray(buckets, dtype=np.int64)
    leads = np.empty(len(texts), dtype=np.int64)
    call(
        "trend_story_leads", len(texts), _address(buckets), _address(starts), _address(values), values.size,
        _address(leads),
    )
    return leads


def band_buckets(texts: pa.Array) -> pa.Array:
    """The buckets of the bands of each text."""
    starts, values = _fingerprints(texts)
    lists = (Bytes * 2)()
    call("trend_story_buckets", len(texts), _address(starts), _address(values), values.size, lists)
    offsets, buckets = [pa.py_buffer(part.take()) for part in lists]
    return pa.LargeListArray.from_arrays(
        pa.Array.from_buffers(pa.int64(), len(texts) + 1, [None, offsets]),
        pa.Array.from_buffers(pa.int64(), buckets.size // 8, [None, buckets]),
    ).cast(pa.list_(pa.int64()))


def _led(batches: Batches) -> Iterator[tuple[pa.Table, np.ndarray, int]]:
    """Batches of rows sorted by bucket and id, each with the place of every row's lead; and how many rows, at the
    beginning of each, were there before: the leads of the bucket that the batch before may not have ended."""
    kept: pa.Table | None = None
    for batch in batches:
        if batch.num_rows == 0:
            continue
        table = pa.Table.from_batches([batch])
        before = 0 if kept is None else kept.num_rows
        table = (table if kept is None else pa.concat_tables([kept, table])).combine_chunks()
        buckets = table.column("trend_bucket").chunk(0).to_numpy()
        leads = leads_of(buckets, table.column("trend_text").chunk(0))
        yield table, leads, before
        own = np.flatnonzero((buckets == buckets[-1]) & (leads == np.arange(len(leads))))
        kept = table.take(pa.array(own[:COMPARISONS]))


def copying(batches: Batches) -> Batches:
    """Which rows are copies of which: their leads. Of the others the fingerprints and the buckets of their bands."""
    for table, leads, before in _led(batches):
        ids = table.column("trend_id").chunk(0)
        places = np.arange(len(leads))
        own = leads[before:] == places[before:]
        texts = table.column("trend_text").chunk(0).slice(before)
        kept = pa.array(np.flatnonzero(own))
        # Those that are copies take the place of a null.
        numbers = np.cumsum(own) - 1
        places_of = pa.array(numbers, mask=~own)
        yield pa.RecordBatch.from_arrays(
            [
                ids.slice(before),
                ids.take(pa.array(leads[before:], mask=own)),
                texts.take(kept).take(places_of),
                band_buckets(texts.take(kept)).take(places_of),
            ],
            names=["trend_id", "trend_lead", "trend_text", "trend_bands"],
        )


def comparing(batches: Batches) -> Batches:
    """Pairs of near-duplicates: a row and its lead."""
    for table, leads, before in _led(batches):
        ids = table.column("trend_id").chunk(0)
        pairs = np.flatnonzero(leads != np.arange(len(leads)))
        pairs = pairs[pairs >= before]
        yield pa.RecordBatch.from_arrays(
            [ids.take(pa.array(pairs)), ids.take(pa.array(leads[pairs]))], names=["trend_id", "trend_lead"]
        )


for _name, _types in {
    "trend_marker_open": [ctypes.c_char_p, ctypes.c_int64] * 2 + [ctypes.c_void_p] * 3,
    "trend_marker_mark": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int64, ctypes.c_int64] + [ctypes.c_void_p] * 2,
    "trend_story_leads": [ctypes.c_int64] + [ctypes.c_void_p] * 3 + [ctypes.c_int64] + [ctypes.c_void_p] * 2,
    "trend_story_buckets": [ctypes.c_int64] + [ctypes.c_void_p] * 2 + [ctypes.c_int64] + [ctypes.c_void_p] * 2,
}.items():
    getattr(library, _name).argtypes = _types
