"""What all functions need of a data frame of Spark, on the driver."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from .. import _library
from .._jobs import run
from .._library import FileError, OptionError, TrendError

#: How articles are read, of the options of `trend.ReadingOptions`: those that say something of a data frame.
READING = ("text", "title", "label", "date", "link", "words")


def checked(frame: Any) -> DataFrame:
    """A data frame whose columns can be told apart, of a session that runs here.

    Raises
    ------
    TypeError
        Where it is no data frame of Spark.
    """
    if not isinstance(frame, DataFrame):
        raise TypeError(f"df: a data frame of Spark is needed, not a {type(frame).__name__}")
    if not hasattr(frame, "_jdf"):
        raise OptionError("df: Spark Connect cannot broadcast a model; use a session of the driver itself")
    names = frame.columns
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FileError(f"two columns of the data frame are called {twice!r}; rename one of them")
    return frame


def still(frame: DataFrame) -> DataFrame:
    """A data frame that ends."""
    if frame.isStreaming:
        raise OptionError("df: a stream has no end, so nothing can be summed up; write it to a table first")
    return frame


def column(name: str) -> Column:
    """A column by its very name: a dot in it is no path."""
    return F.col(f"`{name.replace('`', '``')}`")


def reading_of(given: Mapping[str, Any], allowed: Sequence[str] = READING) -> dict[str, Any]:
    """The options of reading.

    Raises
    ------
    TypeError
        Where an option has another name.
    """
    unknown = sorted(set(given) - set(allowed))
    if unknown:
        raise TypeError(f"there is no option {unknown[0]!r}; the options of reading are {', '.join(allowed)}")
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name}: a text is needed, not a {type(value).__name__}")
    return {name: value for name, value in given.items() if value is not None}


def fields_of(frame: DataFrame, reading: Mapping[str, Any]) -> dict[str, str]:
    """Which columns may hold which fields of articles. The other columns need not be read.

    Raises
    ------
    OptionError
        Where an option names a column that is not there.
    FileError
        Where no column can hold a title or a text.
    """
    asked = {name: value for name, value in reading.items() if name in READING}
    found = run("columns", {"reading": asked, "names": frame.columns}, progress=False).values[0]
    fields = {name: field for name, field in zip(frame.columns, found) if field}
    if not {"title", "text"} & set(fields.values()):
        raise FileError(
            "the data frame has no column that is called like a text or a title; text= or title= names one of: "
            + ", ".join(frame.columns)
        )
    return fields


def with_ids(frame: DataFrame, id: str | None) -> tuple[DataFrame, T.DataType]:
    """Adds the column `trend_id`, by which rows are told apart and ordered.

    Parameters
    ----------
    id
        The column that has it; None numbers the rows in their order.
    """
    taken = next((name for name in frame.columns if name.lower().startswith("trend_") and name != "trend_reject"), None)
    if taken is not None:
        raise OptionError(f"df: the column {taken!r} has a name that is needed here; rename it")
    if id is None:
        return frame.withColumn("trend_id", F.monotonically_increasing_id()), T.LongType()
    kinds = {field.name: field.dataType for field in frame.schema.fields}
    if id not in kinds:
        raise OptionError(f"id is {id!r}; the columns are {', '.join(frame.columns)}")
    kind = kinds[id]
    if isinstance(kind, (T.ByteType, T.ShortType, T.IntegerType, T.LongType)):
        return frame.withColumn("trend_id", column(id).cast("long")), T.LongType()
    if isinstance(kind, T.StringType):
        return frame.withColumn("trend_id", column(id)), T.StringType()
    raise OptionError(f"id: the column {id!r} holds values of the type {kind.simpleString()}; texts or integers are needed")


def kept(frame: DataFrame) -> DataFrame:
    """The same rows, computed once: in the session's checkpoint folder where it has one, else on the executors' disks.

    Spark lets go of them when nothing here needs them any longer.
    """
    context = frame.sparkSession.sparkContext
    return frame.checkpoint() if context.getCheckpointDir() else frame.localCheckpoint()


def table(frame: DataFrame) -> pa.Table:
    """The rows on the driver."""
    if hasattr(frame, "toArrow"):
        return frame.toArrow()
    return pa.Table.from_pandas(frame.toPandas(), preserve_index=False)


def frame_of(session: SparkSession, rows: pa.Table, schema: T.StructType) -> DataFrame:
    """A data frame of rows that are on the driver."""
    if hasattr(DataFrame, "toArrow"):
        return session.createDataFrame(rows, schema)
    return session.createDataFrame(rows.to_pandas(), schema)


_RAISED = re.compile(r"^(?:trend\._library\.)(\w+): (.*?)(?=^\s*$|\Z)", re.MULTILINE | re.DOTALL)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Raises what the library said on an executor as what it is, not as a failure of Spark."""
    try:
        yield
    except PySparkException as error:
        found = _RAISED.search(str(error))
        kind = getattr(_library, found[1], TrendError) if found else None
        if found and isinstance(kind, type) and issubclass(kind, TrendError):
            raise kind(found[2].strip()) from error
        raise
