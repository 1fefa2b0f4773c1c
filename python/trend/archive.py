"""Months of articles in one file."""

from __future__ import annotations

import html
import json
import os
import pathlib
import tempfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import trends
from ._frames import Articles, path_of
from ._jobs import optional_path, run, texts
from ._options import Options, period_text
from ._tables import records
from .results import Alerts, Emerging, Report, Result, Topics, Watched

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._jobs import Outcome
    from ._options import ReadingOptions
    from .model import Model

Path = str | os.PathLike[str]


class Imported(Result):
    """What came into an archive: `added`, `known` records that were there already, and the rest of `values`."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        articles = outcome.values[0].get("articles") or {}
        self.added: int = articles.get("added", 0)
        self.known: int = articles.get("known", 0)

    def _summary(self) -> str:
        return self.text


class Info(Result):
    """What an archive holds.

    Attributes
    ----------
    months : pandas.DataFrame
        month, articles, stories, note.
    industries : pandas.DataFrame
        industry, articles: the most frequent first.
    articles, undated, to_review : int
        How many articles it has, repeats not counted; how many have no date; how many a person should look at.
    """

    _shown = {"months": "", "industries": "industries"}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        said = outcome.values[0]
        self.months = outcome.tables["months"]
        self.industries = records(
            [
                {"industry": one["term"], "articles": sum(period["articles"] for period in one["periods"])}
                for one in said["industries"]
            ],
            ["industry", "articles"],
        )
        self.articles: int = said["articles"]
        self.undated: int = said["undated"]
        self.to_review: int = said["toReview"]
        self.days: list[str] = said["days"]

    def _summary(self) -> str:
        span = f" from {self.days[0]} to {self.days[1]}" if self.days else ""
        return f"{self.articles} articles{span}; {self.to_review} to review"


class Archive:
    """Months of articles in one file, each once, with the tags of models.

    Parameters
    ----------
    path
        The file; `import_` makes it where there is none.
    wait
        How many seconds to wait for another program that writes to it.

    Examples
    --------
    >>> archive = trend.Archive("articles.db")  # doctest: +SKIP
    >>> archive.import_(df, text="正文")  # doctest: +SKIP
    >>> archive.watch(["百模大战"]).chart()  # doctest: +SKIP
    """

    def __init__(self, path: Path, *, wait: float | None = None) -> None:
        self.path = path_of(path, "archive")
        self.wait = wait

    def import_(
        self,
        articles: Any = (),
        *,
        corrections: Path | None = None,
        restore: bool = False,
        replace_corrections: bool = False,
        **options: Unpack[ReadingOptions],
    ) -> Imported:
        """Adds articles, each once: importing them again adds nothing.

        Parameters
        ----------
        articles
            A data frame or paths.
        corrections
            What people corrected, as JSON lines.
        restore
            The files are exports: restore their tags, corrections and origins.
        replace_corrections
            With `restore`: corrections of the export replace those of the archive.
        **options
            How the articles are read: see `ReadingOptions`.
        """
        read = Articles(articles)
        given = Options(options, read)
        outcome = run(
            "import",
            {
                "archive": self.path,
                "wait": self.wait,
                "corrections": optional_path(corrections, "corrections"),
                "restore": restore,
                "replace_corrections": replace_corrections,
                "compute": given.compute,
            },
            read,
            given,
        )
        return Imported(outcome)

    def find(self, *terms: str, limit: int | None = None) -> pd.DataFrame:
        """The newest articles that hold all terms: date, title, link, industries, passage, where."""
        outcome = run(
            "find",
            {"archive": self.path, "terms": texts(terms, "terms"), "limit": limit, "wait": self.wait},
            progress=False,
            quiet=True,
        )
        if limit is None or not outcome.values:
            outcome.reading.tell()
        return outcome.tables["articles"]

    def tag(
        self,
        model: Path | Model,
        *,
        only: str | Sequence[str] | None = None,
        top: int | None = None,
        **options: Unpack[ReadingOptions],
    ) -> Tagged:
        """Tags the articles that the model has not tagged yet, and keeps the tags in the archive.

        `trend.tag(archive, model)` gives the tagged articles as a data frame instead, and keeps nothing.
        """
        given = Options(options)
        outcome = run(
            "tag_archive",
            {
                "archive": self.path,
                "model": path_of(model, "model"),
                "top": top,
                "compute": given.compute,
                "only": only.split(",") if isinstance(only, str) else None if only is None else list(only),
            },
            given=given,
        )
        return Tagged(outcome)

    def watch(self, terms: trends.Terms = (), **options: Any) -> Watched | Alerts:
        """Counts articles with watched terms, period by period: see `trend.watch`."""
        return trends.watch(self, terms, **options)

    def topics(self, **options: Any) -> Topics:
        """Finds the topics and follows their share over time: see `trend.topics`."""
        return trends.topics(self, **options)

    def emerging(self, **options: Any) -> Emerging:
        """Finds phrases that are new or surging: see `trend.emerging`."""
        return trends.emerging(self, **options)

    def report(self, **options: Any) -> Report:
        """Writes the report: see `trend.report`."""
        return trends.report(self, **options)

    def export(
        self, output: Path | None = None, *, form: str | None = None, progress: bool = True
    ) -> pd.DataFrame | None:
        """Everything that the archive holds.

        Parameters
        ----------
        output
            Where to write it; by default it is given as a data frame.
        form
            Of the file: `jsonl` (which can be imported with `restore`), `records`, `csv` or `xlsx`; by default as its
            name says.

        Returns
        -------
        pandas.DataFrame
            The records as they came in, with what a model inferred in the columns `predicted` and `tags`, and what the
            archive knows in `trend:archive`. None with `output`.
        """
        if output is not None:
            self._export(path_of(output, "output"), form, progress)
            return None
        if form is not None:
            raise TypeError("form= is the form of a file: name one with output=")
        with tempfile.TemporaryDirectory(prefix="trend-") as folder:
            file = pathlib.Path(folder) / "export.jsonl"
            self._export(str(file), None, progress)
            with file.open(encoding="utf-8") as lines:
                return pd.DataFrame([json.loads(line) for line in lines])

    def _export(self, output: str, form: str | None, progress: bool) -> None:
        run("export", {"archive": self.path, "output": output, "form": form, "wait": self.wait}, progress=progress)

    def delete(
        self,
        *,
        link: str | None = None,
        source: str | None = None,
        from_: Any = None,
        to: Any = None,
        vacuum: bool = False,
    ) -> int:
        """Deletes articles with everything kept of them; all that is given must hold.

        Parameters
        ----------
        link
            As it is in the record.
        source
            The name of the source, or the host of its links.
        from_, to
            The first and the last period.
        vacuum
            Also take the traces of their texts out of the file.

        Returns
        -------
        int
            How many records were deleted.
        """
        outcome = self._change(
            {"delete": True, "link": link, "source": source, "vacuum": vacuum}, period_text(from_), period_text(to)
        )
        deleted: int = outcome.values[0]["deleted"]
        return deleted

    def rebuild(self) -> None:
        """Makes anew what the archive keeps beside its records for counts and searches."""
        self._change({"rebuild": True})

    def vacuum(self) -> None:
        """Makes the file as small as it can be."""
        self._change({"vacuum": True})

    def _change(self, what: dict[str, Any], first: str | None = None, last: str | None = None) -> Outcome:
        return run("archive", {"archive": self.path, "wait": self.wait, "days": {"from": first, "to": last}, **what})

    def info(self) -> Info:
        """What the archive holds, by month and industry."""
        return Info(run("overview", {"archive": self.path, "reading": {}}, progress=False))

    def check(self, *, backup: Path | None = None, salvage: Path | None = None) -> Checked:
        """Compares every article with the hashes that the import stored.

        Parameters
        ----------
        backup
            Copy the archive to this new file, and check the copy.
        salvage
            Bring all whole articles into this new archive.
        """
        outcome = run(
            "check",
            {
                "archive": self.path,
                "backup": optional_path(backup, "backup"),
                "salvage": optional_path(salvage, "salvage"),
            },
        )
        return Checked(outcome)

    def __repr__(self) -> str:
        return f"Archive({self.path!r})"

    def _repr_html_(self) -> str:
        if not os.path.exists(self.path):
            return html.escape(f"{self.path}: not there yet")
        return f"<div><b>{html.escape(self.path)}</b></div>" + self.info()._repr_html_()


class Tagged(Result):
    """How many articles of an archive were `tagged`, and how many of these have no likely label."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        said = outcome.values[0]
        self.tagged: int = said["tagged"]
        self.doubtful: int = said["doubtful"]

    def _summary(self) -> str:
        return self.text


class Checked(Result):
    """What a check found: `is_whole`, and the faults among the notes of `reading`."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.is_whole: bool = not outcome.reading.notes

    def _summary(self) -> str:
        return self.text
