"""Stories are those of one machine, however the rows are divided."""

from __future__ import annotations

from . import needed  # noqa: F401, I001

import pandas as pd
import pytest
import trend
import trend.spark
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from trend._frames import Articles
from trend._jobs import run
from trend.spark import _components

from .sample import groups, on_spark


@pytest.fixture(scope="module")
def expected(articles: pd.DataFrame) -> list[int | None]:
    read = Articles(articles)
    found = run(
        "stories", {"compute": {}}, read, {"max_rejects": "100%"}, progress=False, quiet=True
    ).values[0]
    stories: list[int | None] = [None] * len(articles)
    for row, story in zip(found["rows"], found["stories"]):
        stories[row] = story
    return stories


def test_are_those_of_one_machine(frame: DataFrame, expected: list[int | None]) -> None:
    found = trend.spark.stories(frame).toPandas()
    assert list(found.columns) == [*frame.columns, "story"]
    # The join does not keep the order, and the number of a row is where it stood.
    numbered = trend.spark.stories(frame.withColumn("at", F.monotonically_increasing_id())).orderBy("at").toPandas()
    assert groups(numbered["story"].tolist()) == expected
    leads = numbered.dropna(subset="story").groupby("story")["at"].min()
    assert (leads.index == leads).all()
    assert expected.count(None) == 2 and len(set(expected)) < len(expected) - 100


@pytest.mark.parametrize("partitions", [1, 3])
@pytest.mark.parametrize("kind", ["int", "string"])
def test_with_ids_the_division_does_not_matter(
    spark: SparkSession, articles: pd.DataFrame, expected: list[int | None], partitions: int, kind: str
) -> None:
    numbered = articles.assign(nr=[f"{number:06}" for number in range(len(articles))])
    frame = on_spark(spark, numbered.sample(frac=1, random_state=partitions), partitions)
    frame = frame.withColumn("nr", F.col("nr").cast(kind))
    found = trend.spark.stories(frame, id="nr", column="group").orderBy("nr").toPandas()
    assert groups(found["group"].tolist()) == expected


def test_components_are_the_same_on_executors_as_on_the_driver(spark: SparkSession) -> None:
    pairs = [(number + 1, number) for number in range(8)] + [(100, 80), (100, 90), (101, 90), (200, 7)]
    frame = spark.createDataFrame(pairs, "trend_id long, trend_lead long")
    driver = sorted(map(tuple, _components.components(frame).collect()))
    assert sorted(map(tuple, _components.components(frame, most=0).collect())) == driver
    assert dict(driver)[200] == 0 and dict(driver)[101] == 80 and dict(driver)[8] == 0
    nothing = frame.where("1 = 0")
    assert _components.components(nothing).count() == 0 and _components.components(nothing, most=0).count() == 0


def test_without_a_driver_the_stories_are_the_same(
    frame: DataFrame, expected: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_components, "MOST_ON_DRIVER", 0)
    found = trend.spark.stories(frame.withColumn("at", F.monotonically_increasing_id())).orderBy("at").toPandas()
    assert groups(found["story"].tolist()) == expected


def test_ids_that_are_none_are_refused(frame: DataFrame) -> None:
    with pytest.raises(trend.OptionError, match="stands in .* rows"):
        trend.spark.stories(frame.withColumn("nr", F.lit(1)), id="nr")
    with pytest.raises(trend.OptionError, match="nothing stands in"):
        trend.spark.stories(frame.withColumn("nr", F.lit(None).cast("int")), id="nr")
    with pytest.raises(trend.OptionError, match="double"):
        trend.spark.stories(frame.withColumn("nr", F.rand()), id="nr")
    with pytest.raises(trend.OptionError, match="the columns are"):
        trend.spark.stories(frame, id="nr")
    with pytest.raises(trend.OptionError, match="rename it"):
        trend.spark.stories(frame.withColumn("trend_id", F.lit(1)))


def test_nothing_is_no_stories(frame: DataFrame) -> None:
    assert trend.spark.stories(frame.where("1 = 0")).collect() == []
