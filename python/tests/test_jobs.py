"""Progress, Ctrl-C, threads, and equality with the command."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pandas as pd
import pytest

import trend
from trend import _jobs

from .sample import articles


def test_other_threads_run_meanwhile(tmp_path: pathlib.Path) -> None:
    frame = articles(6000)
    counts = [0]
    stop = threading.Event()

    def count() -> None:
        while not stop.is_set():
            counts[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    # Called without a thread of its own, the library must let go of the lock by itself.
    trained = threading.Thread(
        target=lambda: trend.train(frame, text="正文", label="行业", model=tmp_path / "m.trend", progress=False)
    )
    before = counts[0]
    trained.start()
    trained.join()
    stop.set()
    thread.join()
    assert (tmp_path / "m.trend").exists()
    assert counts[0] - before > 10


def test_jobs_at_once(df: pd.DataFrame, new: pd.DataFrame, model: trend.Model, tmp_path: pathlib.Path) -> None:
    expected = model.tag(new)["标注依据"].to_list()
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for _ in range(3):
                assert model.tag(new)["标注依据"].to_list() == expected
                path = tmp_path / f"{number}.trend"
                trend.train(df, text="正文", label="行业", model=path, min_label_count=1)
                assert path.read_bytes() == pathlib.Path(model.path).read_bytes()
                assert len(trend.watch(df, ["具身智能"], text="正文").periods) == 3
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors


def test_a_job_can_be_cancelled(tmp_path: pathlib.Path) -> None:
    frame = articles(4000)
    # Programs that a shell started in the background ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    try:
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            # Longer than anybody waits.
            trend.train(frame, text="正文", label="行业", model=tmp_path / "m.trend", tolerance=1e-12, C="auto")
        assert time.monotonic() - started < 30
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 120
    while any(thread.name == "trend" for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not list(tmp_path.iterdir())


def test_a_cancelled_job_leaves_nothing(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    from trend._frames import Articles

    job = _jobs.Job()
    job.cancel()
    request = {
        "job": "train",
        "reading": {"articles": Articles(df).paths},
        "training": {},
        "compute": {},
        "model": str(tmp_path / "m.trend"),
    }
    with pytest.raises(trend.TrendError):
        job.run(request)
    assert not list(tmp_path.iterdir())


def test_progress(df: pd.DataFrame, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    class Bar:
        n = 0

        def set_description_str(self, text: str, refresh: bool) -> None:
            shown.append(text)

        def refresh(self) -> None: ...

        def close(self) -> None:
            shown.append("closed")

    monkeypatch.setattr(_jobs, "_PATIENCE", 0.0)
    monkeypatch.setattr(_jobs, "_PAUSE", 0.0)
    monkeypatch.setattr(_jobs, "_tqdm", lambda elapsed: Bar())
    trend.train(articles(4000), text="正文", label="行业", model=tmp_path / "m.trend")
    assert "closed" in shown and len(shown) > 1
    shown.clear()
    trend.train(df, text="正文", label="行业", model=tmp_path / "m.trend", progress=False)
    assert shown == []


def test_requests_that_are_none() -> None:
    job = _jobs.Job()
    for request in ({}, {"job": "dance"}, {"job": "watch"}, {"job": "train", "reading": 3}, {"job": ["train"]}):
        with pytest.raises(trend.OptionError):
            job.run(request)


def _command() -> str | None:
    """The command as it was built last, if it was built of these sources; or the one that TREND names."""
    if "TREND" in os.environ:
        return os.environ["TREND"]
    project = pathlib.Path(__file__).resolve().parents[2]
    built = project / ".build" / "release" / "trend"
    sources = max(file.stat().st_mtime for file in (project / "Sources").rglob("*.swift"))
    return str(built) if built.exists() and built.stat().st_mtime > sources else None


@pytest.mark.skipif(_command() is None, reason="trend is not built of these sources: make build")
def test_the_command_gives_the_same(df: pd.DataFrame, new: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    command = _command()
    assert command is not None
    for name, frame in {"known": df, "new": new}.items():
        (tmp_path / f"{name}.jsonl").write_text(frame.to_json(orient="records", lines=True, force_ascii=False))

    def run(*arguments: str) -> str:
        return subprocess.run([command, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    run("train", "known.jsonl", "--text", "正文", "--label", "行业", "--min-label-count", "1", "--model", "c.trend")
    model = trend.train(df, text="正文", label="行业", min_label_count=1, model=tmp_path / "p.trend")
    assert (tmp_path / "c.trend").read_bytes() == (tmp_path / "p.trend").read_bytes()
    run("tag", "new.jsonl", "--model", "c.trend", "--output", "tagged.csv")
    table = pd.read_csv(tmp_path / "tagged.csv")
    tagged = model.tag(new)
    for name in ("预测行业", "行业概率", "标注依据"):
        assert list(table[name]) == list(tagged[name])
    terms = ["具身智能", "光刻机"]
    said = run("watch", "known.jsonl", *terms, "--text", "正文", "--json")
    assert [json.loads(line) for line in said.splitlines()] == trend.watch(df, terms, text="正文").values
    said = run("topics", "known.jsonl", "--count", "3", "--text", "正文", "--json")
    topics = trend.topics(df, count=3, text="正文")
    assert [json.loads(line)["phrases"] for line in said.splitlines()] == [value["phrases"] for value in topics.values]
    said = run("evaluate", "new.jsonl", "--model", "c.trend", "--json")
    assert json.loads(said) == trend.evaluate(new, model).values[0]


def test_the_package_needs_no_notebook(tmp_path: pathlib.Path) -> None:
    names = ["altair", "matplotlib", "tqdm", "IPython", "sklearn"]
    code = f"import sys, trend; print([name for name in {names} if name in sys.modules])"
    place = pathlib.Path(trend.__file__).parent.parent
    found = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place)},
    )
    assert found.stdout.strip() == "[]"
