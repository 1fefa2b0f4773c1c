"""Nonnegative matrix factorization."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn import decomposition as scikit
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state

from .._library import TrendError
from ._calls import NotOffered, fit_in_library, pointer, threads
from ._matrices import Matrix

# From so many products of entries and components on, the solver for large sparse matrices takes over.
_MANY_PRODUCTS = 2_000_000
# A product of two factors, components × components, has to fit into memory.
_MOST_COMPONENTS = 20_000
# Its tolerance is on the norm of the gradient. With this factor it ends at a lower error than scikit-learn's solver.
_TIMES_THE_TOLERANCE = 100


class NMF(scikit.NMF):
    """scikit-learn's ``NMF`` with the solver ``cd``, computed by trend's library.

    The objective, the parameters and the attributes are those of ``sklearn.decomposition.NMF``. The library makes the
    steps of scikit-learn's solver ``cd`` in double precision on all processors, so the same start gives the same
    factors.

    A large sparse matrix without penalties and with an ``init`` of None, "nndsvd", "nndsvda" or "nndsvdar" is
    factorized by trend's own solver in single precision: it starts from the factors of the matrix projected onto its
    leading singular space and extrapolates its steps, so it takes few iterations to an error that is at most
    scikit-learn's. Its components come in the order of their weight.

    Not offered: ``solver="mu"`` and with it other losses than "frobenius". A ``ValueError`` says so; use scikit-learn's
    class for them.

    See Also
    --------
    sklearn.decomposition.NMF : all parameters and attributes.

    Examples
    --------
    >>> import numpy as np
    >>> from trend.sklearn import NMF
    >>> X = np.array([[1, 1], [2, 1], [3, 1.2], [4, 1], [5, 0.8], [6, 1]])
    >>> NMF(n_components=2, init="random", random_state=0).fit_transform(X).shape
    (6, 2)
    """

    def _check_params(self, X: Any) -> Any:
        if self.solver != "cd":
            raise NotOffered(
                f"trend's NMF offers solver='cd' with beta_loss='frobenius', not solver={self.solver!r} with "
                f"beta_loss={self.beta_loss!r}; use sklearn.decomposition.NMF for it"
            )
        checked = super()._check_params(X)
        components = self._n_components if self._n_components != "auto" else 1
        if components > _MOST_COMPONENTS:
            raise NotOffered(
                f"trend's NMF offers up to {_MOST_COMPONENTS} components, not n_components={components}; use "
                "sklearn.decomposition.NMF for more"
            )
        return checked

    def _fit_transform(
        self, X: Any, y: Any = None, W: Any = None, H: Any = None, update_H: bool = True
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any], int]:
        self._check_params(X)
        is_large = update_H and W is None and H is None and self._is_large(X)
        found = self._factorized(X) if is_large else None
        if found is None:
            W, H = self._check_w_h(X, W, H, update_H)
            found = self._descended(X, W, H, update_H)
        W, H, iterations = found
        if iterations == self.max_iter and self.tol > 0:
            warnings.warn(
                f"Maximum number of iterations {self.max_iter} reached. Increase it to improve convergence.",
                ConvergenceWarning,
                stacklevel=4,
            )
        return W, H, iterations

    def _is_large(self, X: Any) -> bool:
        """Whether the solver for large sparse matrices does the same work."""
        components = self._n_components
        if not sp.issparse(X) or components == "auto" or X.nnz * components < _MANY_PRODUCTS:
            return False
        if self.init not in (None, "nndsvd", "nndsvda", "nndsvdar") or components > min(X.shape):
            return False
        largest = X.data.max()
        return self.alpha_W == 0 and self.alpha_H in (0, "same") and X.data.min() >= 0 and 1e-6 < largest < 1e6

    def _factorized(self, X: Any) -> tuple[npt.NDArray[Any], npt.NDArray[Any], int] | None:
        """Factorizes a large sparse matrix; None where that fails."""
        matrix = Matrix.of(X, np.float32)
        components = int(self._n_components)
        W = np.zeros((X.shape[0], components), dtype=np.float32)
        H = np.zeros((X.shape[1], components), dtype=np.float32)
        outcome = np.zeros(3)
        seed = check_random_state(self.random_state).randint(2**31 - 1) if self.random_state is not None else 1
        try:
            fit_in_library(
                "trend_nmf_fit",
                lambda: (
                    *matrix.arguments(), components, min(0.1, max(1e-7, self.tol * _TIMES_THE_TOLERANCE)),
                    int(self.max_iter), int(seed), threads(), pointer(W), pointer(H), pointer(outcome),
                ),
            )
        except TrendError:
            return None
        # Each component's parts in W and H get the same length, as at scikit-learn's start.
        lengths = np.linalg.norm(W, axis=0), np.linalg.norm(H, axis=0)
        scales = np.sqrt(np.divide(lengths[1], lengths[0], out=np.ones_like(lengths[0]), where=lengths[0] > 0))
        scales[scales == 0] = 1
        W *= scales
        H /= scales
        iterations = int(outcome[0])
        return W.astype(X.dtype, copy=False), H.T.astype(X.dtype, copy=False), iterations

    def _descended(
        self, X: Any, W: npt.NDArray[Any], H: npt.NDArray[Any], update_H: bool
    ) -> tuple[npt.NDArray[Any], npt.NDArray[Any], int]:
        """Makes the steps of scikit-learn's solver."""
        matrix = Matrix.of(X, np.float64)
        dtype = X.dtype
        components = W.shape[1]
        own_W = np.array(W, dtype=np.float64, order="C")
        own_H = np.array(H.T, dtype=np.float64, order="C")
        l1_W, l1_H, l2_W, l2_H = self._compute_regularization(X)
        penalties = np.array([l1_W, l2_W, l1_H, l2_H], dtype=np.float64)
        orders = None
        if self.shuffle:
            random = check_random_state(self.random_state)
            updates = self.max_iter * (2 if update_H else 1)
            orders = np.stack([random.permutation(components) for _ in range(updates)]).astype(np.int32)
        outcome = np.zeros(1)
        fit_in_library(
            "trend_nmf_descend",
            lambda: (
                *matrix.arguments(), components, pointer(own_W), pointer(own_H), int(update_H), pointer(penalties),
                None if orders is None else pointer(orders), float(self.tol), int(self.max_iter), threads(),
                pointer(outcome),
            ),
        )
        iterations = int(outcome[0])
        if not update_H:
            return own_W.astype(dtype, copy=False), H, iterations
        return own_W.astype(dtype, copy=False), own_H.T.astype(dtype, copy=False), iterations
