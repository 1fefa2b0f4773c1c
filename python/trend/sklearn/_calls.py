"""The functions of the Swift library that the estimators call."""

from __future__ import annotations

import ctypes
import logging
import os
from collections.abc import Callable
from ctypes import POINTER, c_double, c_int32, c_int64, c_uint64, c_void_p
from typing import Any

import numpy as np
import numpy.typing as npt

from .._jobs import Job, wait
from .._library import Bytes, call, library

_FAILURE = POINTER(Bytes)
_HANDLE = POINTER(c_void_p)
_TEXTS = [c_void_p, c_void_p, c_int64, c_void_p, c_int64, c_int32]
_MATRIX = [c_int64, c_int64, c_void_p, c_void_p, c_void_p]
_SIGNATURES: dict[str, tuple[list[Any], Any]] = {
    "trend_ngrams_learn": ([*_TEXTS, c_int32, c_int32, c_int64, c_int64, c_int32, _HANDLE, _FAILURE], c_int32),
    "trend_ngrams_count": ([c_void_p, *_TEXTS, c_int32, _HANDLE, _FAILURE], c_int32),
    "trend_ngrams_columns": ([c_void_p], c_int64),
    "trend_ngrams_frequencies": ([c_void_p, c_void_p, c_void_p], None),
    "trend_ngrams_keep": ([c_void_p, c_void_p], None),
    "trend_ngrams_finish": ([c_void_p], c_int64),
    "trend_ngrams_largest": ([c_void_p], c_int64),
    "trend_ngrams_write": (
        [c_void_p, c_void_p, c_void_p, c_void_p, c_int32, c_int32, c_void_p, c_int64, c_void_p, c_int32],
        None,
    ),
    "trend_ngrams_vocabulary": ([c_void_p], c_void_p),
    "trend_vocabulary_terms": ([c_void_p, _FAILURE, _FAILURE], None),
    "trend_vocabulary_make": ([c_void_p, c_void_p, c_int64, c_int32, c_int32, _HANDLE, _FAILURE], c_int32),
    "trend_logistic_newton": (
        [
            c_void_p, *_MATRIX, c_void_p, c_void_p, c_int32, c_double, c_int32, c_double, c_int64, c_int32, c_void_p,
            c_void_p, _FAILURE,
        ],
        c_int32,
    ),
    "trend_logistic_dual": (
        [
            c_void_p, *_MATRIX, c_void_p, c_void_p, c_int32, c_int32, c_double, c_int32, c_double, c_int64, c_uint64,
            c_int32, c_void_p, c_void_p, _FAILURE,
        ],
        c_int32,
    ),
    "trend_nmf_descend": (
        [
            c_void_p, *_MATRIX, c_int32, c_void_p, c_void_p, c_int32, c_void_p, c_void_p, c_double, c_int64, c_int32,
            c_void_p, _FAILURE,
        ],
        c_int32,
    ),
    "trend_nmf_fit": (
        [c_void_p, *_MATRIX, c_int32, c_double, c_int64, c_uint64, c_int32, c_void_p, c_void_p, c_void_p, _FAILURE],
        c_int32,
    ),
}


def _declare() -> None:
    for name, (arguments, result) in _SIGNATURES.items():
        function = getattr(library, name)
        function.argtypes = arguments
        function.restype = result


_declare()


class NotOffered(ValueError):
    """An option of scikit-learn's class that trend's class does not have; the message names what is offered."""


_log = logging.getLogger("trend.sklearn")
_said: set[str] = set()


def say_once(text: str) -> None:
    """Logs a note as a warning, once per process, so that a search over many fits does not repeat it."""
    if text not in _said:
        _said.add(text)
        _log.warning(text)


_is_forked = False


def _note_fork() -> None:
    global _is_forked
    _is_forked = True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_fork)


def threads() -> int:
    """The number of processors that this process may use.

    A process that was forked has one: the threads of the library stay behind in its parent. The processes that joblib
    starts are not forked.
    """
    if _is_forked:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fit_in_library(name: str, arguments: Callable[[], tuple[Any, ...]]) -> None:
    """Calls a function that fits, in a thread of its own so that Ctrl-C is heard.

    Parameters
    ----------
    arguments
        Gives them when the fit begins. It keeps the arrays that they point to until the fit has ended, whoever waits.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C. The fit ends with its next iteration.
    """

    def work(job: Job) -> None:
        call(name, job, *arguments())

    wait(work, progress=False)


def pointer(array: npt.NDArray[Any]) -> int:
    """Where an array in one piece begins."""
    assert array.flags.c_contiguous or array.flags.f_contiguous
    return int(array.ctypes.data)


def kind(dtype: npt.DTypeLike) -> int:
    """The number of a type of values in the calls: 0 float64, 1 float32, 2 int64."""
    return {"float64": 0, "float32": 1, "int64": 2}[np.dtype(dtype).name]
