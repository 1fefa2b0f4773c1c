"""Rows on Spark, and stories without their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pyspark.sql import DataFrame, SparkSession

PARTITIONS = 4


def on_spark(spark: SparkSession, frame: pd.DataFrame, partitions: int = PARTITIONS) -> DataFrame:
    """Rows in their order in so many partitions."""
    schema = ", ".join(f"`{name}` string" for name in frame.columns)
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return spark.createDataFrame(spark.sparkContext.parallelize(rows, partitions), schema)


def groups(stories: Sequence[object]) -> list[int | None]:
    """Stories by number, in the order of their first articles."""
    numbers: dict[object, int] = {}
    return [None if pd.isna(story) else numbers.setdefault(story, len(numbers)) for story in stories]
