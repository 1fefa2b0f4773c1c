"""The estimators among scikit-learn's tools."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import warnings
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from trend.sklearn import NMF, CountVectorizer, LogisticRegression, TfidfVectorizer


@parametrize_with_checks(
    [
        CountVectorizer(analyzer="char"),
        TfidfVectorizer(analyzer="char"),
        LogisticRegression(),
        LogisticRegression(multi_class="ovr", class_weight="balanced"),
        LogisticRegression(solver="liblinear"),
        NMF(max_iter=500),
        NMF(max_iter=500, init="nndsvd", alpha_W=0.001, l1_ratio=0.5),
    ]
)
def test_scikit_learns_checks(estimator: Any, check: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(estimator)


def classifier() -> Pipeline:
    return Pipeline(
        [("texts", TfidfVectorizer(analyzer="char", ngram_range=(1, 2))), ("classes", LogisticRegression(C=10))]
    )


def test_pipeline(texts: list[str], labels: list[str]) -> None:
    model = classifier().fit(texts, labels)
    assert model.score(texts, labels) > 0.95
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(texts), model.predict_proba(texts))
    assert len(model[0].get_feature_names_out()) == model[1].coef_.shape[1]
    assert cross_val_score(clone(model), texts, labels, cv=3).mean() > 0.9


@pytest.mark.parametrize("backend", ["loky", "threading"])
def test_search_over_parameters(texts: list[str], labels: list[str], backend: str) -> None:
    grid = {"texts__ngram_range": [(1, 1), (1, 2)], "texts__min_df": [1, 3], "classes__C": [0.1, 10]}
    alone = GridSearchCV(classifier(), grid, cv=3).fit(texts, labels)
    with joblib.parallel_backend(backend, n_jobs=2):
        search = GridSearchCV(classifier(), grid, cv=3, n_jobs=2).fit(texts, labels)
    np.testing.assert_array_equal(search.cv_results_["mean_test_score"], alone.cv_results_["mean_test_score"])
    assert search.best_params_ == alone.best_params_
    assert search.best_score_ > 0.9


def test_topics(texts: list[str]) -> None:
    model = make_pipeline(CountVectorizer(analyzer="char", ngram_range=(2, 3)), NMF(n_components=3, random_state=0))
    weights = model.fit_transform(texts)
    assert weights.shape == (len(texts), 3)
    np.testing.assert_allclose(model.transform(texts), weights, atol=0.2 * weights.max())


def test_memory_maps(tmp_path: Any) -> None:
    random = np.random.RandomState(0)
    X, y = random.uniform(size=(200, 10)), random.randint(0, 3, 200)
    joblib.dump((X, y), tmp_path / "data")
    mapped, labels = joblib.load(tmp_path / "data", mmap_mode="r")
    assert isinstance(mapped, np.memmap) and not mapped.flags.writeable
    np.testing.assert_array_equal(LogisticRegression().fit(mapped, labels).coef_, LogisticRegression().fit(X, y).coef_)
    ours, expected = NMF(3, random_state=0), NMF(3, random_state=0)
    np.testing.assert_array_equal(ours.fit_transform(mapped), expected.fit_transform(X))


def test_data_frames() -> None:
    pandas = pytest.importorskip("pandas")
    random = np.random.RandomState(0)
    frame = pandas.DataFrame(random.uniform(size=(50, 3)), columns=["a", "b", "c"])
    model = NMF(n_components=2, random_state=0).set_output(transform="pandas")
    assert list(model.fit_transform(frame).columns) == ["nmf0", "nmf1"]
    assert list(model.feature_names_in_) == ["a", "b", "c"]
    labels = pandas.Series(random.randint(0, 2, 50)).map({0: "否", 1: "是"})
    logistic = LogisticRegression().fit(frame, labels)
    assert list(logistic.feature_names_in_) == ["a", "b", "c"]
    assert set(logistic.predict(frame)) <= {"否", "是"}
    titles = pandas.Series(["新能源", "汽车", None, "降息"], dtype=object)
    with pytest.raises((TypeError, AttributeError)):
        TfidfVectorizer(analyzer="char").fit(titles)
    assert TfidfVectorizer(analyzer="char").fit_transform(titles.dropna()).shape == (3, 7)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_forked_processes(texts: list[str], labels: list[str]) -> None:
    model = classifier().fit(texts * 40, labels * 40)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map_async(model.predict_proba, [texts * 40] * 2).get(timeout=60)
        again = pool.apply_async(classifier().fit, (texts * 40, labels * 40)).get(timeout=60)
    expected = model.predict_proba(texts * 40)
    for probabilities in (*found, again.predict_proba(texts * 40)):
        np.testing.assert_array_equal(probabilities, expected)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the number of processors cannot be set")
def test_results_do_not_depend_on_the_processors(texts: list[str], labels: list[str]) -> None:
    documents, classes = texts * 40, labels * 40
    allowed = os.sched_getaffinity(0)
    found = []
    try:
        for processors in ({min(allowed)}, allowed):
            os.sched_setaffinity(0, processors)
            X = TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit_transform(documents)
            model = LogisticRegression(tol=1e-7).fit(X, classes)
            found.append((X.data, model.coef_, NMF(5, random_state=0).fit_transform(X)))
    finally:
        os.sched_setaffinity(0, allowed)
    for one, other in zip(*found):
        np.testing.assert_array_equal(one, other)
