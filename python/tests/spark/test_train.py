"""A model depends on the rows and the seed alone."""

from __future__ import annotations

from . import needed  # noqa: F401, I001

import pathlib

import pandas as pd
import pytest
import trend
import trend.spark
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from .sample import on_spark

QUIET = {"progress": False, "quiet": True}


def test_a_sample_depends_on_rows_and_seed_alone(spark: SparkSession, articles: pd.DataFrame) -> None:
    def rows(partitions: int, seed: int, count: int | None = 50) -> list[tuple[object, ...]]:
        shuffled = articles.sample(frac=1, random_state=partitions)
        return [tuple(row) for row in trend.spark.sample(on_spark(spark, shuffled, partitions), count, seed=seed).collect()]

    assert rows(1, 1) == rows(3, 1) and 50 <= len(rows(1, 1)) < 150
    assert rows(2, 2) != rows(2, 1)
    assert len(rows(2, 1, None)) == len(articles) and rows(2, 1, 10**6) == rows(4, 1, None)
    with pytest.raises(trend.OptionError, match="at least 1"):
        rows(1, 1, 0)


def test_a_sample_of_columns_that_cannot_be_compared(spark: SparkSession) -> None:
    frame = spark.createDataFrame([(number, ["甲"]) for number in range(40)], "number int, tags array<string>").withColumn(
        "map", F.create_map(F.lit("a"), F.col("number"))
    )
    assert trend.spark.sample(frame, 10).count() == 10
    assert trend.spark.sample(frame.where("1 = 0"), 10).count() == 0


def test_models_are_the_same_for_all_partitions(
    spark: SparkSession, articles: pd.DataFrame, tmp_path: pathlib.Path
) -> None:
    models = []
    for partitions in (1, 3):
        path = tmp_path / f"{partitions}.trend"
        shuffled = on_spark(spark, articles.sample(frac=1, random_state=partitions), partitions)
        trained = trend.spark.train(shuffled, path, articles=80, **QUIET)
        assert trained.labels
        models.append(path.read_bytes())
    assert models[0] == models[1]


def test_all_rows_give_the_model_of_one_machine(
    frame: DataFrame, articles: pd.DataFrame, tmp_path: pathlib.Path
) -> None:
    trend.spark.train(frame, tmp_path / "spark.trend", articles=None, **QUIET)
    trend.train(articles[articles["行业"].notna()], model=tmp_path / "one.trend", seed=1, **QUIET)
    assert (tmp_path / "spark.trend").read_bytes() == (tmp_path / "one.trend").read_bytes()


def test_streaming_takes_the_rows_partition_by_partition(
    spark: SparkSession, articles: pd.DataFrame, tmp_path: pathlib.Path
) -> None:
    models = []
    for partitions in (1, 3):
        path = tmp_path / f"{partitions}.trend"
        shuffled = on_spark(spark, articles.sample(frac=1, random_state=partitions), partitions)
        trained = trend.spark.train(shuffled, path, memory="1G", C=60, **QUIET)
        assert trained.parts == ["industries"]
        models.append(path.read_bytes())
    assert models[0] == models[1]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["1.trend", "3.trend"]


def test_labels_may_be_lists(spark: SparkSession, labeled: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    frame = on_spark(spark, labeled).withColumn("行业", F.split("行业", ", *")).withColumnRenamed("总结", "post.text")
    trained = trend.spark.train(frame, tmp_path / "a.trend", text="post.text", **QUIET)
    assert "机器人" in trained.labels


def test_what_cannot_be_learned_from_is_said(frame: DataFrame, tmp_path: pathlib.Path) -> None:
    with pytest.raises(trend.FileError, match="label="):
        trend.spark.train(frame.drop("行业"), tmp_path / "a.trend")
    with pytest.raises(trend.TrendError):
        trend.spark.train(frame.where("`行业` is null"), tmp_path / "a.trend", **QUIET)
    assert list(tmp_path.iterdir()) == []
