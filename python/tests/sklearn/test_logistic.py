"""Logistic regression against scikit-learn's: the same objective, at least as near to its minimum."""

from __future__ import annotations

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn import linear_model as scikit
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.exceptions import ConvergenceWarning
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import StandardScaler

from trend.sklearn import LogisticRegression, TfidfVectorizer


def problem(rows: int, columns: int, classes: int, seed: int = 3, density: float = 0.1) -> tuple[Any, Any]:
    random = np.random.RandomState(seed)
    X = sp.csr_matrix(sp.random(rows, columns, density=density, random_state=random))
    y = (X @ random.standard_normal((columns, classes)) + random.standard_normal((rows, classes)) / 5).argmax(axis=1)
    return X, y


def gradient(model: Any, X: Any, y: Any, weights: Any = None) -> float:
    """The largest component of the gradient of the mean loss with its penalty."""
    weights = np.ones(len(y)) if weights is None else weights
    wanted = (y[:, None] == model.classes_).astype(float)
    errors = (model.predict_proba(X) - wanted) * weights[:, None] / weights.sum()
    if len(model.classes_) == 2:
        errors = errors[:, 1:]
    slopes = (X.T @ errors).T + model.coef_ / (model.C * weights.sum())
    return max(abs(slopes).max(), abs(errors.sum(axis=0)).max() if model.fit_intercept else 0)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("form", ["sparse", "dense", "float32", "fortran"])
def test_the_same_minimum(classes: int, fit_intercept: bool, form: str) -> None:
    X, y = problem(300, 20, classes)
    if form == "dense":
        X = X.toarray()
    elif form == "float32":
        X = X.astype(np.float32)
    elif form == "fortran":
        X = np.asfortranarray(X.toarray())
    options = {"C": 3.0, "fit_intercept": fit_intercept, "tol": 1e-9, "max_iter": 2000}
    ours, theirs = LogisticRegression(**options).fit(X, y), scikit.LogisticRegression(**options).fit(X, y)
    close = 1e-2 if form == "float32" else 1e-5
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=close, atol=close)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, rtol=close, atol=close)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=close, atol=close)
    for name in ("coef_", "intercept_", "classes_", "n_iter_"):
        assert getattr(ours, name).shape == getattr(theirs, name).shape
        # Before 1.5, scikit-learn's solver gave float64 for float32 too.
        assert getattr(ours, name).dtype in (getattr(theirs, name).dtype, X.dtype)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    assert ours.decision_function(X).shape == theirs.decision_function(X).shape


@pytest.mark.parametrize("classes", [2, 5])
@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("tol", [1e-4, 1e-9])
def test_many_sparse_rows_reach_the_tolerance(classes: int, fit_intercept: bool, tol: float) -> None:
    X, y = problem(6000, 400, classes, density=0.1)
    random = np.random.RandomState(1)
    weights = random.uniform(0, 2, len(y))
    weights[:50] = 0
    model = LogisticRegression(C=2.0, fit_intercept=fit_intercept, tol=tol, max_iter=500)
    model.fit(X, y, sample_weight=weights)
    assert gradient(model, X, y, weights) <= 1.01 * tol
    again = LogisticRegression(C=2.0, fit_intercept=fit_intercept, tol=tol, max_iter=500)
    again.fit(X, y, sample_weight=weights)
    np.testing.assert_array_equal(again.coef_, model.coef_)


@pytest.mark.parametrize("class_weight", [None, "balanced", {0: 1.0, 1: 4.0, 2: 0.5, 3: 1.0}])
@pytest.mark.parametrize("rows", [300, 6000])
def test_one_against_the_others(class_weight: Any, rows: int) -> None:
    X, y = problem(rows, 100, 4)
    weights = np.random.RandomState(1).uniform(0.5, 2, len(y))
    options = {"tol": 1e-8, "class_weight": class_weight, "max_iter": 1000}
    ours = LogisticRegression(multi_class="ovr", **options).fit(X, y, sample_weight=weights)
    assert ours.coef_.shape == (4, 100) and ours.n_iter_.shape == (4,)
    for label in range(4):
        own = options
        if isinstance(class_weight, dict):
            own = {**options, "class_weight": None}
            factors = np.array([class_weight[value] for value in y])
        else:
            factors = np.ones(len(y))
        binary = scikit.LogisticRegression(**own).fit(X, y == label, sample_weight=weights * factors)
        np.testing.assert_allclose(ours.coef_[label], binary.coef_[0], rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(ours.predict_proba(X).sum(axis=1), 1)
    if class_weight is None:
        meta = OneVsRestClassifier(LogisticRegression(tol=1e-8)).fit(X, y)
        plain = LogisticRegression(multi_class="ovr", tol=1e-8).fit(X, y)
        np.testing.assert_allclose(plain.predict_proba(X), meta.predict_proba(X), atol=1e-5)


@pytest.mark.parametrize("class_weight", ["balanced", {"a": 3.0, "b": 1.0, "c": 0.2}])
def test_class_weights(class_weight: Any) -> None:
    X, y = problem(200, 10, 3)
    names = np.array(["a", "b", "c"])[y]
    options = {"tol": 1e-9, "class_weight": class_weight, "max_iter": 1000}
    ours, theirs = LogisticRegression(**options).fit(X, names), scikit.LogisticRegression(**options).fit(X, names)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-5, atol=1e-5)
    assert list(ours.predict(X)) == list(theirs.predict(X))


def test_badly_scaled_data() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        raw = LogisticRegression().fit(X, y)
        scaled = LogisticRegression().fit(StandardScaler().fit_transform(X), y)
    assert gradient(raw, X, y) <= 1e-4
    assert raw.score(X, y) > 0.94 and scaled.score(StandardScaler().fit_transform(X), y) > 0.98


def test_no_penalty() -> None:
    X, y = load_iris(return_X_y=True)
    keep = y > 0
    ours = LogisticRegression(C=np.inf, tol=1e-8, max_iter=1000).fit(X[keep], y[keep])
    theirs = scikit.LogisticRegression(C=np.inf, tol=1e-8, max_iter=10000, solver="newton-cg").fit(X[keep], y[keep])
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-3)


def test_a_warm_start_has_nothing_left_to_do() -> None:
    X, y = problem(300, 20, 3)
    model = LogisticRegression(warm_start=True, tol=1e-6).fit(X, y)
    first = model.coef_.copy()
    model.fit(X, y)
    assert model.n_iter_.max() == 0
    np.testing.assert_allclose(model.coef_, first)
    with pytest.raises(ValueError, match="Initialization coef"):
        model.fit(X[:, :5], y)


def test_a_fit_that_ends_early_says_so() -> None:
    X, y = problem(300, 20, 3)
    with pytest.warns(ConvergenceWarning, match="Raise max_iter=1"):
        LogisticRegression(max_iter=1, tol=1e-10).fit(X, y)
    X, y = problem(6000, 400, 5)
    with pytest.warns(ConvergenceWarning, match="Raise max_iter=1"):
        LogisticRegression(max_iter=1, tol=1e-10).fit(X, y)


@pytest.mark.parametrize(
    "options",
    [{"penalty": "l1", "solver": "saga"}, {"penalty": "elasticnet", "l1_ratio": 0.5, "solver": "saga"}, {"dual": True}],
)
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_what_is_not_offered_names_scikit_learns_class(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="sklearn.linear_model.LogisticRegression"):
        LogisticRegression(**options).fit([[0.0], [1.0]], [0, 1])


def test_unusable_data() -> None:
    X, y = np.arange(8.0).reshape(4, 2), np.array([0, 0, 1, 1])
    model = LogisticRegression()
    for bad in (np.nan, np.inf):
        damaged = X.copy()
        damaged[1, 1] = bad
        with pytest.raises(ValueError, match="NaN|infinity"):
            model.fit(damaged, y)
    with pytest.raises(ValueError, match="at least 2 classes"):
        model.fit(X, np.zeros(4))
    with pytest.raises(ValueError, match="negative weights"):
        model.fit(X, y, sample_weight=[1, 1, -1, 1])
    with pytest.raises(ValueError, match="non-zero"):
        model.fit(X, y, sample_weight=np.zeros(4))
    with pytest.raises(ValueError):
        model.fit(X, y, sample_weight=[1, 1])
    with pytest.raises(ValueError):
        model.fit(X[:3], y)
    with pytest.raises(ValueError):
        model.fit(np.empty((0, 2)), [])
    with pytest.raises(ValueError):
        LogisticRegression(multi_class="both").fit(X, y)
    huge = LogisticRegression().fit(X * 1e150, y)
    assert np.isfinite(huge.coef_).all()


@pytest.mark.parametrize("change", ["column", "negative", "order", "end"])
def test_damaged_sparse_matrices(change: str) -> None:
    X, y = problem(300, 20, 3)
    if change == "column":
        X.indices[5] = 20
    elif change == "negative":
        X.indices[5] = -1
    elif change == "order":
        X.indptr[7] = X.indptr[9] + 1
    else:
        X.indptr[-1] += 1
    X.has_sorted_indices = X.has_canonical_format = True
    with pytest.raises(ValueError):
        LogisticRegression().fit(X, y)


@pytest.mark.parametrize("factor", [1e-40, 1e-12, 1e9, 1e30])
def test_extreme_sizes(factor: float) -> None:
    X, y = problem(6000, 400, 5)
    weights = np.ones(len(y))
    weights[::3] = factor
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for model in (
            LogisticRegression(C=factor, max_iter=5).fit(X, y),
            LogisticRegression(max_iter=5).fit(X * factor, y),
            LogisticRegression(max_iter=5).fit(X, y, sample_weight=weights),
            LogisticRegression(max_iter=5, multi_class="ovr").fit(X, y, sample_weight=np.where(y == 2, 1, factor)),
        ):
            assert np.isfinite(model.coef_).all()


def test_rows_of_one_class_that_count() -> None:
    X, y = problem(6000, 400, 3)
    model = LogisticRegression().fit(X, y, sample_weight=(y == 1).astype(float))
    assert (model.predict(X) == 1).mean() > 0.9


def test_memory_of_any_layout() -> None:
    X, y = problem(400, 30, 3)
    dense = X.toarray()
    expected = LogisticRegression(tol=1e-8).fit(dense, y).coef_
    wide = np.zeros((800, 60))
    wide[::2, ::2] = dense
    frozen = dense.copy()
    frozen.flags.writeable = False
    unsorted = X.copy()
    order = np.concatenate(
        [np.arange(start, end)[::-1] for start, end in zip(unsorted.indptr[:-1], unsorted.indptr[1:])]
    )
    unsorted = sp.csr_matrix((X.data[order], X.indices[order], X.indptr), shape=X.shape)
    doubled = sp.csr_matrix(
        (np.repeat(X.data / 2, 2), np.repeat(X.indices, 2), X.indptr * 2), shape=X.shape
    )
    long = sp.csr_matrix((X.data, X.indices.astype(np.int64), X.indptr.astype(np.int64)), shape=X.shape)
    for other in (wide[::2, ::2], frozen, X, X.tocsc(), X.tocoo(), unsorted, doubled, long):
        np.testing.assert_allclose(LogisticRegression(tol=1e-8).fit(other, y).coef_, expected, rtol=1e-6, atol=1e-6)
    assert len(doubled.data) == 2 * X.nnz


def test_pickle(texts: list[str], labels: list[str]) -> None:
    X = TfidfVectorizer(analyzer="char").fit_transform(texts)
    model = LogisticRegression().fit(X, labels)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(model)).predict_proba(X), model.predict_proba(X))
    dense = model.coef_.copy()
    model.sparsify()
    np.testing.assert_array_equal(model.densify().coef_, dense)
