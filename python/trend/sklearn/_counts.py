"""Counts of n-grams that the library holds, and the matrices that they become."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .._library import Handle, call, library
from ._calls import kind, pointer, threads
from ._texts import Texts
from ._vocabulary import Vocabulary

try:
    from sklearn.utils import _align_api_if_sparse as as_configured
except ImportError:  # scikit-learn before 1.9 has matrices alone

    def as_configured(X: Any) -> Any:
        """The matrix in the form that scikit-learn is set to return."""
        return sp.csr_matrix(X)


_NORMS = {None: 0, "l1": 1, "l2": 2}


class Counts:
    """How often each n-gram occurs in each document."""

    def __init__(self, handle: ctypes.c_void_p, rows: int, columns: int) -> None:
        self.handle = Handle(handle)
        self.rows = rows
        self.columns = columns
        self._entries: int | None = None

    @staticmethod
    def learned(texts: Texts, ngram_range: tuple[int, int], minimum: int, maximum: int) -> Counts:
        """Learns the n-grams that are in so many documents; -1 columns mean that there is no n-gram at all."""
        opened = ctypes.c_void_p()
        call(
            "trend_ngrams_learn", *texts.arguments(), *ngram_range, minimum, maximum, threads(), ctypes.byref(opened)
        )
        return Counts(opened, texts.documents, library.trend_ngrams_columns(opened))

    @staticmethod
    def of(vocabulary: Vocabulary, texts: Texts) -> Counts:
        """Counts the n-grams of a vocabulary."""
        opened = ctypes.c_void_p()
        call(
            "trend_ngrams_count", vocabulary.handle._as_parameter_, *texts.arguments(), threads(),
            ctypes.byref(opened),
        )
        return Counts(opened, texts.documents, vocabulary.columns)

    def frequencies(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        """The documents with each n-gram that was learned, and its occurrences in all."""
        documents, occurrences = np.empty(self.columns, dtype=np.uint32), np.empty(self.columns, dtype=np.uint32)
        library.trend_ngrams_frequencies(self.handle._as_parameter_, pointer(documents), pointer(occurrences))
        return documents, occurrences

    def keep(self, kept: npt.NDArray[np.bool_]) -> None:
        """Keeps some of the n-grams that were learned."""
        flags = kept.astype(np.uint8)
        library.trend_ngrams_keep(self.handle._as_parameter_, pointer(flags))
        self.columns = int(flags.sum())

    def vocabulary(self, ngram_range: tuple[int, int]) -> Vocabulary:
        """The vocabulary that was learned."""
        handle = ctypes.c_void_p(library.trend_ngrams_vocabulary(self.handle._as_parameter_))
        return Vocabulary(Handle(handle), self.columns, ngram_range)

    def matrix(self, dtype: npt.DTypeLike, *, binary: bool, weights: Any = None) -> Any:
        """The counts as SciPy holds them, or the weights that a fitted ``TfidfTransformer`` makes of them."""
        if self._entries is None:
            self._entries = int(library.trend_ngrams_finish(self.handle._as_parameter_))
        entries = self._entries
        written = np.dtype(dtype) if np.dtype(dtype).name in ("float32", "float64") else np.dtype(np.int64)
        offsets = np.empty(self.rows + 1, dtype=np.int64)
        indices = np.empty(entries, dtype=np.int32)
        values = np.empty(entries, dtype=written)
        frequencies, factors, norm = None, None, None
        if weights is not None:
            frequencies, factors, norm = self._weights(written, weights, binary=binary)
        library.trend_ngrams_write(
            self.handle._as_parameter_, pointer(offsets), pointer(indices), pointer(values), kind(written),
            int(binary), None if frequencies is None else pointer(frequencies),
            0 if frequencies is None else len(frequencies), None if factors is None else pointer(factors),
            _NORMS[norm],
        )
        if entries <= np.iinfo(np.int32).max:
            offsets = offsets.astype(np.int32)
        X = as_configured(
            sp.csr_array((values.astype(dtype, copy=False), indices, offsets), shape=(self.rows, self.columns))
        )
        X.has_sorted_indices = True
        X.has_canonical_format = True
        return X

    def _weights(self, dtype: np.dtype[Any], weights: Any, *, binary: bool) -> tuple[Any, Any, str | None]:
        """The term frequency of each count, the factor of each column, and the norm."""
        frequencies = None
        if weights.sublinear_tf:
            largest = 1 if binary else int(library.trend_ngrams_largest(self.handle._as_parameter_))
            with np.errstate(divide="ignore"):
                frequencies = np.log(np.arange(largest + 1, dtype=dtype)) + np.ones((), dtype=dtype)
        factors = getattr(weights, "idf_", None)
        if factors is not None:
            factors = np.ascontiguousarray(factors, dtype=dtype)
            if factors.shape != (self.columns,):
                raise ValueError(f"idf_ has the shape {factors.shape}, but there are {self.columns} terms")
        return frequencies, factors, weights.norm
