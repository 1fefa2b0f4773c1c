"""Which rows pairs connect."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from ._driver import frame_of, kept, table

#: How many pairs the driver connects by itself, in 100 MB; with more, the executors do it.
MOST_ON_DRIVER = 2_000_000


def components(pairs: DataFrame, most: int | None = None) -> DataFrame:
    """The first row of the component of each row that stands in a pair.

    Parameters
    ----------
    pairs
        trend_id and trend_lead, an earlier row. They are computed several times, so they should be kept.
    most
        How many pairs the driver connects by itself.

    Returns
    -------
    trend_id and trend_root.
    """
    count = pairs.count()
    return _on_driver(pairs) if count <= (MOST_ON_DRIVER if most is None else most) else _by_stars(pairs)


def _on_driver(pairs: DataFrame) -> DataFrame:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    schema = pairs.select(F.col("trend_id"), F.col("trend_id").alias("trend_root")).schema
    rows = table(pairs).to_pandas()
    if not len(rows):
        return pairs.sparkSession.createDataFrame([], schema)
    ids, numbers = np.unique(
        np.concatenate([rows["trend_id"].to_numpy(), rows["trend_lead"].to_numpy()]), return_inverse=True
    )
    ends = numbers.reshape(2, -1)
    links = coo_array((np.ones(ends.shape[1], dtype=np.int8), (ends[0], ends[1])), shape=(len(ids), len(ids)))
    _, parts = connected_components(links, directed=False)
    # Ids are sorted, so the first row of a component is its least one.
    _, first = np.unique(parts, return_index=True)
    found = pa.table({"trend_id": ids, "trend_root": ids[first[parts]]})
    return frame_of(pairs.sparkSession, found, schema)


def _by_stars(pairs: DataFrame) -> DataFrame:
    """By turns, each row's larger neighbors, and its smaller ones, are tied to the least of all (Kiveris, Lattanzi,
    Mirrokni, Rastogi and Vassilvitskii, "Connected components in MapReduce and beyond", SoCC 2014). A turn is one
    shuffle, and a few turns do.
    """
    edges = pairs.select(F.col("trend_id").alias("a"), F.col("trend_lead").alias("b")).where("a != b").distinct()
    before: object = None
    while True:
        edges = kept(_small_stars(_large_stars(edges)))
        now = edges.select(F.count("*"), F.sum(F.hash("a", "b").cast("long"))).head()
        if now == before:
            break
        before = now
    roots = edges.select(F.col("a").alias("trend_id"), F.col("b").alias("trend_root"))
    return roots.union(roots.select(F.col("trend_root"), F.col("trend_root"))).distinct()


def _large_stars(edges: DataFrame) -> DataFrame:
    """Ties the neighbors above a row to the least of the row and all its neighbors."""
    both = edges.union(edges.select(F.col("b"), F.col("a"))).toDF("row", "near")
    least = F.least(F.col("row"), F.min("near").over(Window.partitionBy("row")))
    return both.select("row", "near", least.alias("least")).where("near > row").select(
        F.col("near").alias("a"), F.col("least").alias("b")
    ).distinct()


def _small_stars(edges: DataFrame) -> DataFrame:
    """Ties a row and the neighbors below it to the least of these."""
    down = edges.select(F.greatest("a", "b").alias("row"), F.least("a", "b").alias("near"))
    stars = down.select("row", "near", F.min("near").over(Window.partitionBy("row")).alias("least"))
    return (
        stars.select(F.col("row").alias("a"), F.col("least").alias("b"))
        .union(stars.select(F.col("near"), F.col("least")))
        .where("a != b")
        .distinct()
    )
