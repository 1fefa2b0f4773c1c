"""Series are those of one machine."""

from __future__ import annotations

from . import needed  # noqa: F401, I001

import pathlib

import pandas as pd
import pytest
import trend
import trend.spark
from pandas.testing import assert_frame_equal
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

TERMS = ["价格战", "智能体=智能体|AI Agent", "芯片", "没有这个词"]


@pytest.mark.parametrize("by", ["month", "week"])
def test_are_those_of_one_machine(frame: DataFrame, articles: pd.DataFrame, by: str) -> None:
    found = trend.spark.series(frame, TERMS, by)
    expected = trend.watch(articles, TERMS, by=by, progress=False, quiet=True)
    assert found.values == expected.values
    assert_frame_equal(found.periods, expected.periods)
    assert_frame_equal(found.trends, expected.trends)
    assert found.text == expected.text
    assert expected.periods["stories"].sum() < expected.periods["articles"].sum()


def test_stories_that_are_known_are_not_sought_again(frame: DataFrame, articles: pd.DataFrame) -> None:
    known = trend.spark.stories(frame, column="重复")
    found = trend.spark.series(known, {"价格战": ["价格战"], "芯片": "芯片"}, story="重复", data_end="2024-06-30")
    expected = trend.watch(articles, ["价格战", "芯片"], data_end="2024-06-30", progress=False, quiet=True)
    assert found.values == expected.values


def test_parquet_without_a_date_or_a_title(spark: SparkSession, frame: DataFrame, tmp_path: pathlib.Path) -> None:
    frame.select("总结").where("`总结` is not null and `总结` != ''").write.parquet(str(tmp_path / "texts"))
    texts = spark.read.parquet(str(tmp_path / "texts"))
    found = trend.spark.series(texts, "芯片")
    expected = trend.watch(texts.toPandas(), "芯片", progress=False, quiet=True)
    assert found.values == expected.values and "have no date" in "\n".join(found.reading.notes)


def test_dates_of_all_types_are_read(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("芯片出口增长", "2024-01-05"), ("央行发布报告", None)], "title string, date string")
    for kind in ["string", "date", "timestamp", "timestamp_ntz"]:
        found = trend.spark.series(frame.withColumn("date", F.col("date").cast(kind)), "芯片", by="day")
        assert found.periods[["period", "articles"]].values.tolist() == [["2024-01-05", 1]]


def test_too_many_rows_that_are_no_articles_end_it(frame: DataFrame, articles: pd.DataFrame) -> None:
    few = frame.where("`标题` is null or length(`标题`) < 3")
    with pytest.raises(trend.RejectsError, match="max_rejects") as raised:
        trend.spark.series(few, TERMS)
    assert "records could not be read" in str(raised.value)
    rows = few.toPandas()
    expected = trend.watch(rows, TERMS, max_rejects=2, progress=False, quiet=True)
    assert raised.value.rejects["reason"].tolist() == expected.reading.rejects["reason"].tolist()[:2]
    found = trend.spark.series(few, TERMS, max_rejects=2)
    assert found.values == expected.values and len(found.reading.rejects) == 2


def test_what_cannot_be_counted_is_said_at_once(frame: DataFrame) -> None:
    with pytest.raises(trend.OptionError, match="twice"):
        trend.spark.series(frame, ["甲", "甲=乙"])
    with pytest.raises(trend.OptionError, match="by"):
        trend.spark.series(frame, TERMS, by="year")
    with pytest.raises(trend.OptionError, match="正文"):
        trend.spark.series(frame, TERMS, text="正文")
    with pytest.raises(trend.FileError, match="no column"):
        trend.spark.series(frame.select("来源"), TERMS)
    with pytest.raises(trend.OptionError, match="the columns are"):
        trend.spark.series(frame, TERMS, story="group")


def test_nothing_is_no_periods(frame: DataFrame) -> None:
    found = trend.spark.series(frame.where("1 = 0"), TERMS)
    assert len(found.periods) == 0 and len(found.trends) == len(TERMS)
