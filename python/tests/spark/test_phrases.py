"""Phrases are counted as on one machine."""

from __future__ import annotations

from . import needed  # noqa: F401, I001

import pathlib

import pandas as pd
import pytest
import trend
import trend.spark
from pyspark.sql import DataFrame, SparkSession

from .sample import on_spark


@pytest.fixture(scope="module")
def lexicon(frame: DataFrame) -> trend.spark.Lexicon:
    return trend.spark.lexicon(frame, count=400)


def test_a_lexicon_does_not_depend_on_the_partitions(
    spark: SparkSession, articles: pd.DataFrame, lexicon: trend.spark.Lexicon, tmp_path: pathlib.Path
) -> None:
    assert 20 < len(lexicon) <= 400 and "芯片" in lexicon.phrases and len(repr(lexicon)) < 200
    shuffled = on_spark(spark, articles.sample(frac=1, random_state=3), 3)
    assert trend.spark.lexicon(shuffled, count=400).content == lexicon.content
    small = trend.spark.lexicon(shuffled, count=400, articles=120, seed=5).content
    assert small == trend.spark.lexicon(on_spark(spark, articles, 1), count=400, articles=120, seed=5).content
    assert small != lexicon.content
    lexicon.write(tmp_path / "phrases.json")
    assert trend.spark.Lexicon.read(tmp_path / "phrases.json").content == lexicon.content


def test_counts_are_those_of_one_machine(
    frame: DataFrame, articles: pd.DataFrame, lexicon: trend.spark.Lexicon
) -> None:
    found = trend.spark.phrases(frame, lexicon).toPandas()
    assert not found.duplicated(["phrase", "period"]).any()
    counts = {
        (row.phrase, f"{row.period:%Y-%m}"): (row.articles, row.stories, row.all_articles, row.all_stories)
        for row in found.itertuples()
    }
    # Each phrase is a watched term too: written as it is, it stands where its letters do.
    names = [name for name in lexicon.phrases if all(0x4E00 <= ord(letter) < 0x9FFF for letter in name)]
    watched = trend.watch(articles, names, progress=False, quiet=True)
    expected = {
        (term["term"], period["period"]): (
            period["articles"], period["stories"], period["allArticles"], period["allStories"]
        )
        for term in watched.values
        for period in term["periods"]
        if period["articles"]
    }
    assert len(expected) > 40
    assert {key: value for key, value in counts.items() if key[0] in set(names)} == expected


def test_stories_that_are_known_are_not_sought_again(frame: DataFrame, lexicon: trend.spark.Lexicon) -> None:
    key = ["phrase", "period"]
    expected = trend.spark.phrases(frame, lexicon, by="week").toPandas().sort_values(key, ignore_index=True)
    known = trend.spark.stories(frame)
    found = trend.spark.phrases(known, lexicon, by="week", story="story").toPandas().sort_values(key, ignore_index=True)
    assert found.equals(expected)


def test_what_is_no_lexicon_is_refused(frame: DataFrame, tmp_path: pathlib.Path) -> None:
    with pytest.raises(trend.OptionError, match="lexicon"):
        trend.spark.Lexicon(b"{}")
    with pytest.raises(trend.OptionError, match="lexicon"):
        trend.spark.phrases(frame, trend.spark.Lexicon(b'{"phrases": [{"text": "a"}]}'))
    with pytest.raises(TypeError, match="lexicon"):
        trend.spark.phrases(frame, ["价格战"])  # type: ignore[arg-type]
