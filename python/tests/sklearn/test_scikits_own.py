"""scikit-learn's own tests, from its installed wheel, with trend's estimators in place of scikit-learn's."""

from __future__ import annotations

import collections
import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest

MODULES = {
    "text features": "sklearn.feature_extraction.tests.test_text",
    "NMF": "sklearn.decomposition.tests.test_nmf",
    "logistic regression": "sklearn.linear_model.tests.test_logistic",
}


def outcomes(module: str, folder: pathlib.Path) -> tuple[dict[str, Any], str]:
    """What became of each test of a module, and what pytest said."""
    path = folder / "outcomes.json"
    here = pathlib.Path(__file__).parent
    environment = {
        **os.environ,
        "TREND_OUTCOMES": str(path),
        "PYTHONPATH": os.pathsep.join([str(here), *filter(None, sys.path)]),
    }
    command = [
        sys.executable, "-m", "pytest", "-q", "-ra", "-p", "in_place_of_scikit",
        "-p", "no:cacheprovider", "--pyargs", module,
    ]
    ended = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert path.exists(), ended.stdout[-2000:] + ended.stderr[-2000:]
    return json.loads(path.read_text(encoding="utf-8")), ended.stdout


def counts(found: dict[str, Any]) -> dict[str, int]:
    """The numbers of the table in Benchmarks/notes/python.md."""
    passed = [test for test in found.values() if test.get("outcome") in ("passed", "xfailed")]
    skipped = [test for test in found.values() if test.get("outcome") == "skipped"]
    return {
        "tests": len(found),
        "passed": len(passed),
        "passed in the library": sum(1 for test in passed if test.get("calls", 0) > 0),
        "not offered": sum(1 for test in skipped if "refused" in test),
        "not applicable": sum(1 for test in skipped if "not applicable" in test),
        "skipped by scikit-learn": sum(1 for test in skipped if not {"refused", "not applicable"} & set(test)),
        "failed": len(found) - len(passed) - len(skipped),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_none_fails(name: str, tmp_path: pathlib.Path) -> None:
    found, said = outcomes(MODULES[name], tmp_path)
    table = counts(found)
    print(name, json.dumps(table))
    assert table["failed"] == 0, said[-4000:]
    assert table["passed in the library"] > 0


if __name__ == "__main__":
    import tempfile

    for title, tests in MODULES.items():
        with tempfile.TemporaryDirectory() as temporary:
            seen, _ = outcomes(tests, pathlib.Path(temporary))
        print(f"{title}: {json.dumps(counts(seen))}")
        for identifier, test in seen.items():
            if test.get("outcome") == "failed":
                print("  failed:", identifier)
        for kind in ("refused", "not applicable", "reason"):
            reasons = collections.Counter(test[kind][:160] for test in seen.values() if kind in test)
            for reason, number in reasons.most_common():
                print(f"  {kind}: {number} × {reason}")
