"""Which articles are reposts of which."""

from __future__ import annotations

from typing import Any

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F
from pyspark.sql import types as T

from ._components import components
from ._driver import checked, kept, reading_of, still, told, with_ids
from ._marks import Marks
from ._workers import comparing, copying

#: The `NearDuplicates.silence` of the library: a story ends after so many days without an article.
_SILENCE = 31


def stories(df: DataFrame, *, id: str | None = None, column: str = "story", **reading: Any) -> DataFrame:
    """Adds the story of each article: an article and its reposts have the same one, as on one machine.

    Texts are not compared with all others: near-duplicates share one of some 20 keys, and only texts of one key are
    compared, by fingerprints of a kilobyte. The rows are read twice: for the fingerprints, and to get their stories.

    Parameters
    ----------
    df
        A row per article.
    id
        A column with a value of its own per row, texts or integers; the article with the least one leads a story. None:
        the rows count in their order, which must be the same whenever Spark computes them: that of files is; after a
        join, `distinct` or `repartition` it is not, so name a column there.
    column
        The name of the new column: the id of the first article of the story, or its number. Null for rows that are no
        articles.
    **reading
        The columns by their fields: `text`, `title`, `date`, `link`; and `words`.
    """
    frame = still(checked(df))
    how = reading_of(reading)
    marks = Marks(frame, how, id=id)
    numbered, _ = with_ids(frame, id)
    with told():
        known = kept(
            members(marks.frame).union(
                marks.frame.where("trend_reject is not null").select("trend_id", F.lit(None).alias("trend_story"))
            ).withColumn("trend_known", F.lit(True))
        )
    story = F.when(F.col("trend_known"), F.col("trend_story")).otherwise(F.col("trend_id"))
    return numbered.join(known, "trend_id", "left").withColumn(column, story).drop(
        "trend_id", "trend_story", "trend_known"
    )


def members(marks: DataFrame) -> DataFrame:
    """The articles of stories with more than one article: trend_id and trend_story, the id of the first one."""
    kind = marks.schema["trend_id"].dataType
    filled = marks.where("trend_text is not null").select("trend_id", "trend_bucket", "trend_text")
    copies = kept(
        _sorted(filled).mapInArrow(
            copying,
            T.StructType(
                [
                    T.StructField("trend_id", kind),
                    T.StructField("trend_lead", kind),
                    T.StructField("trend_text", T.BinaryType()),
                    T.StructField("trend_bands", T.ArrayType(T.LongType())),
                ]
            ),
        )
    )
    originals = copies.where("trend_lead is null")
    bands = originals.select("trend_id", F.explode("trend_bands").alias("trend_bucket"))
    # Most texts are alone in all their buckets, and their fingerprints are not moved.
    shared = (
        bands.withColumn("count", F.count("*").over(Window.partitionBy("trend_bucket")))
        .where("count > 1")
        .drop("count")
    )
    pair = T.StructType([T.StructField("trend_id", kind), T.StructField("trend_lead", kind)])
    found = _sorted(shared.join(originals.select("trend_id", "trend_text"), "trend_id")).mapInArrow(comparing, pair)
    pairs = kept(copies.where("trend_lead is not null").select("trend_id", "trend_lead").union(found).distinct())
    dated = components(pairs).join(marks.select("trend_id", "trend_day"), "trend_id")
    # A story continues while no silence is too long. What has no date counts as of the day on which it began.
    order = Window.partitionBy("trend_root").orderBy(F.col("trend_day").asc_nulls_first(), F.col("trend_id"))
    silence = F.col("trend_day") - F.lag("trend_day").over(order)
    spans = dated.withColumn("trend_ends", F.when(silence > _SILENCE, 1).otherwise(0)).withColumn(
        "trend_span", F.sum("trend_ends").over(order.rowsBetween(Window.unboundedPreceding, Window.currentRow))
    )
    span = Window.partitionBy("trend_root", "trend_span")
    return (
        spans.withColumn("trend_story", F.min("trend_id").over(span))
        .withColumn("count", F.count("*").over(span))
        .where("count > 1")
        .select("trend_id", "trend_story")
    )


def _sorted(texts: DataFrame) -> DataFrame:
    """Bucket by bucket, and within one by their ids."""
    return texts.repartition("trend_bucket").sortWithinPartitions("trend_bucket", "trend_id").select(
        "trend_id", "trend_bucket", "trend_text"
    )
