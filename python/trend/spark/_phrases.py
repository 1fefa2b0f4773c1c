"""Phrases over time."""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from .._frames import Articles
from .._jobs import run
from .._library import OptionError
from .._options import Options
from ._driver import checked, fields_of, reading_of, still, table, told
from ._marks import Marks
from ._series import ALL, Counted
from ._train import sample


class Lexicon:
    """Phrases that were learned from articles, the best ones first.

    Attributes
    ----------
    phrases : list of str
        As they are written.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        try:
            self.phrases: list[str] = [phrase["text"] for phrase in json.loads(content)["phrases"]]
        except (ValueError, KeyError, TypeError):
            raise OptionError("lexicon: these are not the phrases that were learned from articles") from None

    def __len__(self) -> int:
        return len(self.phrases)

    def __repr__(self) -> str:
        return f"{len(self)} phrases: {'、'.join(self.phrases[:10])}{'…' if len(self) > 10 else ''}"

    def write(self, path: str | os.PathLike[str]) -> None:
        """Keeps it in a file, so that later months are counted by the same phrases."""
        pathlib.Path(path).write_bytes(self.content)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Lexicon:
        """What `write` kept."""
        return cls(pathlib.Path(path).read_bytes())


def lexicon(df: DataFrame, *, articles: int = 20_000, count: int = 5000, seed: int = 1, **reading: Any) -> Lexicon:
    """Learns phrases from a sample of dated articles, on the driver.

    Parameters
    ----------
    df
        A row per article.
    articles
        The size of the sample: about 3 KB of the driver's memory each.
    count
        How many phrases at most, the best ones.
    seed
        The random seed of the sample. The same rows and seed give the same phrases, however the rows are divided.
    **reading
        The columns by their fields: `text`, `title`, `date`, `link`; and `words`.
    """
    frame = still(checked(df))
    how = reading_of(reading)
    wanted = {"title", "text", "date", "link", "source"}
    columns = [name for name, field in fields_of(frame, how).items() if field in wanted]
    chosen = Articles(table(sample(frame, articles, columns=columns, seed=seed)))
    given = Options({**how, "max_rejects": "100%", "progress": False, "quiet": True}, chosen)
    outcome = run("lexicon", {"count": count, "compute": {}}, chosen, given)
    return Lexicon(json.dumps(outcome.values[0], ensure_ascii=False, sort_keys=True).encode())


def phrases(
    df: DataFrame,
    lexicon: Lexicon,
    by: str = "month",
    *,
    story: str | None = None,
    id: str | None = None,
    **reading: Any,
) -> DataFrame:
    """Counts the articles and stories with each phrase by period: what one machine counts with the same phrases.

    Parameters
    ----------
    df
        A row per article.
    lexicon
        The phrases, of the function `lexicon`. They are broadcast.
    by, story, id, **reading
        As for `series`.

    Returns
    -------
    phrase, period (its first day), articles, stories, all_articles, all_stories: a row per phrase and period with an
    article that has it. Rows that are no articles and articles without a date count nowhere.
    """
    if not isinstance(lexicon, Lexicon):
        raise TypeError(f"lexicon: what trend.spark.lexicon gives is needed, not a {type(lexicon).__name__}")
    frame = still(checked(df))
    marks = Marks(frame, reading_of(reading), lexicon=lexicon.content, by=by, id=id, story=story)
    with told():
        sums = Counted(marks.frame, has_stories=story is not None).sums()
    totals = sums.where(F.col("name") == ALL).select(
        "trend_period", F.col("articles").alias("all_articles"), F.col("stories").alias("all_stories")
    )
    names = frame.sparkSession.createDataFrame(list(enumerate(lexicon.phrases)), "name int, phrase string")
    return (
        sums.join(F.broadcast(names), "name")
        .join(F.broadcast(totals), "trend_period")
        .select(
            "phrase", F.date_from_unix_date("trend_period").alias("period"), "articles", "stories", "all_articles",
            "all_stories",
        )
    )
