"""A vocabulary that the library holds."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any

import numpy as np

from .._library import Bytes, Handle, call, library
from ._calls import pointer
from ._texts import encode


class Vocabulary:
    """The library's vocabulary, and the terms as Python holds them once somebody asked."""

    def __init__(self, handle: Handle, columns: int, ngram_range: tuple[int, int]) -> None:
        self.handle = handle
        self.columns = columns
        self.ngram_range = ngram_range
        self.terms: Mapping[str, int] | None = None

    @staticmethod
    def made(terms: Mapping[Any, Any], ngram_range: tuple[int, int]) -> Vocabulary | None:
        """A vocabulary of given terms; None if they are not texts with the columns 0, 1, 2, …"""
        if not all(type(term) is str for term in terms):
            return None
        columns = np.fromiter(terms.values(), dtype=np.int64, count=len(terms))
        order = np.argsort(columns, kind="stable")
        if not np.array_equal(columns[order], np.arange(len(terms))):
            return None
        every = list(terms)
        scalars, offsets = encode([every[index] for index in order])
        handle = ctypes.c_void_p()
        call(
            "trend_vocabulary_make", pointer(scalars), pointer(offsets), len(terms), *ngram_range,
            ctypes.byref(handle),
        )
        vocabulary = Vocabulary(Handle(handle), len(terms), ngram_range)
        vocabulary.terms = terms
        return vocabulary

    def belongs_to(self, terms: Mapping[str, int] | None, ngram_range: tuple[int, int]) -> bool:
        """Whether these are its terms, or nobody asked for them yet."""
        if self.ngram_range != ngram_range:
            return False
        return terms is None or (terms is self.terms and len(terms) == self.columns)

    def dictionary(self) -> dict[str, int]:
        """The terms with their columns."""
        scalars, lengths = Bytes(), Bytes()
        library.trend_vocabulary_terms(self.handle._as_parameter_, ctypes.byref(scalars), ctypes.byref(lengths))
        text = scalars.take().decode("utf-32-le")
        ends = np.cumsum(np.frombuffer(lengths.take(), dtype=np.uint8), dtype=np.int64).tolist()
        starts = [0, *ends[:-1]]
        terms = {text[start:end]: column for column, (start, end) in enumerate(zip(starts, ends))}
        self.terms = terms
        return terms
