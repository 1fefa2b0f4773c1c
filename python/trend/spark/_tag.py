"""Tags of the rows of a data frame."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import types as T

from .._jobs import encoded
from .._library import FileError, MissingFileError, OptionError
from .._tagger import Tagger
from ._driver import READING, checked, reading_of
from ._workers import digest, tagging


def tag(
    df: DataFrame,
    model: str | os.PathLike[str] | bytes,
    *,
    only: Sequence[str] | None = None,
    top: int | None = None,
    reject: str = "trend_reject",
    **reading: Any,
) -> DataFrame:
    """Adds tags to articles: the columns and values that `trend.tag` gives on one machine.

    Parameters
    ----------
    df
        A row per article. A stream may be tagged too.
    model
        A model file on the driver, or its bytes. It is broadcast, and opened once by each worker process.
    only
        What to fill in: `industries`, `technologies`, `keywords`, `events`; by default all that the model knows.
    top
        How many labels per article in place of those that the model decides on.
    reject
        The column that says why a row is no article; null for the others. Such a row stays as it is, without tags.
        Spark computes rows when they are needed, so nobody can stop where there are too many:
        ``tagged.where("trend_reject is not null").count()`` counts them.
    **reading
        The columns by their fields: `text`, `title`, `label`, `date`, `link`; and `words`. By default columns are
        found by the names that the model was trained with, or by the usual ones.

    Returns
    -------
    The data frame with the tags, in its order and its partitions.
    """
    frame = checked(df)
    options: dict[str, Any] = {"only": None if only is None else list(only), "top": top}
    how = reading_of(reading, (*READING, "aliases"))
    content = _content(model)
    # Here, so that what is wrong with it is said at once.
    tagger = Tagger(content, threads=1, **options)
    added = {
        **{name: T.DoubleType() if name in tagger._numbers else T.StringType() for name in tagger.columns},
        reject: T.StringType(),
    }
    if reject in tagger.columns:
        raise OptionError(f"reject is {reject!r}; that is a column of tags")
    fields = [T.StructField(field.name, added.pop(field.name, field.dataType), True) for field in frame.schema.fields]
    schema = T.StructType(fields + [T.StructField(name, kind, True) for name, kind in added.items()])
    session = frame.sparkSession
    key = digest(content, encoded(options))
    work = tagging(session.sparkContext.broadcast(content), key, options, how, schema.names, reject)
    return frame.mapInArrow(work, schema)


def _content(model: Any) -> bytes:
    if isinstance(model, (bytes, bytearray, memoryview)):
        return bytes(model)
    path = getattr(model, "path", model)
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"model: a path or the bytes of a model are needed, not a {type(model).__name__}")
    try:
        with open(os.path.expanduser(os.fspath(path)), "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise MissingFileError(f"{path}: no such file") from None
    except OSError as error:
        raise FileError(f"{path}: {error.strerror}") from error
