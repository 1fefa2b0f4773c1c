"""Articles for all tests."""

from __future__ import annotations

import pathlib

import pandas as pd
import pytest

import trend

from .sample import articles


@pytest.fixture(scope="session")
def df() -> pd.DataFrame:
    return articles()


@pytest.fixture(scope="session")
def new() -> pd.DataFrame:
    return articles(30, seed=3)


@pytest.fixture(scope="session")
def model(df: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> trend.Model:
    path = tmp_path_factory.mktemp("model") / "industries.trend"
    return trend.train(df, text="正文", label="行业", model=path, min_label_count=1)


@pytest.fixture
def lines(df: pd.DataFrame, tmp_path: pathlib.Path) -> pathlib.Path:
    """The same articles as a file."""
    path = tmp_path / "articles.jsonl"
    path.write_text(df.to_json(orient="records", lines=True, force_ascii=False), encoding="utf-8")
    return path
