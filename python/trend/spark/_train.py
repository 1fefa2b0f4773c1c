"""Training on the driver, on a sample or on all rows."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

import trend

from .._library import FileError, MissingFileError, OptionError
from ._driver import READING, checked, column, fields_of, still, table, told

_LEARNED = {"title", "text", "industries", "technologies", "keywords", "events"}


def train(
    df: DataFrame,
    model: str | os.PathLike[str],
    *,
    articles: int | None = 100_000,
    memory: str | int | None = None,
    seed: int = 1,
    **options: Any,
) -> Any:
    """Trains a tagging model on the driver: in memory on a sample of the labeled rows, or by streaming on all of them.

    Both give the same model whatever the partitions and the order of the rows.

    Parameters
    ----------
    df
        A row per article.
    model
        Where the model goes: a file on the driver.
    articles
        The size of the sample; None for all labeled rows. With `memory` all labeled rows are learned from, and it is not
        used.
    memory
        Train by streaming, within so much memory (`"1G"` or bytes): industries alone. The rows come to the driver
        partition by partition, and lie on its disk while it trains: as large as their texts, and half as much again.
    seed
        The random seed, also of the sample.
    **options
        Those of `trend.train`.

    Returns
    -------
    What `trend.train` gives.
    """
    frame = still(checked(df))
    reading = {name: options.get(name) for name in READING if options.get(name) is not None}
    fields = fields_of(frame, reading)
    if "industries" not in fields.values():
        raise FileError(
            "the data frame has no column that is called like a label; label= names one of: " + ", ".join(frame.columns)
        )
    used = [name for name, field in fields.items() if field in _LEARNED]
    labeled = frame.where(_any_filled(frame, [name for name, field in fields.items() if field == "industries"]))
    if memory is None:
        with told():
            rows = table(sample(labeled, articles, columns=used, seed=seed))
        return trend.train(rows, model=model, seed=seed, **options)
    place = os.path.dirname(os.path.abspath(model))
    if not os.path.isdir(place):
        raise MissingFileError(f"{place}: no such folder")
    # The system's folder for such files may lie in memory; where the model goes there is a disk.
    with tempfile.TemporaryDirectory(prefix="trend-", dir=place) as folder:
        path = os.path.join(folder, "articles.jsonl")
        _write(_shuffled(labeled.select(*map(column, used)), seed), path)
        return trend.train(path, model=model, memory=memory, seed=seed, **options)


def sample(df: DataFrame, count: int | None, *, columns: Sequence[str] | None = None, seed: int = 1) -> DataFrame:
    """So many rows, chosen by what stands in them: the same rows and seed give the same sample, however they are divided.

    Parameters
    ----------
    df
        A data frame.
    count
        How many rows; equal rows are in the sample together. None for all.
    columns
        Those to keep; by default all.
    seed
        The random seed.

    Returns
    -------
    The rows, in an order that depends on nothing but them and the seed.
    """
    frame = still(checked(df))
    if columns is not None:
        frame = frame.select(*map(column, columns))
    if count is not None:
        if count < 1:
            raise OptionError(f"count is {count}; it must be at least 1")
        hashes = frame.select(_hash(frame, seed).alias("trend_hash"))
        last = hashes.orderBy("trend_hash").limit(count).agg(F.max("trend_hash")).head()
        if last is None or last[0] is None:
            return frame
        frame = frame.where(_hash(frame, seed) <= last[0])
    return _shuffled(frame, seed)


def _shuffled(frame: DataFrame, seed: int) -> DataFrame:
    """In an order by content."""
    return frame.orderBy(_hash(frame, seed), *_texts(frame))


def _hash(frame: DataFrame, seed: int) -> Column:
    return F.xxhash64(F.lit(seed), *_texts(frame))


def _texts(frame: DataFrame) -> list[Column]:
    """The values of a row as texts: also of columns that cannot be compared."""
    plain = (T.StringType, T.NumericType, T.BooleanType, T.DateType, T.TimestampType)
    return [
        column(field.name) if isinstance(field.dataType, plain) else F.to_json(F.struct(column(field.name)))
        for field in frame.schema.fields
    ]


def _any_filled(frame: DataFrame, names: Sequence[str]) -> Column:
    """Whether one of these columns holds something."""
    found = F.lit(False)
    for name in names:
        kind = frame.schema[name].dataType
        own = column(name)
        if isinstance(kind, T.StringType):
            filled = F.length(F.trim(own)) > 0
        elif isinstance(kind, T.ArrayType):
            filled = F.size(own) > 0
        else:
            filled = own.isNotNull()
        found = found | F.coalesce(filled, F.lit(False))
    return found


def _write(frame: DataFrame, path: str) -> None:
    """Writes rows as JSON lines, of which the driver holds a partition at a time."""
    lines = frame.select(F.to_json(F.struct("*"), {"ignoreNullFields": "false"}).alias("line"))
    with told(), open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
        for row in lines.toLocalIterator():
            file.write(row["line"] + "\n")
