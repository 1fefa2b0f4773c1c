"""A pytest plugin that puts trend's estimators in place of scikit-learn's, for scikit-learn's own tests.

It is loaded with ``-p`` before any test module is imported, only in a process of its own. A test that meets an option
which trend does not offer is skipped: the error itself is what skips it. So are a few tests, named below, of what
scikit-learn's solvers do among themselves. After the run, what became of each test is
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

# Tests of what scikit-learn's own solvers do among themselves.
_NOT_APPLICABLE = {
    "test_logistic_cv[": "compares scikit-learn's liblinear with the class, to six decimals at a tolerance of 1e-4",
    "test_logistic_cv_multinomial_score[": "hands all parameters of the class to a private function, which does not "
    "know multi_class",
    "test_newton_cholesky_fallback_to_lbfgs": "how scikit-learn's newton-cholesky hands over to its lbfgs",
}

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


# The last option that was refused in the test that runs.
_refused: NotOffered | None = None


def _note_refusal(error: NotOffered, *arguments: Any) -> None:
    global _refused
    ValueError.__init__(error, *arguments)
    _refused = error


NotOffered.__init__ = _note_refusal  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    global _calls, _refused
    _calls, _refused = 0, None
    record = _outcomes.setdefault(pyfuncitem.nodeid, {})
    try:
        return (yield)
    except (KeyboardInterrupt, pytest.skip.Exception):
        raise
    except BaseException as error:  # noqa: BLE001 — what pytest.raises and pytest.warns throw is no Exception
        if _refused is not None:
            record["refused"] = str(_refused)
            pytest.skip(f"not offered: {_refused}")
        for name, reason in _NOT_APPLICABLE.items():
            if pyfuncitem.name.startswith(name):
                record["not applicable"] = reason
                pytest.skip(f"not applicable: {reason}")
        raise error
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
