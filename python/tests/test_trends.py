"""Terms, topics, emerging phrases and the report on data frames."""

from __future__ import annotations

import csv
import pathlib
import sys
from typing import Any

import pandas as pd
import pytest

import trend

from .sample import articles

DATASETS = pathlib.Path(__file__).resolve().parents[2] / "datasets"


def test_watch(df: pd.DataFrame, lines: pathlib.Path) -> None:
    found = trend.watch(df, ["具身智能", "芯片=光刻机|晶圆厂"], by="month", text="正文")
    assert found.related is None and "related" not in found.tables
    assert isinstance(found, trend.results.Watched)
    assert list(found.periods.columns) == [
        "period",
        "term",
        "articles",
        "share",
        "stories",
        "story share",
        "lower",
        "upper",
        "note",
    ]
    assert len(found.periods) == 6
    assert found.periods["articles"].dtype == "int64" and found.periods["share"].dtype == "float64"
    assert list(found.trends["term"]) == ["具身智能", "芯片"]
    assert [value["term"] for value in found.values] == ["具身智能", "芯片"]
    pd.testing.assert_frame_equal(
        trend.watch(lines, ["具身智能", "芯片=光刻机|晶圆厂"], text="正文").periods, found.periods
    )
    named = trend.watch(df, {"具身智能": "具身智能", "芯片": ["光刻机", "晶圆厂"]}, text="正文")
    pd.testing.assert_frame_equal(named.periods, found.periods)
    assert "<table" in found._repr_html_() and "具身智能" in repr(found)


def test_watch_a_span(df: pd.DataFrame) -> None:
    found = trend.watch(df, "具身智能", from_=pd.Period("2024-02", "M"), to="2024-03", text="正文", quiet=True)
    assert sorted(set(found.periods["period"])) == ["2024-02", "2024-03"]
    assert any("articles left out: 20 dated outside of from_ and to" in note for note in found.reading.notes)
    weeks = trend.watch(df, "具身智能", by="week", text="正文", quiet=True)
    assert weeks.periods["period"].str.match(r"2024-W\d\d").all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"terms": []}, "term"),
        ({"terms": ["a", "a"]}, "it is named twice"),
        ({"terms": [" "]}, "it is empty"),
        ({"terms": ["a"], "by": "year"}, "by is 'year'; write day, week, month or quarter"),
        ({"terms": ["a"], "from_": "June"}, "from_ is 'June'"),
        ({"terms": ["a"], "from_": "2024-03", "to": "2024-01"}, "it is after to 2024-01"),
        ({"terms": ["a"], "data_start": "2024-01"}, "data_start is '2024-01'; write 2024-05-31"),
        ({"terms": ["a"], "since": "last"}, "since"),
    ],
)
def test_watch_options(df: pd.DataFrame, options: dict[str, Any], message: str) -> None:
    with pytest.raises(trend.OptionError, match=message):
        trend.watch(df, **options)


def test_terms_that_are_none(df: pd.DataFrame) -> None:
    for terms in (3, [3], [None]):
        with pytest.raises(TypeError, match="terms: texts are needed"):
            trend.watch(df, terms)  # type: ignore[arg-type]


def test_articles_without_dates(df: pd.DataFrame) -> None:
    frame = df.assign(日期=[None, "gestern", *df["日期"][2:]])
    with pytest.warns(trend.ReadingWarning, match='1 date field is not a date: "gestern"') as found:
        watched = trend.watch(frame, "具身智能", text="正文")
    assert "2 articles have no date and are in no month" in str(found[0].message)
    assert list(watched.reading.rejects["row"]) == [1]
    assert "kept, but its date field is no date" in watched.reading.rejects["reason"].iloc[0]


def test_topics(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    found = trend.topics(df, count=3, text="正文")
    assert list(found.topics.columns) == ["topic", "name", "share", "isNew", "phrases"]
    assert len(found.topics) == 3 and found.topics["share"].sum() <= 1.001
    assert set(found.periods["period"]) == {"2024-01", "2024-02", "2024-03"}
    assert {"topic", "title", "link", "date"} <= set(found.articles.columns)
    assert found.articles["date"].dtype.kind == "M"
    kept = trend.topics(df, count=3, text="正文", model=tmp_path / "topics.trend", quiet=True)
    again = trend.topics(df[:20], text="正文", model=tmp_path / "topics.trend", quiet=True)
    assert list(again.topics["name"][:3]) == list(kept.topics["name"])
    windows = trend.topics(df, count=2, windows="month", text="正文")
    assert len(windows.topics) and set(windows.periods.columns) == {"period", "topic", "name", "share"}
    with pytest.raises(trend.OptionError, match="count"):
        trend.topics(df, count="some")
    with pytest.raises(trend.OptionError, match="count is 0"):
        trend.topics(df, count=0)


def test_emerging(df: pd.DataFrame) -> None:
    found = trend.emerging(DATASETS, month="2024-02")
    assert list(found.phrases.columns)[:4] == ["phrase", "also", "articles", "stories"]
    assert found.phrases["phrase"].iloc[0] == "Sora"
    assert found.phrases["first seen"].dtype.kind == "M"
    assert set(found.articles.columns) == {"phrase", "date", "title", "link"}
    quiet = trend.emerging(df, month="2024-02", text="正文", quiet=True)
    assert isinstance(quiet._repr_html_(), str)
    with pytest.raises(trend.OptionError, match="month is '2024'; write 2024-05"):
        trend.emerging(df, month="2024")
    with pytest.raises(trend.TrendError, match="2030-01 has no articles"):
        trend.emerging(df, month="2030-01", text="正文")


def test_charts(df: pd.DataFrame, model: trend.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    results = [
        trend.watch(df, ["具身智能", "光刻机"], text="正文"),
        trend.topics(df, count=3, text="正文"),
        trend.evaluate(df, model),
        trend.emerging(DATASETS, month="2024-02"),
    ]
    altair = pytest.importorskip("altair")
    for result in results:
        chart = result.chart()
        assert isinstance(chart, (altair.Chart, altair.LayerChart))
        chart.to_dict()
    pytest.importorskip("matplotlib")
    monkeypatch.setitem(sys.modules, "altair", None)
    for result in results:
        assert result.chart().axes


def test_report(df: pd.DataFrame, new: pd.DataFrame, model: trend.Model, tmp_path: pathlib.Path) -> None:
    found = trend.report(
        df,
        new=new.assign(日期="2024-03-05"),
        model=model,
        watch=["具身智能"],
        text="正文",
        folder=tmp_path / "report",
        quiet=True,
    )
    assert found.page.exists() and found.folder == tmp_path / "report"
    assert "2024" in found.summary
    assert found.tables
    assert "report.html" in found._repr_html_()
    # All of them count by the model: half of March.
    assert any("the data frame 'new'" in field or "2 files" in field for field in found.reading.fields)
    with pytest.raises(trend.OptionError, match="new"):
        trend.report(df, new=new, folder=tmp_path / "other")
    with pytest.raises(trend.OptionError, match="language is 'fr'; write zh or en"):
        trend.report(df, language="fr", folder=tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_new_articles_count_by_the_model(df: pd.DataFrame, model: trend.Model, tmp_path: pathlib.Path) -> None:
    wrong = df.assign(行业="错误标签")
    found = trend.report(df[:0], new=wrong, model=model, text="正文", folder=tmp_path / "r", quiet=True)
    page = found.page.read_text(encoding="utf-8")
    assert "错误标签" not in page and "芯片半导体" in page


def test_tables_of_a_report(tmp_path: pathlib.Path) -> None:
    frame = articles(60)
    frame.loc[::2, "行业"] = "NA"
    frame["标题"] = "@" + frame["标题"]
    found = trend.report(frame, text="正文", folder=tmp_path / "report", watch=["NA"], quiet=True)
    (tmp_path / "report" / "客户.csv").write_bytes("客户,电话\n张三,1\n".encode("gbk"))
    tables = found.tables
    assert sorted(tables) == sorted(file.stem for file in (tmp_path / "report" / "tables").iterdir())
    assert "NA" in list(tables["industries"]["行业"]) and list(tables["terms"]["关注词"]) == ["NA"]
    assert tables["industries"]["占比"].dtype == "float64" and tables["industries"]["占比"].max() <= 1
    assert tables["articles"]["标题"].str.startswith("@").all()
    for name, table in tables.items():
        header = (tmp_path / "report" / "tables" / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert list(table.columns) == next(csv.reader([header]))
