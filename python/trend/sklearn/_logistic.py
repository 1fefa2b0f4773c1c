"""Logistic regression."""

from __future__ import annotations

import inspect
import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn import linear_model as scikit
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state, compute_class_weight
from sklearn.utils._param_validation import StrOptions
from sklearn.utils.extmath import softmax
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted

from ._calls import NotOffered, fit_in_library, pointer, threads
from ._compat import validate_data
from ._matrices import Matrix

_DEFAULTS = {
    name: parameter.default
    for name, parameter in inspect.signature(scikit.LogisticRegression.__init__).parameters.items()
}
_DEFAULTS.setdefault("multi_class", "auto")
# From 1.8 on.
_IS_RECENT = _DEFAULTS["penalty"] == "deprecated"

# How a fit that ends early is told: in scikit-learn's words for each solver, so that filters of warnings match.
_UNFINISHED = {
    "lbfgs": "lbfgs failed to converge after {iterations} iterations.",
    "newton-cg": "newton-cg failed to converge after {iterations} iterations. Increase the number of iterations.",
    "newton-cholesky": "Newton solver did not converge after {iterations} iterations.",
    "liblinear": "Liblinear failed to converge, increase the number of iterations.",
    "sag": "The max_iter was reached which means the coef_ did not converge.",
    "saga": "The max_iter was reached which means the coef_ did not converge.",
}

# From so many products of entries and classes on, descent on the dual is faster than Newton's method.
_MANY_PRODUCTS = 1_000_000
# Larger entries and weights of rows leave single precision no digits for the others.
_LARGEST_ENTRY = 1e3
_ROW_WEIGHTS = (1e-6, 1e6)


class LogisticRegression(scikit.LogisticRegression):
    """scikit-learn's ``LogisticRegression`` with an L2 penalty or none, fitted by trend's library.

    The objective, the parameters and the attributes are those of ``sklearn.linear_model.LogisticRegression``. A fit ends
    when no component of the gradient of the mean loss with its penalty is above ``tol``, as with scikit-learn's solver
    ``lbfgs``; it mostly is nearer to the minimum.

    One solver stands behind all names of ``solver``. Many sparse rows, such as texts, are fitted by descent on the dual
    in single precision on all processors, and then by Newton's method in double precision as far as ``tol`` asks for
    it. Dense, small or warm-started fits use Newton's method alone. The intercept is never penalized, also with
    ``solver="liblinear"``; ``intercept_scaling`` and ``n_jobs`` have no effect.

    Not offered: the L1 and elastic-net penalties and ``dual=True``. A ``ValueError`` says so; use scikit-learn's class
    for them.

    Parameters
    ----------
    multi_class : {"auto", "multinomial", "ovr"}, default="auto"
        With three or more classes: one softmax over all, which "auto" means too, or with "ovr" a binary problem for
        each class against the others. scikit-learn 1.8 took this parameter out of its class; here it stays.

    See Also
    --------
    sklearn.linear_model.LogisticRegression : all other parameters and attributes.

    Examples
    --------
    >>> from trend.sklearn import LogisticRegression
    >>> LogisticRegression(C=10).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]).predict([[2.5]])
    array([1])
    """

    _parameter_constraints = {
        **scikit.LogisticRegression._parameter_constraints,
        "multi_class": [StrOptions({"auto", "multinomial", "ovr", "deprecated"})],
    }

    def __init__(
        self,
        penalty: Any = _DEFAULTS["penalty"],
        *,
        C: float = 1.0,
        l1_ratio: float | None = _DEFAULTS["l1_ratio"],
        dual: bool = False,
        tol: float = 1e-4,
        fit_intercept: bool = True,
        intercept_scaling: float = 1,
        class_weight: Any = None,
        random_state: Any = None,
        solver: str = "lbfgs",
        max_iter: int = 100,
        multi_class: str = _DEFAULTS["multi_class"],
        verbose: int = 0,
        warm_start: bool = False,
        n_jobs: int | None = None,
    ) -> None:
        self.penalty = penalty
        self.C = C
        self.l1_ratio = l1_ratio
        self.dual = dual
        self.tol = tol
        self.fit_intercept = fit_intercept
        self.intercept_scaling = intercept_scaling
        self.class_weight = class_weight
        self.random_state = random_state
        self.solver = solver
        self.max_iter = max_iter
        self.multi_class = multi_class
        self.verbose = verbose
        self.warm_start = warm_start
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> LogisticRegression:
        """Fits the model.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_samples, n_features)
            The rows to learn from.
        y : array-like of shape (n_samples,)
            The class of each row.
        sample_weight : array-like of shape (n_samples,), default=None
            The weight of each row's loss, at least 0.

        Returns
        -------
        self : LogisticRegression
        """
        self._validate_params()
        C = self._checked_C()
        if self.n_jobs is not None and _IS_RECENT:
            warnings.warn(
                "'n_jobs' has no effect since 1.8 and will be removed in 1.10. "
                f"You provided 'n_jobs={self.n_jobs}', please leave it unspecified.",
                FutureWarning,
                stacklevel=2,
            )
        takes_large = self.solver not in ("liblinear", "sag", "saga")
        X, y = validate_data(
            self, X, y, accept_sparse="csr", dtype=[np.float64, np.float32], order="C",
            accept_large_sparse=takes_large,
        )
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        classes = len(self.classes_)
        is_one_vs_rest = self._one_vs_rest and classes > 2
        if classes > 2 and self.solver == "liblinear" and not is_one_vs_rest:
            raise ValueError(
                "Only binary classification is supported. The 'liblinear' solver does not support multiclass classification "
                "(n_classes >= 3). Either use another solver, or multi_class='ovr', or wrap the estimator in a "
                "OneVsRestClassifier to keep applying a one-versus-rest scheme."
            )
        if self.solver == "liblinear" and X.max() > 1e30:
            raise ValueError(
                "Using the 'liblinear' solver while X contains a maximum value > 1e30 results in a frozen fit. "
                "Please choose another solver or rescale the input X."
            )
        if classes < 2:
            raise ValueError(
                "This solver needs samples of at least 2 classes in the data, but the data contains only one class: "
                f"{self.classes_[0]!r}"
            )
        weights = _check_sample_weight(sample_weight, X, dtype=np.float64)
        if np.any(weights < 0):
            raise ValueError(f"sample_weight has negative weights, such as {weights.min()}; they must be at least 0")
        if not np.any(weights > 0):
            raise ValueError("Sample weights must contain at least one non-zero number.")
        if self.class_weight is not None and not (is_one_vs_rest and self.class_weight == "balanced"):
            weights = weights * self._class_weights(self.classes_, y, sample_weight)[labels]
        problem = _Problem(self, X, C)
        if classes == 2:
            problem.fit(labels, weights, 1, self._start(0))
        elif not is_one_vs_rest:
            problem.fit(labels, weights, classes, self._start(None))
        elif (
            self.class_weight != "balanced"
            and problem.is_large(labels, weights, classes)
            and self._start(0) is None
        ):
            problem.fit_one_vs_rest(labels, weights, classes)
        else:
            for label in range(classes):
                own = (labels == label).astype(np.int32)
                balance = self.class_weight == "balanced"
                factors = self._class_weights(np.array([0, 1]), own, sample_weight) if balance else np.ones(2)
                problem.fit(own, weights * factors[own], 1, self._start(label))
        features = X.shape[1]
        parameters = np.hstack(problem.parameters)
        self.coef_ = parameters[:features].T
        self.intercept_ = parameters[features].copy() if self.fit_intercept else np.zeros(len(self.coef_), parameters.dtype)
        self.n_iter_ = np.array(problem.iterations, dtype=np.int32)
        if not problem.has_converged:
            told = _UNFINISHED[self.solver].format(iterations=self.n_iter_.max())
            warnings.warn(
                f"{told} Raise max_iter={self.max_iter}, or scale the data, for example with "
                "sklearn.preprocessing.StandardScaler.",
                ConvergenceWarning,
                stacklevel=2,
            )
        return self

    @property
    def _one_vs_rest(self) -> bool:
        """Whether three or more classes make a binary problem each."""
        # Before 1.8, scikit-learn chose that by itself for this solver.
        is_chosen = self.solver == "liblinear" and self.multi_class != "multinomial" and not _IS_RECENT
        return self.multi_class == "ovr" or is_chosen

    def _checked_C(self) -> float:
        """C, infinite without a penalty."""
        penalty = self.penalty
        if penalty == "deprecated":
            if self.l1_ratio is None:
                warnings.warn(
                    "'l1_ratio=None' was deprecated in version 1.8 and will trigger an error in 1.10. "
                    "Use 0<=l1_ratio<=1 instead.",
                    FutureWarning,
                    stacklevel=3,
                )
            penalty = "l2" if not self.l1_ratio else "l1" if self.l1_ratio == 1 else "elasticnet"
        elif _IS_RECENT:
            warnings.warn(
                "'penalty' was deprecated in version 1.8 of scikit-learn and will be removed in 1.10. To avoid this "
                "warning, leave 'penalty' set to its default value and use C=np.inf instead of penalty=None.",
                FutureWarning,
                stacklevel=3,
            )
        if penalty not in ("l2", None):
            raise NotOffered(
                f"trend's LogisticRegression offers penalty='l2' (l1_ratio=0) and no penalty (C=np.inf), not "
                f"{penalty!r} with solver={self.solver!r} and l1_ratio={self.l1_ratio}; "
                "use sklearn.linear_model.LogisticRegression with solver='saga' for it"
            )
        if self.dual:
            raise NotOffered(
                f"trend's LogisticRegression supports only dual=False, got dual={self.dual} with "
                f"solver={self.solver!r}; it descends on the dual by itself where that is faster. "
                "Use sklearn.linear_model.LogisticRegression with solver='liblinear' for its dual problem"
            )
        if self.l1_ratio is not None and 0 < self.l1_ratio < 1:
            warnings.warn(
                f"l1_ratio parameter is only used when penalty is 'elasticnet'. Got (penalty={penalty})", stacklevel=3
            )
        if self.penalty == "l2" and self.l1_ratio not in (0, None):
            warnings.warn(
                f"Inconsistent values: penalty={self.penalty} with l1_ratio={self.l1_ratio}. penalty is deprecated. "
                "Please use l1_ratio only.",
                stacklevel=3,
            )
        if penalty is None:
            if self.C != 1.0:
                warnings.warn("Setting penalty=None will ignore the C and l1_ratio parameters", stacklevel=3)
            return np.inf
        return float(self.C)

    def _class_weights(self, classes: Any, y: Any, sample_weight: Any) -> npt.NDArray[np.float64]:
        """The weight of each class."""
        options: dict[str, Any] = {}
        if "sample_weight" in inspect.signature(compute_class_weight).parameters:
            options["sample_weight"] = None if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)
        return np.asarray(compute_class_weight(self.class_weight, classes=classes, y=y, **options), dtype=np.float64)

    def _start(self, label: int | None) -> npt.NDArray[np.float64] | None:
        """The parameters to start from, features (and the intercept) × classes; None without a warm start."""
        coefficients = getattr(self, "coef_", None)
        if not self.warm_start or coefficients is None:
            return None
        if sp.issparse(coefficients):
            coefficients = coefficients.toarray()
        rows = slice(None) if label is None else slice(label, label + 1)
        start: npt.NDArray[np.float64] = np.asarray(coefficients, dtype=np.float64)[rows].T
        if self.fit_intercept:
            start = np.vstack([start, np.asarray(self.intercept_, dtype=np.float64)[rows]])
        return start

    def predict_proba(self, X: Any) -> npt.NDArray[Any]:
        """The probabilities of the classes for rows, rows × classes."""
        check_is_fitted(self)
        if len(self.classes_) == 2 or self._one_vs_rest:
            return np.asarray(self._predict_proba_lr(X))
        return np.asarray(softmax(self.decision_function(X), copy=False))

    def set_callbacks(self, *callbacks: Any) -> LogisticRegression:
        """Callbacks are not offered: the library tells nothing while it fits."""
        raise NotOffered(
            "trend's LogisticRegression offers no callbacks; use sklearn.linear_model.LogisticRegression for them"
        )

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.array_api_support = False
        return tags


class _Problem:
    """The rows of one fit, and what is found."""

    def __init__(self, model: LogisticRegression, X: Any, C: float) -> None:
        self.model = model
        self.X = X
        self.C = C
        self.tolerance = float(model.tol)
        self.matrix: Matrix | None = None
        self.parameters: list[npt.NDArray[Any]] = []
        self.iterations: list[int] = []
        self.has_converged = True

    def is_large(self, labels: Any, weights: npt.NDArray[np.float64], classes: int) -> bool:
        """Whether descent on the dual pays, and single precision is enough for it."""
        if not sp.issparse(self.X) or self.X.nnz * max(2, classes) < _MANY_PRODUCTS or self.model.max_iter == 0:
            return False
        counting = weights > 0
        costs = self.C * weights[counting]
        if costs.min() < _ROW_WEIGHTS[0] or costs.max() > _ROW_WEIGHTS[1]:
            return False
        return abs(self.X.data).max() <= _LARGEST_ENTRY and bool(np.ptp(labels[counting]) > 0)

    def fit(
        self, labels: Any, weights: npt.NDArray[np.float64], classes: int, start: npt.NDArray[np.float64] | None
    ) -> None:
        """Fits a binary problem, with one class, or a multinomial one."""
        passes = 0
        if start is None:
            start = np.zeros((self.X.shape[1] + int(self.model.fit_intercept), classes))
            if self.is_large(labels, weights, classes):
                start, passes = self._descend(labels, weights, classes, is_multinomial=classes > 1)
        self._refine(labels, weights, classes, start, passes)

    def fit_one_vs_rest(self, labels: Any, weights: npt.NDArray[np.float64], classes: int) -> None:
        """Fits one binary problem for each class against the others."""
        start, passes = self._descend(labels, weights, classes, is_multinomial=False)
        for label in range(classes):
            own = (labels == label).astype(np.int32)
            self._refine(own, weights, 1, start[:, label : label + 1], passes)

    def _descend(
        self, labels: Any, weights: npt.NDArray[np.float64], classes: int, *, is_multinomial: bool
    ) -> tuple[npt.NDArray[np.float64], int]:
        """Descends on the dual: the parameters, and the passes over the rows."""
        rows = np.flatnonzero(weights > 0)
        X = self.X if len(rows) == len(weights) else self.X[rows]
        matrix = Matrix.of(X, np.float32)
        model = self.model
        parameters = np.zeros((X.shape[1] + int(model.fit_intercept), classes), dtype=np.float32)
        outcome = np.zeros(3)
        seed = model.random_state
        if seed is not None:
            seed = int(check_random_state(seed).randint(2**31 - 1)) if not isinstance(seed, int) else seed
        own_labels = np.ascontiguousarray(labels[rows], dtype=np.int32)
        own_weights = np.ascontiguousarray(weights[rows], dtype=np.float32)
        fit_in_library(
            "trend_logistic_dual",
            lambda: (
                *matrix.arguments(), pointer(own_labels), pointer(own_weights), classes, int(is_multinomial), self.C,
                int(model.fit_intercept), min(1e-3, max(self.tolerance, 1e-6)), int(model.max_iter),
                1 if seed is None else seed, threads(), pointer(parameters), pointer(outcome),
            ),
        )
        return parameters.astype(np.float64), int(outcome[0])

    def _refine(
        self, labels: Any, weights: npt.NDArray[np.float64], classes: int, start: npt.NDArray[np.float64], passes: int
    ) -> None:
        """Fits by Newton's method from a start on."""
        if self.matrix is None:
            self.matrix = Matrix.of(self.X, np.float64)
        matrix = self.matrix
        model = self.model
        parameters = np.array(start, dtype=np.float64, order="C")
        expected = (self.X.shape[1] + int(model.fit_intercept), classes)
        if parameters.shape != expected:
            raise ValueError(f"Initialization coef is of shape {parameters.shape}, expected shape {expected}")
        outcome = np.zeros(3)
        own_labels = np.ascontiguousarray(labels, dtype=np.int32)
        own_weights = np.ascontiguousarray(weights, dtype=np.float64)
        regularization = 0.0 if np.isinf(self.C) else 1 / (self.C * own_weights.sum())
        fit_in_library(
            "trend_logistic_newton",
            lambda: (
                *matrix.arguments(), pointer(own_labels), pointer(own_weights), classes, regularization,
                int(model.fit_intercept), self.tolerance, int(model.max_iter), threads(), pointer(parameters),
                pointer(outcome),
            ),
        )
        dtype = np.float64 if model.solver == "liblinear" else self.X.dtype
        self.parameters.append(parameters.astype(dtype, copy=False))
        self.iterations.append(passes + int(outcome[0]))
        self.has_converged = self.has_converged and bool(outcome[2])
