"""The program itself under Spark, without the package on the executors."""

from __future__ import annotations

from . import needed  # noqa: F401, I001

import json
import pathlib

import pandas as pd
import pytest
import trend.spark
from pyspark.sql import SparkSession

from .sample import on_spark

PROJECT = pathlib.Path(__file__).resolve().parents[3]
PROGRAMS = [*PROJECT.glob(".build/release/trend"), *PROJECT.glob(".build/*/release/trend")]


@pytest.mark.skipif(not PROGRAMS, reason="the program trend is not built for release")
def test_tagging_by_pipe(spark: SparkSession, labeled: pd.DataFrame, model: str) -> None:
    frame = on_spark(spark, labeled)
    command = f"{PROGRAMS[0]} tag - --format jsonl --model {model} --threads 1"
    tagged = frame.toJSON().pipe(command, checkCode=True)
    rows = [json.loads(line) for line in tagged.collect()]
    expected = trend.spark.tag(frame, model).toPandas()
    assert [row["标题"] for row in rows] == expected["标题"].tolist()
    assert all("predicted" in row or "预测行业" in row for row in rows)
