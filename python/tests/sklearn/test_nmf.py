"""NMF against scikit-learn's: the same steps, or an error that is at most its own."""

from __future__ import annotations

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn import decomposition as scikit
from sklearn.exceptions import ConvergenceWarning

from trend.sklearn import NMF


def matrix(rows: int, columns: int, topics: int, density: float = 0.2) -> Any:
    """A sparse matrix of some topics and some noise."""
    random = np.random.RandomState(5)
    W = random.dirichlet(np.full(topics, 0.1), rows)
    H = random.dirichlet(np.full(columns, 0.05), topics) * columns
    noise = sp.csr_matrix(sp.random(rows, columns, density=density, random_state=random))
    return sp.csr_matrix(noise.multiply(W @ H + 0.05).astype(np.float64))


@pytest.mark.parametrize("init", [None, "nndsvd", "nndsvda", "nndsvdar", "random", "custom"])
@pytest.mark.parametrize("form", ["sparse", "dense", "csc"])
@pytest.mark.parametrize(
    "penalty", [{}, {"alpha_W": 1e-3, "l1_ratio": 0.5}, {"alpha_W": 1e-3, "alpha_H": 0.0, "shuffle": True}], ids=str
)
def test_the_same_steps(init: str | None, form: str, penalty: dict[str, Any]) -> None:
    X = matrix(60, 40, 4)
    X = X.toarray() if form == "dense" else X.tocsc() if form == "csc" else X
    start: dict[str, Any] = {}
    if init == "custom":
        random = np.random.RandomState(0)
        start = {"W": random.uniform(size=(60, 4)), "H": random.uniform(size=(4, 40))}
    options = {"n_components": 4, "init": init, "random_state": 0, "max_iter": 30, **penalty}
    ours, theirs = NMF(**options), scikit.NMF(**options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        W, expected = ours.fit_transform(X, **start), theirs.fit_transform(X, **start)
        np.testing.assert_allclose(W, expected, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(ours.components_, theirs.components_, rtol=1e-6, atol=1e-9)
        assert ours.n_iter_ == theirs.n_iter_
        assert ours.reconstruction_err_ == pytest.approx(theirs.reconstruction_err_, rel=1e-9)
        np.testing.assert_allclose(ours.transform(X), theirs.transform(X), rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(ours.inverse_transform(W), theirs.inverse_transform(W), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("init", [None, "nndsvd"])
def test_a_large_sparse_matrix_has_at_most_the_same_error(dtype: Any, init: str | None) -> None:
    X = matrix(3000, 1000, 8).astype(dtype)
    options = {"n_components": 8, "init": init, "random_state": 0}
    ours, theirs = NMF(**options), scikit.NMF(**options)
    W = ours.fit_transform(X)
    theirs.fit(X)
    assert W.dtype == dtype and ours.components_.dtype == dtype
    assert W.shape == (3000, 8) and ours.components_.shape == (8, 1000)
    assert W.min() >= 0 and ours.components_.min() >= 0
    assert ours.n_iter_ < theirs.n_iter_
    assert ours.reconstruction_err_ <= theirs.reconstruction_err_ * 1.0001
    true = np.linalg.norm(X.toarray() - W @ ours.components_)
    assert ours.reconstruction_err_ == pytest.approx(true, rel=1e-4)
    # Folding the same rows in again finds the same weights.
    np.testing.assert_allclose(ours.transform(X), W, atol=0.05 * W.max())
    again = NMF(**options).fit(X)
    np.testing.assert_array_equal(again.components_, ours.components_)


def test_more_components_than_the_matrix_has() -> None:
    X = matrix(3000, 1000, 3)
    X = sp.vstack([X[:3]] * 1000).tocsr()
    model = NMF(n_components=6)
    W = model.fit_transform(X)
    assert W.shape == (3000, 6) and model.components_.shape == (6, 1000)
    assert model.reconstruction_err_ < 1e-2 * sp.linalg.norm(X)


@pytest.mark.parametrize("options", [{"solver": "mu"}, {"solver": "mu", "beta_loss": "kullback-leibler"}], ids=str)
def test_what_is_not_offered_names_scikit_learns_class(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="use sklearn.decomposition.NMF"):
        NMF(n_components=2, **options).fit(np.ones((3, 3)))


def test_unusable_data() -> None:
    with pytest.raises(ValueError, match="Negative values"):
        NMF(n_components=2).fit(-np.ones((3, 3)))
    with pytest.raises(ValueError, match="NaN"):
        NMF(n_components=2).fit([[1.0, np.nan], [1.0, 1.0]])
    with pytest.raises(ValueError):
        NMF(n_components=2).fit(np.empty((0, 3)))
    X = matrix(3000, 1000, 8)
    X.data[7] = -1
    with pytest.raises(ValueError, match="Negative values"):
        NMF(n_components=8).fit(X)
    zeros = sp.csr_matrix((3000, 1000))
    assert NMF(n_components=2, init="random").fit_transform(zeros).shape == (3000, 2)
    with pytest.raises(ValueError):
        NMF(n_components=2).fit(np.ones((4, 3))).transform(np.ones((4, 2)))


def test_memory_that_cannot_be_written() -> None:
    X = matrix(60, 40, 4).toarray()
    expected = NMF(n_components=3, random_state=0).fit_transform(X)
    X.flags.writeable = False
    np.testing.assert_allclose(NMF(n_components=3, random_state=0).fit_transform(X), expected, rtol=1e-6)
    wide = np.zeros((120, 80))
    wide[::2, ::2] = X
    strided = NMF(n_components=3, random_state=0).fit_transform(wide[::2, ::2])
    np.testing.assert_allclose(strided, expected, rtol=1e-6)


def test_an_early_end_is_said() -> None:
    with pytest.warns(ConvergenceWarning, match="Maximum number of iterations 2 reached"):
        NMF(n_components=4, max_iter=2).fit(matrix(60, 40, 4))


def test_pickle() -> None:
    X = matrix(60, 40, 4)
    model = NMF(n_components=3).fit(X)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(model)).transform(X), model.transform(X))
    assert list(model.get_feature_names_out()) == ["nmf0", "nmf1", "nmf2"]
