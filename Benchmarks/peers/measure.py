"""What one run of one piece of work took, and the inputs that both sides read."""
import ctypes
import gc
import json
import sys
import time

import numpy as np
from scipy.sparse import csr_matrix


def memory(name):
    """In bytes, as Linux counts it: VmRSS is now, VmHWM the peak."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


class Measure:
    """`with Measure() as measure: work`, then `measure.report(…)`; the same as trend-bench's Measurement."""

    def __enter__(self):
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        self.earlier_peak = memory("VmHWM")
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
        self.before = memory("VmRSS")
        self.start, self.cpu_start = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.start
        self.cpu_seconds = time.process_time() - self.cpu_start
        self.peak = memory("VmHWM")

    def report(self, times=1, **quality):
        print(json.dumps({
            "seconds": self.seconds / times, "cpu_seconds": self.cpu_seconds / times,
            "peak_bytes": max(self.peak, self.earlier_peak), "extra_bytes": self.peak - self.before,
            "quality": quality}))


def read_texts(path, every=1):
    """Normalized texts, one a line."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [line[:-1] for line in lines][::every]


def read_matrix(path, dtype=np.float32):
    """A matrix that trend-bench wrote, and its rows' labels."""
    with open(path + ".width") as file:
        width = int(file.read())
    offsets = np.fromfile(path + ".offsets", np.int64)
    # scikit-learn's solvers want both kinds of index in 32 bits.
    matrix = csr_matrix(
        (np.fromfile(path + ".values", np.float32).astype(dtype), np.fromfile(path + ".columns", np.int32),
         offsets.astype(np.int32)), shape=(len(offsets) - 1, width))
    return matrix, np.fromfile(path + ".labels", np.int32)


def fail(message):
    sys.exit(f"{sys.argv[0]}: {message}")
