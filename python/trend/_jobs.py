"""Runs the library's jobs, with progress and Ctrl-C."""

from __future__ import annotations

import ctypes
import json
import math
import numbers
import os
import pathlib
import re
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from ._frames import Articles, path_of
from ._library import Bytes, Handle, OptionError, RejectsError, TrendError, call, library
from ._options import Options
from ._reading import Reading, rejects_frame
from ._tables import frame_of

Value = TypeVar("Value")

#: Seconds before a bar appears.
_PATIENCE = 2.0
#: Seconds between two looks at a job.
_PAUSE = 0.5
#: Seconds that a cancelled job may take until the caller gets back control; then it ends behind the scenes.
_LAST_ORDERS = 1.0


class Job(Handle):
    """A job that another thread may look at and cancel while it runs."""

    def __init__(self) -> None:
        super().__init__(ctypes.c_void_p(library.trend_job_open()))

    def progress(self) -> dict[str, Any] | None:
        said = Bytes()
        library.trend_job_progress(self, ctypes.byref(said))
        progress: dict[str, Any] | None = said.json()
        return progress

    def cancel(self) -> None:
        library.trend_job_cancel(self)

    def run(self, request: Mapping[str, Any]) -> Any:
        text = encoded(request)
        result = Bytes()
        call("trend_job_run", self, text, len(text), ctypes.byref(result))
        return result.json()


def encoded(request: Mapping[str, Any]) -> bytes:
    """A request as JSON, without options that were not given.

    Raises
    ------
    OptionError
        Where a number is none that the library can hold.
    """
    return json.dumps(_given(request), ensure_ascii=True, default=_plain).encode()


_WHOLE = {"seed", "threads", "top", "count", "min_df", "min_label_count", "folds", "record", "limit", "topics"}


def _given(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _given(item, name) for name, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_given(item, name) for item in value]
    if isinstance(value, str) and name not in _WHOLE:
        try:
            value.encode()
        except UnicodeEncodeError:
            raise OptionError(f"{name} is {value!r}; it has half a character") from None
        return value
    if name in _WHOLE or isinstance(value, numbers.Integral) and not isinstance(value, bool):
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise OptionError(f"{name} is {value!r}; it must be a whole number")
        # Nothing is counted that there are more of.
        low, high = (0, 2**64) if name == "seed" else (-(2**31), 2**31)
        if not low <= int(value) < high:
            raise OptionError(f"{name} is {value}; it must be " + ("from 0 on" if value < 0 else f"below {high}"))
        return int(value)
    if isinstance(value, numbers.Real) and not isinstance(value, bool) and not math.isfinite(value):
        raise OptionError(f"{name} is {value}; a number is needed")
    return value


def _plain(value: Any) -> Any:
    """Numbers of numpy, and paths."""
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"an option cannot be a {type(value).__name__}")


class Outcome:
    """What a job gave: texts, lines of JSON, tables, and what it says of the articles."""

    def __init__(self, said: Mapping[str, Any], reading: Reading) -> None:
        self.text: str = said["text"]
        self.values: list[Any] = [json.loads(line) for line in said["json"].splitlines() if line]
        self.tables: dict[str, pd.DataFrame] = {table["name"]: frame_of(table) for table in said["tables"]}
        self.reading = reading


def run(
    job: str,
    options: Mapping[str, Any],
    articles: Articles | None = None,
    given: Options | None = None,
    *,
    others: Sequence[Articles] = (),
    progress: bool = True,
    quiet: bool = False,
) -> Outcome:
    """Runs a job that is described by its options.

    Parameters
    ----------
    articles
        What it reads.
    given
        How it reads, and what is shown.
    others
        Further articles, which the options name.
    progress
        Whether a bar is shown after two seconds, of a job that reads nothing.
    quiet
        Whether nothing is said of how the articles were read, of such a job; the result has it.
    """
    reading = None
    if given is not None:
        reading, progress, quiet = given.reading, given.progress, given.quiet
    kept = [*others, *([articles] if articles is not None else [])]

    def work(running: Job, rejects: str | None) -> Any:
        request: dict[str, Any] = {"job": job, **options}
        if reading is not None or articles is not None:
            request["reading"] = reading_options(reading or {}, articles, rejects)
        said = running.run(request)
        # The frames stay until the job has ended, whoever waits for it.
        assert kept is not None
        return said

    said, rejects = with_rejects(work, articles, reading, progress)
    notes = [note for part in kept for note in part.notes]
    outcome = Outcome(said, Reading(said["fields"], [*notes, *without_path(said["notes"], "reading.rejects")], rejects))
    if not quiet:
        outcome.reading.tell()
    return outcome


def reading_options(reading: Mapping[str, Any], articles: Articles | None, rejects: str | None) -> dict[str, Any]:
    return {**reading, "articles": articles.paths if articles is not None else None, "rejects": rejects}


def with_rejects(
    work: Callable[[Job, str | None], Value],
    articles: Articles | None,
    reading: Mapping[str, Any] | None,
    progress: bool,
) -> tuple[Value, pd.DataFrame]:
    """Does work that may write a list of rejects, and reads the list.

    An archive alone is read as a whole, which a list would keep it from: it has no records that cannot be read.
    """
    try:
        return _with_rejects(work, articles, reading, progress)
    except TrendError as error:
        # A column that was left out may be what is missing.
        if articles is None or not articles.notes or isinstance(error, RejectsError):
            raise
        raise type(error)("\n".join([*articles.notes, str(error)])) from None


def _with_rejects(
    work: Callable[[Job, str | None], Value],
    articles: Articles | None,
    reading: Mapping[str, Any] | None,
    progress: bool,
) -> tuple[Value, pd.DataFrame]:
    asked = (reading or {}).get("rejects")
    if articles is None or (asked is None and not articles.frames and all(map(_is_archive, articles.paths))):
        return wait(lambda job: work(job, None), progress), rejects_frame([])

    def listed(job: Job) -> tuple[Value, pd.DataFrame]:
        with tempfile.TemporaryDirectory(prefix="trend-") as folder:
            path = asked or os.path.join(folder, "rejects.txt")
            try:
                value = work(job, path)
            except RejectsError as error:
                told = RejectsError("\n".join([*articles.notes, *without_path([str(error)], "the error's rejects")]))
                told.rejects = _rejects(path)
                raise told from None
            return value, _rejects(path)

    value, rejects = wait(listed, progress)
    return value, rejects


_LISTED = re.compile(r"all are listed in \S*[/\\]trend-[^/\\]+[/\\]rejects\.txt")


def without_path(notes: Iterable[str], place: str) -> list[str]:
    """Notes that name the place where the caller finds the rejects, not a file that is gone."""
    return [_LISTED.sub(f"{place} lists them all", note) for note in notes]


def _rejects(path: str) -> pd.DataFrame:
    file = pathlib.Path(path)
    return rejects_frame(file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else [])


def _is_archive(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def wait(work: Callable[[Job], Value], progress: bool) -> Value:
    """Does work in a thread of its own, so that Ctrl-C is heard and a bar can move.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C. The job ends where it next tells how far it is, and leaves nothing behind.
    """
    job = Job()
    if not progress and threading.current_thread() is not threading.main_thread():
        return work(job)
    values: list[Value] = []
    errors: list[BaseException] = []

    def worker() -> None:
        try:
            values.append(work(job))
        except BaseException as error:  # it is raised again by the caller
            errors.append(error)

    thread = threading.Thread(target=worker, name="trend", daemon=True)
    thread.start()
    bar = _Bar() if progress else None
    try:
        while thread.is_alive():
            thread.join(0.1)
            if bar is not None and thread.is_alive():
                bar.show(job)
    except BaseException:
        job.cancel()
        thread.join(_LAST_ORDERS)
        raise
    finally:
        if bar is not None:
            bar.close()
    if errors:
        raise errors[0]
    return values[0]


class _Bar:
    """A bar of tqdm, where that is installed, once a job has taken some seconds."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._shown = -1.0
        self._bar: Any = None

    def show(self, job: Job) -> None:
        now = time.monotonic()
        if now - self._start < _PATIENCE or now - self._shown < _PAUSE:
            return
        progress = job.progress()
        if progress is None:
            return
        if self._bar is None:
            self._bar = _tqdm(now - self._start)
        if self._bar is None:
            return
        self._shown = now
        self._bar.set_description_str(progress["text"], refresh=False)
        self._bar.n = round(100 * (progress.get("share") or 0))
        self._bar.refresh()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _tqdm(elapsed: float) -> Any:
    """A bar that began some seconds ago; None without tqdm."""
    try:
        with warnings.catch_warnings():
            # Of widgets that are missing, where a line of text does as well.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm

            bar = tqdm(total=100, leave=False, bar_format="{desc} {percentage:3.0f}%|{bar}| {elapsed}", delay=1e-9)
    except ImportError:
        return None
    bar.start_t -= elapsed
    return bar


def texts(values: Any, option: str) -> list[str] | None:
    """One text or several."""
    if values is None:
        return None
    if isinstance(values, str):
        return [values]
    if isinstance(values, Mapping):
        return [
            f"{name}={'|'.join([spellings] if isinstance(spellings, str) else list(spellings))}"
            for name, spellings in values.items()
        ]
    if not isinstance(values, Iterable):
        raise TypeError(f"{option}: texts are needed, not a {type(values).__name__}")
    found = list(values)
    for value in found:
        if not isinstance(value, str):
            raise TypeError(f"{option}: texts are needed, not a {type(value).__name__}")
    return found


def optional_path(value: Any, option: str) -> str | None:
    return None if value is None else path_of(value, option)


for _name, _types in {
    "trend_job_progress": [ctypes.c_void_p] * 2,
    "trend_job_cancel": [ctypes.c_void_p],
    "trend_job_run": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p],
    "trend_job_open": [],
}.items():
    getattr(library, _name).argtypes = _types
library.trend_job_open.restype = ctypes.c_void_p
library.trend_job_progress.restype = None
library.trend_job_cancel.restype = None
