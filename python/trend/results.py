"""What jobs give: named data frames, a chart, and how the articles were read."""

from __future__ import annotations

import html
import json
import pathlib
from collections.abc import Mapping
from typing import Any, ClassVar

import pandas as pd

from . import _charts
from ._jobs import Outcome
from ._reading import Reading
from ._tables import frame_of, records


class Result:
    """A result of several tables.

    Attributes
    ----------
    reading : Reading
        How the articles were read, and what was not.
    values : list
        The figures as the command's JSON has them.
    text : str
        What the command prints.
    """

    #: The tables that a notebook shows, with their headings.
    _shown: ClassVar[dict[str, str]] = {}
    _most_rows: ClassVar[int] = 30

    def __init__(self, outcome: Outcome) -> None:
        self.reading: Reading = outcome.reading
        self.values: list[Any] = outcome.values
        self.text: str = outcome.text

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by their names."""
        return {name: value for name, value in vars(self).items() if isinstance(value, pd.DataFrame)}

    def _summary(self) -> str:
        return ""

    def __repr__(self) -> str:
        return self.text or self._summary()

    def _repr_html_(self) -> str:
        parts = [f"<div>{html.escape(line)}</div>" for line in self._summary().splitlines()]
        for name, heading in self._shown.items():
            frame = getattr(self, name)
            if frame is None or not len(frame):
                continue
            if heading:
                parts.append(f"<b>{html.escape(heading)}</b>")
            parts.append(table_html(frame, self._most_rows))
        return "".join(parts) + self.reading._repr_html_()


def table_html(frame: pd.DataFrame, most: int) -> str:
    """The first rows of a table; all texts are escaped."""
    shown = frame.head(most)
    # A column that says no of every row says nothing.
    shown = shown[[name for name in shown if not (shown[name].dtype == "bool" and not shown[name].any())]]
    text: str = shown.to_html(
        index=False,
        escape=True,
        na_rep="",
        border=0,
        max_cols=None,
        formatters={name: _share for name in shown if name in _SHARES and shown[name].dtype == "float64"},
        float_format=lambda value: f"{value:.4g}",
    )
    more = len(frame) - len(shown)
    return text + (f"<small>… {more} more rows</small>" if more > 0 else "")


_SHARES = {"share", "story share", "lower", "upper", "precision", "recall", "f1", "probability", "shareWhenFound"}


def _share(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.1%}"


class Evaluation(Result):
    """How well a model's labels agree with given ones.

    Attributes
    ----------
    labels : pandas.DataFrame
        label, precision, recall, f1, support, predicted.
    confusions : pandas.DataFrame
        given, predicted, documents: the most frequent first.
    probabilities : pandas.DataFrame
        lower, upper, probability, share, count: how often labels of a probability are right.
    figures : pandas.Series
        accuracy, microF1, macroF1 and so on.
    """

    _shown = {"labels": "", "confusions": "confusions"}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        report = outcome.values[0]
        self.labels = records(report["labels"], ["label", "precision", "recall", "f1", "support", "predicted"])
        self.confusions = records(report["confusions"], ["given", "predicted", "documents"])
        bins = (report.get("reliability") or {}).get("bins", [])
        self.probabilities = records(
            [one for one in bins if one["count"]], ["lower", "upper", "probability", "share", "count"]
        )
        self.figures = pd.Series(
            {name: value for name, value in report.items() if isinstance(value, (int, float))}, dtype="float64"
        )

    def _summary(self) -> str:
        figures = self.figures
        return (
            f"{figures['documents']:.0f} articles; all labels right in {figures['accuracy']:.1%}; "
            f"micro-F1 {figures['microF1']:.1%}, macro-F1 {figures['macroF1']:.1%}"
        )

    def chart(self) -> Any:
        """F1 of each label."""
        frame = self.labels.sort_values("f1", ascending=False, kind="stable")
        return _charts.bars(frame, "f1", "label", "F1 per label", percent=True)


class Explanation(Result):
    """What decided an article's tags.

    Attributes
    ----------
    industries : pandas.DataFrame
        label, probability, text, share, contribution: a row per label and word.
    technologies, keywords, events : pandas.DataFrame
        The other tags, with what they rest on.
    article : dict
        title, link, date, origin.
    content : str
        The normalized text, in which places count.
    """

    _shown = {"industries": ""}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        said = outcome.values[0]
        tags = said["tags"]
        self.article: dict[str, Any] = said["article"]
        self.content: str = said["text"]
        self.industries = records(
            [
                {"label": one["label"], "probability": one["probability"], **span}
                for one in tags["industries"]
                for span in one["spans"]
            ],
            ["label", "probability", "text", "share", "contribution"],
        )
        self.technologies = pd.DataFrame(tags["technologies"])
        self.keywords = pd.DataFrame(tags["keywords"])
        self.events = pd.DataFrame(tags["events"])

    def _summary(self) -> str:
        return str(self.article["title"])

    def _repr_html_(self) -> str:
        parts = [f"<b>{html.escape(self._summary())}</b>"]
        for one in self.values[0]["tags"]["industries"]:
            parts.append(f"<div><b>{html.escape(one['label'])}</b> {one['probability']:.1%}</div>")
            parts.append(f"<div>{_marked(self.content, one['spans'])}</div>")
        return "".join(parts)


def _marked(text: str, spans: list[dict[str, Any]]) -> str:
    """A text with its spans marked, the stronger ones more."""
    strength = [0.0] * len(text)
    strongest = max((span["share"] for span in spans), default=1) or 1
    for span in spans:
        for start, end in span["places"]:
            for place in range(max(0, start), min(end, len(text))):
                strength[place] = max(strength[place], span["share"] / strongest)
    parts = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and strength[end] == strength[start]:
            continue
        piece = html.escape(text[start:end]).replace("\n", "<br>")
        alpha = strength[start]
        parts.append(f'<mark style="background:rgba(255,190,0,{alpha:.2f})">{piece}</mark>' if alpha > 0 else piece)
        start = end
    return "".join(parts)


class Watched(Result):
    """Watched terms over time.

    Attributes
    ----------
    periods : pandas.DataFrame
        period, term, articles, share, stories, story share, lower, upper, note.
    trends : pandas.DataFrame
        What changed, a row per term, as the command prints it: changes in percentage points, with a star where they are
        statistically significant.
    related : pandas.DataFrame or None
        term, related, similarity; None where no model was named.
    """

    _shown = {"trends": "", "related": "related", "periods": "by period"}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.periods = outcome.tables["periods"]
        self.trends = outcome.tables["trends"]
        self.related = outcome.tables.get("related")

    def chart(self) -> Any:
        """The share of stories with each term, with its 95% interval where there are at most three."""
        return _charts.lines(
            self.periods, "period", "story share", "term", "Share of stories with the term", ("lower", "upper")
        )


class Alerts(Result):
    """What is new of watched terms since the last run or since a day.

    Attributes
    ----------
    alerts : pandas.DataFrame
        alert, term, period, stories, share, before, note.
    quiet : list of str
        The terms of which there is nothing new.
    """

    _shown = {"alerts": ""}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.alerts = outcome.tables["alerts"]
        self.quiet: list[str] = outcome.values[0]["quiet"]

    def _summary(self) -> str:
        return self.text.splitlines()[0] if self.text else ""

    def __bool__(self) -> bool:
        """Whether there is an alert."""
        return len(self.alerts) > 0


class Topics(Result):
    """Topics with their shares over time.

    Attributes
    ----------
    topics : pandas.DataFrame
        topic, name, share, isNew, phrases.
    periods : pandas.DataFrame
        period, topic, name, share, lower, upper, articles, note.
    articles : pandas.DataFrame
        topic, name, date, title, link, origin: the most central articles.
    events : pandas.DataFrame
        With `windows`: window, topic, event, before, after.
    """

    _shown = {"topics": ""}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        lines = outcome.values
        self.topics = records(lines, ["topic", "name", "share", "isNew", "shareWhenFound", "phrases"])
        if self.topics["shareWhenFound"].isna().all():
            self.topics = self.topics.drop(columns="shareWhenFound")
        if any("windows" in line for line in lines):
            self.topics = self.topics.drop(columns="isNew")
        self.topics["phrases"] = [", ".join(phrases or []) for phrases in self.topics["phrases"]]
        self.periods = outcome.tables["periods"]
        if not len(self.periods) and any("windows" in line for line in lines):
            self.periods = records(
                [
                    {"period": window["window"], "topic": line["topic"], "name": line["name"], "share": window["share"]}
                    for line in lines
                    for window in line.get("windows", [])
                ],
                ["period", "topic", "name", "share"],
            )
        self.articles = records(
            [
                {**article, "topic": line["topic"], "name": line["name"]}
                for line in lines
                for article in line["articles"]
            ],
            ["topic", "name", "date", "title", "link", "origin"],
        )
        self.articles["date"] = pd.to_datetime(self.articles["date"])
        self.events = outcome.tables.get("events", records([], ["window", "topic", "event", "before", "after"]))

    def chart(self) -> Any:
        """The share of each topic over time."""
        frame = self.periods.copy()
        frame["name"] = frame["topic"].astype(str) + " " + frame["name"].astype(str)
        return _charts.lines(frame, "period", "share", "name", "Share of the articles", None)


class Emerging(Result):
    """Phrases that are new or surging.

    Attributes
    ----------
    phrases : pandas.DataFrame
        phrase, also, articles, stories, articles before, stories before, z, first seen, note, example.
    articles : pandas.DataFrame
        phrase, date, title, link.
    """

    _shown = {"phrases": ""}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.phrases = outcome.tables["phrases"]
        self.articles = outcome.tables["articles"]

    def chart(self) -> Any:
        """How far each phrase rose, in standard deviations."""
        frame = self.phrases.copy()
        frame["kind"] = ["new" if "new" in note.split(", ") else "known before" for note in frame["note"]]
        return _charts.bars(frame, "z", "phrase", "Emerging phrases (z)", color="kind")


class Labels(Result):
    """The labels of articles, and which may be two names of one industry.

    Attributes
    ----------
    labels : pandas.DataFrame
        The labels with their articles, and what speaks for another name.
    """

    _shown = {"labels": ""}

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.labels = next(iter(outcome.tables.values()))


def _written(table: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A table of `report.json` as its CSV file has it: texts without stars, and links in columns of their own."""
    columns, rows = table["columns"], table["rows"]
    linked = [
        place for place in range(len(columns)) if any(row[place]["link"] not in ("", row[place]["text"]) for row in rows)
    ]
    ending = "链接" if language == "zh" else " link"

    def text(cell: Mapping[str, Any]) -> str:
        return str(cell["text"]).removesuffix("*") if "value" in cell else str(cell["text"])

    return {
        "columns": [*columns, *({"name": columns[place]["name"] + ending, "isNumber": False} for place in linked)],
        "rows": [[*map(text, row), *(row[place]["link"] for place in linked)] for row in rows],
    }


class Report(Result):
    """A report that was written.

    Attributes
    ----------
    folder : pathlib.Path
        Where it lies.
    page : pathlib.Path
        The report as one file, to send.
    summary : str
        What it says in a few sentences.
    """

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        said: Mapping[str, Any] = outcome.values[0]
        self.folder = pathlib.Path(said["folder"])
        self.summary: str = said["summary"]
        self.page = self.folder / "report.html"

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables beside the report, by the names of their files, with figures as the tables of other results have them.

        They are those of `report.json`, and nothing else that lies in the folder.
        """
        report = json.loads((self.folder / "report.json").read_bytes())
        blocks = [block for section in report["sections"] for block in section["blocks"]]
        named = [block["table"] for block in blocks if "table" in block]
        return {table["name"]: frame_of(_written(table["table"], report["language"])) for table in named}

    def _summary(self) -> str:
        return f"{self.summary}\nreport: {self.page}"
