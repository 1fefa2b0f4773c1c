"""A session of Spark on this machine, articles with all that can be wrong with them, and a model."""

from __future__ import annotations

import os
import pathlib
import random
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trend

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

DATASETS = pathlib.Path(__file__).resolve().parents[3] / "datasets"


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    from .sample import PARTITIONS

    folder = tmp_path_factory.mktemp("spark")
    # The workers are of this Python, and find the package where it lies.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(pathlib.Path(trend.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    session = (
        SparkSession.builder.master(f"local[{PARTITIONS}]")
        .appName("trend")
        .config("spark.driver.memory", "2g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", PARTITIONS)
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.local.dir", str(folder))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 50)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _records(path: pathlib.Path) -> list[dict[str, str]]:
    """The articles of a file of records."""
    records: list[dict[str, str]] = []
    field = ""
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        found = re.match(rf"({'|'.join(_FIELDS)})\s*[:：]\s*(.*)", line)
        if found:
            if found[1] == "标题":
                records.append({})
            field = _FIELDS[found[1]]
            records[-1][field] = found[2]
        elif line.strip():
            records[-1][field] += "\n" + line
    return records


_FIELDS = {
    "标题": "标题", "链接": "链接", "日期": "日期", "发布时间": "日期", "来源": "来源", "总结": "总结", "关键词": "关键词",
    "AI技术": "AI技术", "行业": "行业", "重大事件摘要": "重大事件摘要",
}


@pytest.fixture(scope="session")
def labeled() -> pd.DataFrame:
    """Five months of articles."""
    months = ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02"]
    rows = [row for month in months for row in _records(DATASETS / f"{month}.txt")]
    return pd.DataFrame(rows)[["标题", "链接", "日期", "来源", "总结", "关键词", "行业"]]


@pytest.fixture(scope="session")
def articles(labeled: pd.DataFrame) -> pd.DataFrame:
    """The same with reposts, short titles, and rows in which something is missing."""
    chance = random.Random(7)
    rows: list[dict[str, Any]] = labeled.to_dict("records")
    for row in list(rows):
        for _ in range(chance.choice([0, 0, 1, 3])):
            text = list(row["总结"])
            for _ in range(chance.choice([0, 1, 4])):
                text[chance.randrange(len(text))] = chr(0x6000 + chance.randrange(2000))
            rows.append({**row, "总结": "".join(text), "日期": chance.choice([row["日期"], "2024-03-09", None, "三月某日"])})
    # Many repeats of one text, more unlike texts of a bucket than are compared, and titles that differ in a sign.
    stem = "".join(chr(0x6000 + chance.randrange(2000)) for _ in range(30))
    rows += [{"标题": "价格战再起：" + stem, "日期": f"2023-11-{1 + day % 28:02}"} for day in range(90)]
    rows += [
        {"标题": stem + "".join(chr(0x6000 + chance.randrange(2000)) for _ in range(14)), "日期": "2023-12-01"}
        for _ in range(60)
    ]
    for title in ["芯片", "芯", "芯片出口增长", "芯片进口增长", "智能体", "第3集", "第4集", "智能体"]:
        rows += [{"标题": title, "日期": day} for day in ("2023-10-05", "2023-10-20", "2024-02-20", None)]
    # No articles.
    rows += [{"标题": None, "总结": None, "日期": "2023-10-05"}, {"标题": "", "总结": ""}]
    chance.shuffle(rows)
    return pd.DataFrame(rows, columns=labeled.columns).astype(object).where(lambda frame: frame.notna(), None)


@pytest.fixture(scope="session")
def frame(spark: SparkSession, articles: pd.DataFrame) -> DataFrame:
    """The articles in four partitions."""
    from .sample import on_spark

    return on_spark(spark, articles)



@pytest.fixture(scope="session")
def model(labeled: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("model") / "industries.trend")
    trend.train(labeled, model=path, progress=False, quiet=True)
    return path
