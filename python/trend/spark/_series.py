"""Watched terms over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from .._jobs import run, texts
from .._library import RejectsError
from .._options import _limit, period_text
from .._reading import Reading
from ..results import Watched
from ._driver import checked, kept, reading_of, still, table, told
from ._marks import Marks
from ._stories import members

#: The number of the name that all articles have.
ALL = -1
#: How many rows that are no articles are listed.
MOST_REJECTS = 1000


def series(
    df: DataFrame,
    terms: str | Iterable[str] | Mapping[str, Any],
    by: str = "month",
    *,
    story: str | None = None,
    id: str | None = None,
    data_start: Any = None,
    data_end: Any = None,
    max_rejects: Any = None,
    **reading: Any,
) -> Watched:
    """Counts articles and stories with watched terms by period, and tests what changed: what `trend.watch` gives.

    Executors count, Spark adds up, and the driver gets the sums: a few numbers per term and period, and per day.

    Parameters
    ----------
    df
        A row per article.
    terms
        Each with its spellings separated by ``|``, after a name and ``=`` if it has one; or spellings by names.
    by
        `"day"`, `"week"`, `"month"` or `"quarter"`.
    story
        The column that `stories` made, where the stories are known.
    id
        As for `stories`.
    data_start, data_end
        The first and the last day that the articles cover; by default estimated from when they begin and end.
    max_rejects
        How many rows may be no articles: a share (`"1%"` or 0.01) or a count; by default 1%.
    **reading
        The columns by their fields: `text`, `title`, `date`, `link`; and `words`.

    Raises
    ------
    trend.RejectsError
        Where more rows are no articles than allowed. Its `rejects`, as the result's `reading.rejects`, lists the first
        1000 with their ids and the reasons.
    """
    frame = still(checked(df))
    marks = Marks(
        frame, reading_of(reading), terms=texts(terms, "terms") or [], by=by, id=id, story=story
    )
    with told():
        counted = Counted(marks.frame, has_stories=story is not None)
        named = table(counted.sums()).to_pandas()
        days = table(counted.dated.groupBy("trend_day").count()).to_pandas()
        rejected, undated, rejects = counted.others()
    everything = named["name"] == ALL
    totals, own = named[everything], named[~everything]
    sums = {
        "compute": {}, "by": by, "data_start": period_text(data_start), "data_end": period_text(data_end),
        "max_rejects": _limit(max_rejects), "days": _ints(days["trend_day"]), "day_articles": _ints(days["count"]),
        "periods": _ints(totals["trend_period"]), "period_stories": _ints(totals["stories"]), "undated": undated,
        "names": marks.names, "counted": _ints(own["name"]), "counted_periods": _ints(own["trend_period"]),
        "articles": _ints(own["articles"]), "stories": _ints(own["stories"]), "rejected": rejected,
        "examples": [f"{row.where}: {row.reason}" for row in rejects.head(3).itertuples()],
    }
    try:
        outcome = run("summed", sums, progress=False)
    except RejectsError as error:
        error.rejects = rejects
        raise
    outcome.reading = Reading(outcome.reading.fields, outcome.reading.notes, rejects)
    return Watched(outcome)


def _ints(values: Any) -> list[int]:
    return [int(value) for value in values]


class Counted:
    """Counts of marked rows, in parts that Spark adds up."""

    def __init__(self, marks: DataFrame, has_stories: bool) -> None:
        self._marks = marks
        articles = marks.where("trend_reject is null")
        if has_stories:
            articles = articles.withColumnRenamed("trend_group", "trend_story")
        else:
            articles = articles.join(kept(members(marks)), "trend_id", "left")
        self.dated = articles.where("trend_day is not null")

    def sums(self) -> DataFrame:
        """trend_period, name, articles and stories; `ALL` is the name that all articles have."""
        names = self.dated.select(
            "trend_period", "trend_story", F.explode(F.concat(F.array(F.lit(ALL)), "trend_found")).alias("name")
        )
        # An article that is alone in its story is one story. Of the others, which are few, a story counts once a period.
        sums = names.groupBy("trend_period", "name").agg(
            F.count("*").alias("articles"), F.count_if(F.col("trend_story").isNull()).alias("alone")
        )
        shared = names.where("trend_story is not null").distinct().groupBy("trend_period", "name").agg(
            F.count("*").alias("shared")
        )
        return sums.join(shared, ["trend_period", "name"], "left").select(
            "trend_period", "name", "articles", (F.col("alone") + F.coalesce("shared", F.lit(0))).alias("stories")
        )

    def others(self) -> tuple[int, int, pd.DataFrame]:
        """How many rows are no articles, how many articles have no date, and the first of the rows with the reasons."""
        found = self._marks.select(
            F.count("trend_reject").alias("rejected"),
            F.count_if(F.col("trend_reject").isNull() & F.col("trend_day").isNull()).alias("undated"),
        ).head()
        assert found is not None
        first = []
        if found["rejected"]:
            first = self._marks.where("trend_reject is not null").orderBy("trend_id").limit(MOST_REJECTS).collect()
        ids = [row["trend_id"] for row in first]
        rejects = pd.DataFrame(
            {
                "where": [f"the data frame, row {id}" for id in ids], "row": ids,
                "reason": [row["trend_reject"] for row in first],
            }
        )
        return int(found["rejected"]), int(found["undated"]), rejects
