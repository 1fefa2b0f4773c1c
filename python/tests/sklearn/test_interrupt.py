"""Ctrl-C is heard while an estimator fits."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from trend.sklearn import NMF, LogisticRegression

RANDOM = np.random.RandomState(0)
DENSE = np.abs(RANDOM.normal(size=(600, 600)))
SPARSE = sp.random(4000, 3000, density=0.05, random_state=RANDOM, format="csr")
#: Each takes a minute and more.
FITS: dict[str, Callable[[], Any]] = {
    "NMF": lambda: NMF(n_components=60, init="random", tol=0, max_iter=20000, random_state=0).fit(DENSE),
    "sparse NMF": lambda: NMF(n_components=60, init="nndsvd", tol=0, max_iter=20000, random_state=0).fit(SPARSE),
    "regression": lambda: LogisticRegression(C=1e6, tol=1e-12, max_iter=20000).fit(
        RANDOM.normal(size=(6000, 800)), RANDOM.randint(0, 20, 6000)
    ),
    "sparse regression": lambda: LogisticRegression(C=1e3, tol=1e-12, max_iter=20000).fit(
        SPARSE, RANDOM.randint(0, 40, 4000)
    ),
}


@pytest.mark.parametrize("name", FITS)
def test_a_fit_can_be_interrupted(name: str) -> None:
    # Programs that a shell started in the background ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            FITS[name]()
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
    # And the library no longer works on it.
    deadline = time.monotonic() + 30
    while any(thread.name == "trend" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
