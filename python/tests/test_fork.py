"""Processes that are copies of one that used the library, as those of multiprocessing are."""

from __future__ import annotations

import multiprocessing
from typing import Any

import pandas as pd

import trend

_kept: dict[str, Any] = {}


def _work(number: int) -> list[str]:
    new, model = _kept["new"], _kept["model"]
    trend.watch(new, ["机器人"])
    opened = model if number % 2 == 0 else trend.Model(model.path)
    return list(opened.tag(new)["预测行业"])


def test_a_copy_of_a_process_tags_as_the_process(new: pd.DataFrame, model: trend.Model) -> None:
    _kept.update(new=new, model=model)
    expected = _work(0)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.map_async(_work, [0, 1]).get(120) == [expected, expected]
