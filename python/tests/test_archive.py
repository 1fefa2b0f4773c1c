"""Archives: import, look, tag, count, export, delete."""

from __future__ import annotations

import pathlib

import pandas as pd
import pytest

import trend


@pytest.fixture
def archive(df: pd.DataFrame, tmp_path: pathlib.Path) -> trend.Archive:
    archive = trend.Archive(tmp_path / "articles.db")
    archive.import_(df, text="正文", label="行业", quiet=True)
    return archive


def test_import_adds_each_article_once(archive: trend.Archive, df: pd.DataFrame, new: pd.DataFrame) -> None:
    again = archive.import_(df, text="正文", quiet=True)
    assert (again.added, again.known) == (0, 60)
    more = archive.import_(new, text="正文", quiet=True)
    assert more.added == 30
    assert "added 30 articles" in repr(more)
    info = archive.info()
    assert info.articles == 90 and list(info.months["month"]) == ["2024-01", "2024-02", "2024-03"]
    assert "90 articles" in archive._repr_html_()


def test_find(archive: trend.Archive) -> None:
    found = archive.find("具身智能", limit=5)
    assert list(found.columns) == ["date", "title", "link", "industries", "passage", "where"]
    assert len(found) == 5 and found["date"].is_monotonic_decreasing
    assert found["where"].str.match(r"the data frame, row \d+").all()
    with pytest.warns(trend.ReadingWarning, match="no article holds 外星人"):
        assert len(archive.find("外星人")) == 0
    with pytest.raises(trend.OptionError, match="limit is 0"):
        archive.find("a", limit=0)


def test_an_archive_counts_as_its_articles_do(archive: trend.Archive, df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    terms = ["具身智能", "光刻机"]
    pd.testing.assert_frame_equal(archive.watch(terms).periods, trend.watch(df, terms, text="正文").periods)
    assert list(archive.emerging(quiet=True).phrases["phrase"]) == list(
        trend.emerging(df, text="正文", quiet=True).phrases["phrase"]
    )
    trend.train(archive, model=tmp_path / "a.trend", min_label_count=1)
    trend.train(df, text="正文", label="行业", model=tmp_path / "f.trend", min_label_count=1)
    assert trend.Model(tmp_path / "a.trend").labels == trend.Model(tmp_path / "f.trend").labels
    assert len(archive.topics(count=3).topics) == 3


def test_tag(archive: trend.Archive, model: trend.Model, new: pd.DataFrame) -> None:
    archive.import_(new.drop(columns="行业"), text="正文", quiet=True)
    first = archive.tag(model)
    assert first.tagged == 90
    assert archive.tag(model).tagged == 0
    records = archive.export()
    assert records is not None and len(records) == 90 and "predicted" in records
    tagged = trend.tag(archive, model)
    assert len(tagged) == 90 and tagged["预测行业"].notna().all()


def test_report(archive: trend.Archive, tmp_path: pathlib.Path) -> None:
    found = archive.report(month="2024-03", folder=tmp_path / "report", language="en", quiet=True)
    assert found.page.exists() and "March 2024" in found.summary


def test_alerts(archive: trend.Archive, new: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term\n具身智能\n量子芯片\n")
    first = archive.watch(list=terms, since="last")
    assert isinstance(first, trend.results.Alerts)
    archive.import_(new.assign(正文="量子芯片亮相。" + new["正文"], 日期="2024-03-30"), text="正文", quiet=True)
    second = archive.watch(list=terms, since="last")
    assert "量子芯片" in list(second.alerts["term"]) and second
    assert archive.watch(["具身智能"], since="2024-02").quiet in ([], ["具身智能"])


def test_export_and_restore(archive: trend.Archive, tmp_path: pathlib.Path) -> None:
    assert archive.export(tmp_path / "all.jsonl") is None
    copy = trend.Archive(tmp_path / "copy.db")
    assert copy.import_(tmp_path / "all.jsonl", restore=True, quiet=True).added == 60
    assert copy.check().is_whole
    archive.check(backup=tmp_path / "backup.db")
    assert trend.Archive(tmp_path / "backup.db").info().articles == 60


def test_delete(archive: trend.Archive) -> None:
    assert archive.delete(to="2024-01") == 20
    assert archive.delete(link="https://example.com/0/59", vacuum=True) == 1
    assert archive.info().articles == 39
    with pytest.raises(trend.OptionError, match="say which articles: link, source, from_ or to"):
        archive.delete()


def test_archives_that_are_none(tmp_path: pathlib.Path, df: pd.DataFrame) -> None:
    with pytest.raises(FileNotFoundError):
        trend.Archive(tmp_path / "missing.db").find("a")
    with pytest.raises(FileNotFoundError):
        trend.Archive(tmp_path / "missing.db").info()
    (tmp_path / "text.db").write_text("no archive")
    with pytest.raises(trend.FileError, match="not a trend archive"):
        trend.Archive(tmp_path / "text.db").import_(df, quiet=True)
    assert "not there yet" in trend.Archive(tmp_path / "missing.db")._repr_html_()
