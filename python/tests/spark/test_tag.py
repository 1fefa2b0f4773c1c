"""Tags of rows are those of one machine, and no row is lost."""

from __future__ import annotations

from . import needed  # noqa: F401, I001

import decimal
import pathlib

import pandas as pd
import pytest
import trend
import trend.spark
from pandas.testing import assert_frame_equal
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from .sample import on_spark


@pytest.fixture(scope="module")
def expected(articles: pd.DataFrame, model: str) -> pd.DataFrame:
    return trend.tag(articles, model, max_rejects="100%", progress=False, quiet=True)


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert list(found.columns) == list(expected.columns)
    for name in expected.columns:
        left, right = found[name].tolist(), expected[name].tolist()
        assert [None if pd.isna(value) else value for value in left] == [
            None if pd.isna(value) else value for value in right
        ], name


def test_tags_are_those_of_one_machine(frame: DataFrame, model: str, expected: pd.DataFrame) -> None:
    tagged = trend.spark.tag(frame, model)
    assert tagged.rdd.getNumPartitions() == frame.rdd.getNumPartitions()
    found = tagged.toPandas()
    same(found.drop(columns="trend_reject"), expected)
    assert found["预测行业"].notna().sum() > len(found) / 3


def test_rows_that_are_no_articles_stay_with_their_reasons(
    frame: DataFrame, model: str, articles: pd.DataFrame
) -> None:
    found = trend.spark.tag(frame, pathlib.Path(model).read_bytes()).toPandas()
    assert len(found) == len(articles)
    rejected = found[found["trend_reject"].notna()]
    with pytest.raises(trend.RejectsError) as raised:
        trend.tag(articles.loc[rejected.index].reset_index(drop=True), model, progress=False, quiet=True)
    assert len(rejected) == 2 and rejected["预测行业"].isna().all()
    assert set(rejected["trend_reject"]) == set(raised.value.rejects["reason"])


def test_options_are_those_of_one_machine(frame: DataFrame, model: str, articles: pd.DataFrame) -> None:
    found = trend.spark.tag(frame, model, only=["industries"], top=2, title="总结", reject="why").toPandas()
    same(
        found.drop(columns="why"),
        trend.tag(
            articles, model, only=["industries"], top=2, title="总结", max_rejects="100%", progress=False, quiet=True
        ),
    )


def test_parquet_in_and_out(
    spark: SparkSession, frame: DataFrame, model: str, expected: pd.DataFrame, tmp_path: pathlib.Path
) -> None:
    frame.write.parquet(str(tmp_path / "in"))
    read = spark.read.parquet(str(tmp_path / "in"))
    trend.spark.tag(read, model).write.parquet(str(tmp_path / "out"))
    key = ["标题", "总结", "日期"]
    found = spark.read.parquet(str(tmp_path / "out")).drop("trend_reject").toPandas()
    assert_frame_equal(
        found.fillna("").astype(str).sort_values(key, kind="stable").reset_index(drop=True).sort_index(axis=1),
        expected.fillna("").astype(str).sort_values(key, kind="stable").reset_index(drop=True).sort_index(axis=1),
        check_dtype=False,
    )


def test_empty_partitions_and_frames(spark: SparkSession, frame: DataFrame, model: str, labeled: pd.DataFrame) -> None:
    few = on_spark(spark, labeled.head(2), partitions=4)
    assert few.rdd.glom().map(len).collect().count(0) >= 2
    assert trend.spark.tag(few, model).where("`预测行业` is not null").count() == 2
    nothing = trend.spark.tag(frame.where("1 = 0"), model)
    assert nothing.count() == 0 and "trend_reject" in nothing.columns


def test_columns_of_all_types_come_through(spark: SparkSession, model: str) -> None:
    frame = spark.createDataFrame(
        [("国产芯片工厂开始量产，先进工艺的产能不断提高", 1), (None, 2)], "`正文` string, number int"
    ).select(
        "*", F.lit(decimal.Decimal("1.50")).alias("price"), F.create_map(F.lit("a"), F.lit(1)).alias("map"),
        F.array(F.lit("甲")).alias("关键词"), F.struct(F.lit(1).alias("x")).alias("struct"),
        F.lit(b"\xff").alias("bytes"), F.to_timestamp(F.lit("2024-01-05 10:00:00")).alias("发布时间"),
        F.lit(None).cast("double").alias("none"), F.to_date(F.lit("2024-01-05")).alias("day"),
    )
    found = trend.spark.tag(frame, model)
    assert found.select(frame.columns).collect() == frame.collect()
    rows = found.collect()
    assert rows[0]["trend_reject"] is None and rows[1]["trend_reject"] is not None


def test_tagged_again_columns_take_the_place_of_the_old_ones(
    frame: DataFrame, model: str, expected: pd.DataFrame
) -> None:
    twice = trend.spark.tag(trend.spark.tag(frame, model), model)
    same(twice.drop("trend_reject").toPandas(), expected)


def test_what_cannot_be_done_is_said_at_once(spark: SparkSession, frame: DataFrame, model: str) -> None:
    with pytest.raises(trend.OptionError, match="top"):
        trend.spark.tag(frame, model, top=0)
    with pytest.raises(trend.FileError, match="no such file"):
        trend.spark.tag(frame, "/nowhere/a.trend")
    with pytest.raises(trend.TrendError):
        trend.spark.tag(frame, b"no model")
    with pytest.raises(TypeError, match="no option 'txt'"):
        trend.spark.tag(frame, model, txt="正文")
    with pytest.raises(TypeError, match="data frame of Spark"):
        trend.spark.tag(frame.toPandas(), model)
    with pytest.raises(trend.FileError, match="two columns"):
        trend.spark.tag(frame.select("*", F.lit("").alias("标题")), model)
