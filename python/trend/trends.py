"""What rises and fades: watched terms, topics, emerging phrases, the report."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._frames import Articles
from ._jobs import optional_path, run, texts
from ._library import OptionError
from ._options import Options, period_text, size_text
from .results import Alerts, Emerging, Report, Topics, Watched

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import ReadingOptions

Path = str | os.PathLike[str]
Terms = str | Sequence[str] | Mapping[str, str | Sequence[str]]


def watch(
    articles: Any,
    terms: Terms = (),
    *,
    list: Path | None = None,
    by: str | None = None,
    since: Any = None,
    from_: Any = None,
    to: Any = None,
    data_start: Any = None,
    data_end: Any = None,
    model: Path | None = None,
    **options: Unpack[ReadingOptions],
) -> Watched | Alerts:
    """Counts articles with watched terms, period by period, and tests what changed.

    Parameters
    ----------
    articles
        A data frame, paths or an `Archive`.
    terms
        The terms: `"百模大战"`, `"scaling law|尺度定律"` with its spellings, or a dict of names and spellings.
    list
        A table of further terms.
    by
        `day`, `week`, `month` (the default) or `quarter`.
    since
        In place of all periods, what is new since a day; with an `Archive` and a `list` also `"last"`: since the last
        run.
    from_, to
        The first and the last period of the articles that count.
    data_start, data_end
        The first and the last day that the articles cover; estimated by default.
    model
        One that was trained with a background or on an `Archive`: it tells which phrases stand where each term stands.
    **options
        How the articles are read: see `ReadingOptions`.

    Returns
    -------
    Watched
        With `periods`, `trends`, `related` and `chart()`; with `since`, `Alerts`.
    """
    read = Articles(articles)
    given = Options(options, read)
    archive = _archive(articles) if since is not None else None
    outcome = run(
        "watch",
        {
            "terms": texts(terms, "terms"),
            "list": optional_path(list, "list"),
            "by": by,
            "since": period_text(since),
            "archive": archive,
            "compute": given.compute,
            "days": {"from": period_text(from_), "to": period_text(to)},
            "data_start": period_text(data_start),
            "data_end": period_text(data_end),
            "model": optional_path(model, "model"),
        },
        read,
        given,
    )
    return Watched(outcome) if since is None else Alerts(outcome)


def topics(
    articles: Any,
    *,
    count: int | str = 20,
    model: Path | None = None,
    topics_table: Path | None = None,
    ignore: Path | None = None,
    memory: str | int | None = None,
    by: str | None = None,
    windows: str | None = None,
    from_: Any = None,
    to: Any = None,
    data_start: Any = None,
    data_end: Any = None,
    **options: Unpack[ReadingOptions],
) -> Topics:
    """Finds the topics of articles and follows their share over time.

    Parameters
    ----------
    articles
        A data frame, paths or an `Archive`.
    count
        How many topics; `"auto"` picks the largest stable number between 5 and 50.
    model
        Keep the topics in this file. If it exists, the articles are sorted into its topics.
    topics_table
        The table in which you rename, merge and hide kept topics.
    ignore
        A list of phrases, one per line, that never name a topic.
    memory
        Find the topics within this much memory, such as `"1G"`.
    by, windows
        The length of the periods of shares; and, to find topics in each period separately, of these.
    from_, to
        The first and the last period of the articles that count.
    **options
        How the articles are read: see `ReadingOptions`.
    """
    read = Articles(articles)
    given = Options(options, read)
    if isinstance(count, str) and count != "auto":
        raise OptionError(f"count is {count!r}; write a number or 'auto'")
    outcome = run(
        "topics",
        {
            "count": None if isinstance(count, str) else count,
            "model": optional_path(model, "model"),
            "topics_table": optional_path(topics_table, "topics_table"),
            "ignore": optional_path(ignore, "ignore"),
            "memory": size_text(memory),
            "by": by,
            "windows": windows,
            "compute": given.compute,
            "days": {"from": period_text(from_), "to": period_text(to)},
            "data_start": period_text(data_start),
            "data_end": period_text(data_end),
        },
        read,
        given,
    )
    return Topics(outcome)


def emerging(
    articles: Any,
    *,
    month: Any = None,
    week: Any = None,
    quarter: Any = None,
    last: str | None = None,
    by: str | None = None,
    count: int | None = None,
    ignore: Path | None = None,
    bursts: bool = False,
    **options: Unpack[ReadingOptions],
) -> Emerging:
    """Finds phrases that are new or surging in a period, without a word list.

    Parameters
    ----------
    articles
        A data frame, paths or an `Archive`: of the period and of those before.
    month, week, quarter, last
        The period: `"2024-06"`, `"2024-W23"`, `"2024-Q2"`, or the last days or weeks (`"7d"`, `"4w"`). By default the
        last month with articles.
    count
        The maximum number of entries of each list.
    ignore
        A list of phrases, one per line, that never emerge.
    bursts
        List what began to burst in the period instead.
    **options
        How the articles are read: see `ReadingOptions`.
    """
    read = Articles(articles)
    given = Options(options, read)
    outcome = run(
        "emerging",
        {
            "span": _span(by, month, week, quarter, last),
            "count": count,
            "ignore": optional_path(ignore, "ignore"),
            "bursts": bursts,
            "compute": given.compute,
        },
        read,
        given,
    )
    return Emerging(outcome)


def report(
    articles: Any,
    *,
    new: Any = None,
    model: Any = None,
    watch: Terms = (),
    month: Any = None,
    week: Any = None,
    quarter: Any = None,
    last: str | None = None,
    by: str | None = None,
    from_: Any = None,
    to: Any = None,
    industry: str | Sequence[str] = (),
    source: str | Sequence[str] = (),
    term: str | Sequence[str] = (),
    topics: int | None = None,
    topics_model: Path | None = None,
    topics_table: Path | None = None,
    ignore: Path | None = None,
    language: str | None = None,
    folder: Path | None = None,
    pdf: bool = False,
    data_start: Any = None,
    data_end: Any = None,
    **options: Unpack[ReadingOptions],
) -> Report:
    """Writes the report on a month, week, quarter or span.

    Parameters
    ----------
    articles
        A data frame, paths or an `Archive`. Articles count by their own labels.
    new
        Articles that count by the model's industries, whatever labels they have.
    model
        A model for these, and for articles without labels.
    watch
        Watched terms.
    month, week, quarter, last, from_, to
        The period, or the first and the last of a span. By default the last month with articles.
    industry, source, term
        Report on the articles of these alone, against their own past.
    topics
        How many topics to look for.
    topics_model, topics_table
        Topics that `topics(model=…)` kept, and the table in which you rename them.
    language
        `zh` (the default) or `en`.
    folder
        Where to write the report; by default notebooks-out/MONTH.
    pdf
        Also write report.pdf, which Chromium or Chrome prints.
    **options
        How the articles are read: see `ReadingOptions`.
    """
    archive = _archive(articles)
    read = Articles([] if archive is not None else articles)
    added = Articles([] if new is None else new, " 'new'")
    given = Options(options, read)
    outcome = run(
        "report",
        {
            "span": {**_span(by, month, week, quarter, last), "from": period_text(from_), "to": period_text(to)},
            "new": added.paths or None,
            "model": optional_path(model, "model"),
            "archive": archive,
            "watch": texts(watch, "watch"),
            "industry": texts(industry, "industry"),
            "source": texts(source, "source"),
            "term": texts(term, "term"),
            "topics": topics,
            "topics_model": optional_path(topics_model, "topics_model"),
            "topics_table": optional_path(topics_table, "topics_table"),
            "ignore": optional_path(ignore, "ignore"),
            "language": language,
            "folder": optional_path(folder, "folder"),
            "pdf": pdf,
            "data_start": period_text(data_start),
            "data_end": period_text(data_end),
            "compute": given.compute,
        },
        read,
        given,
        others=[added],
    )
    return Report(outcome)


def _span(by: str | None, month: Any, week: Any, quarter: Any, last: str | None) -> dict[str, str | None]:
    return {
        "by": by,
        "month": period_text(month),
        "week": period_text(week),
        "quarter": period_text(quarter),
        "last": last,
    }


def _archive(articles: Any) -> str | None:
    """The path of an archive, where the articles are one."""
    from .archive import Archive

    return articles.path if isinstance(articles, Archive) else None
