"""Matrices as the library's calls take them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ._calls import pointer


class Matrix(NamedTuple):
    """A matrix whose memory the library reads in place: dense, or sparse by rows."""

    shape: tuple[int, int]
    offsets: npt.NDArray[np.int64] | None
    indices: npt.NDArray[np.int32] | None
    values: npt.NDArray[Any]

    @staticmethod
    def of(X: Any, dtype: npt.DTypeLike) -> Matrix:
        """A checked matrix; nothing is copied where the type is right."""
        if not sp.issparse(X):
            return Matrix(X.shape, None, None, np.ascontiguousarray(X, dtype=dtype))
        if X.format != "csr":
            X = X.tocsr()
        if len(X.indices) != len(X.data) or len(X.data) != X.indptr[-1]:
            # Room for more entries than there are.
            X = sp.csr_array((X.data[: X.indptr[-1]], X.indices[: X.indptr[-1]], X.indptr), shape=X.shape)
        if not X.has_canonical_format:
            X = X.copy()
            X.sum_duplicates()
        if X.shape[0] > np.iinfo(np.int32).max or X.shape[1] > np.iinfo(np.int32).max:
            raise ValueError(f"a sparse matrix of {X.shape[0]} × {X.shape[1]} is too large; 2³¹ − 1 is the limit")
        offsets, indices = np.asarray(X.indptr), np.asarray(X.indices)
        # The library trusts them: a wrong one would read beyond the memory of the matrix.
        if (
            offsets[0] != 0
            or np.any(np.diff(offsets) < 0)
            or not offsets[-1] == len(indices) == len(X.data)
            or (len(indices) > 0 and (indices.min() < 0 or indices.max() >= X.shape[1]))
        ):
            raise ValueError("the sparse matrix is damaged: its indices point beyond its rows or columns")
        return Matrix(
            X.shape,
            np.ascontiguousarray(offsets, dtype=np.int64),
            np.ascontiguousarray(indices, dtype=np.int32),
            np.ascontiguousarray(X.data, dtype=dtype),
        )

    def arguments(self) -> list[Any]:
        """As the calls take them."""
        return [
            *self.shape,
            None if self.offsets is None else pointer(self.offsets),
            None if self.indices is None else pointer(self.indices),
            pointer(self.values),
        ]
