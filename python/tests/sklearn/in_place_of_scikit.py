"""A pytest plugin that puts trend's estimators in place of scikit-learn's, for scikit-learn's own tests.

It is loaded with ``-p`` before any test module is imported, only in a process of its own. A test that meets an option
which trend does not offer is skipped: the error itself is what skips it. After the run, what became of each test is
written as JSON to the file that the environment variable TREND_OUTCOMES names.
"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
import sklearn.decomposition
import sklearn.decomposition._nmf
import sklearn.feature_extraction.text
import sklearn.linear_model
import sklearn.linear_model._logistic

import trend.sklearn
from trend._library import library
from trend.sklearn._calls import _SIGNATURES, NotOffered

_PLACES = {
    "CountVectorizer": [sklearn.feature_extraction.text],
    "TfidfVectorizer": [sklearn.feature_extraction.text],
    "LogisticRegression": [sklearn.linear_model, sklearn.linear_model._logistic],
    "NMF": [sklearn.decomposition, sklearn.decomposition._nmf],
}
for _name, _modules in _PLACES.items():
    for _module in _modules:
        setattr(_module, _name, getattr(trend.sklearn, _name))

_calls = 0
_outcomes: dict[str, dict[str, Any]] = {}


def _counted(function: Any) -> Any:
    def counting(*arguments: Any) -> Any:
        global _calls
        _calls += 1
        return function(*arguments)

    return counting


for _name in _SIGNATURES:
    setattr(library, _name, _counted(getattr(library, _name)))


def _refusal(error: BaseException | None) -> NotOffered | None:
    """What trend refused, if that is why a test fails."""
    seen = error
    while seen is not None:
        if isinstance(seen, NotOffered):
            return seen
        seen = seen.__cause__ or seen.__context__
    # pytest.raises met the refusal where the test expects another error.
    if error is not None and "trend's " in str(error) and "offers" in str(error):
        return NotOffered(str(error))
    return None


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    global _calls
    _calls = 0
    record = _outcomes.setdefault(pyfuncitem.nodeid, {})
    try:
        return (yield)
    except BaseException as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        record["refused"] = str(refusal)
        pytest.skip(f"not offered: {refusal}")
    finally:
        record["calls"] = _calls


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    record = _outcomes.setdefault(item.nodeid, {})
    if report.when == "call" or report.outcome != "passed":
        record["outcome"] = "xfailed" if hasattr(report, "wasxfail") and report.skipped else report.outcome
        if report.outcome == "skipped":
            record["reason"] = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
    return report


def pytest_sessionfinish() -> None:
    path = os.environ.get("TREND_OUTCOMES")
    if path:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(_outcomes, file, indent=1)
