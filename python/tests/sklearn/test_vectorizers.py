"""The vectorizers against scikit-learn's: the same vocabulary, the same bits."""

from __future__ import annotations

import copy
import io
import logging
import pickle
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
import sklearn
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction import text as scikit

from trend.sklearn import CountVectorizer, TfidfVectorizer
from trend.sklearn import _calls as calls

# Older versions multiply by the weights in another order.
IS_RECENT = tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 8)

OPTIONS: list[dict[str, Any]] = [
    {"ngram_range": (1, 1)},
    {"ngram_range": (1, 2)},
    {"ngram_range": (2, 3), "min_df": 3, "max_df": 0.3},
    {"ngram_range": (1, 8), "min_df": 2},
    {"ngram_range": (3, 3), "max_features": 50},
    {"ngram_range": (1, 4), "max_features": 77, "binary": True},
    {"ngram_range": (1, 2), "min_df": 0.01, "max_df": 100},
    {"ngram_range": (1, 2), "lowercase": False},
    {"ngram_range": (1, 2), "strip_accents": "unicode"},
    {"ngram_range": (1, 2), "strip_accents": "ascii"},
    {"ngram_range": (1, 2), "preprocessor": str.upper},
    {"ngram_range": (1, 2), "vocabulary": ["ai", "车", "汽车", "很长的词不在内", "a"]},
    {"ngram_range": (2, 2), "vocabulary": {"汽车": 2, "电池": 0, "锂电": 1}},
]


def assert_same(ours: Any, theirs: Any, *, within: float = 0) -> None:
    assert type(ours) is type(theirs)
    assert ours.has_sorted_indices
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    assert ours.indices.dtype == theirs.indices.dtype and ours.indptr.dtype == theirs.indptr.dtype
    theirs.sort_indices()
    np.testing.assert_array_equal(ours.indptr, theirs.indptr)
    np.testing.assert_array_equal(ours.indices, theirs.indices)
    if not IS_RECENT and ours.dtype.kind == "f":
        within = 64 * np.finfo(ours.dtype).eps
    np.testing.assert_allclose(ours.data, theirs.data, rtol=within, atol=0)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("analyzer", ["char", "char_wb"])
@pytest.mark.parametrize("dtype", [np.int64, np.float32, np.int32, np.uint8])
def test_counts_are_scikit_learns(texts: list[str], options: dict[str, Any], analyzer: str, dtype: Any) -> None:
    ours, theirs = (
        kind(analyzer=analyzer, dtype=dtype, **options) for kind in (CountVectorizer, scikit.CountVectorizer)
    )
    assert_same(ours.fit_transform(texts), theirs.fit_transform(texts))
    assert ours._native is not None
    new = [text[::-1] for text in texts] + ["全新的汽车", ""]
    assert_same(ours.transform(new), theirs.transform(new))
    assert type(ours.vocabulary_) is dict
    assert ours.vocabulary_ == theirs.vocabulary_
    assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
    assert ours.fixed_vocabulary_ == theirs.fixed_vocabulary_
    # The dictionary is there now.
    assert_same(ours.transform(new), theirs.transform(new))


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("analyzer", ["char", "char_wb"])
@pytest.mark.parametrize(
    "weights",
    [
        {},
        {"sublinear_tf": True, "dtype": np.float32},
        {"norm": "l1", "smooth_idf": False},
        {"norm": None, "use_idf": False, "sublinear_tf": True},
        {"dtype": np.float32},
    ],
    ids=str,
)
def test_weights_are_scikit_learns(
    texts: list[str], options: dict[str, Any], analyzer: str, weights: dict[str, Any]
) -> None:
    ours, theirs = (
        kind(analyzer=analyzer, **options, **weights) for kind in (TfidfVectorizer, scikit.TfidfVectorizer)
    )
    # When scikit-learn fits, it adds a row's squares in the order in which it met the terms.
    with np.errstate(divide="ignore"):
        close = 64 * np.finfo(ours.dtype).eps
        assert_same(ours.fit_transform(texts), theirs.fit_transform(texts), within=close)
    new = [text[::-1] for text in texts] + ["全新的汽车", ""]
    assert_same(ours.transform(new), theirs.transform(new))
    assert ours.vocabulary_ == theirs.vocabulary_
    if ours.use_idf:
        np.testing.assert_allclose(ours.idf_, theirs.idf_, rtol=0 if IS_RECENT else 1e-6)
        assert ours.idf_.dtype == theirs.idf_.dtype or not IS_RECENT


@pytest.mark.parametrize("text", ["İstanbul", "ΟΔΥΣΣΕΥΣ ΣΑΣ", "ǅ", "ẞ", "\x1c\x1fa\x85b", "\x00a\x00b", "a\u200bb", "🙂🙂"])
@pytest.mark.parametrize("analyzer", ["char", "char_wb"])
def test_unusual_characters(text: str, analyzer: str) -> None:
    for options in ({}, {"strip_accents": "unicode"}):
        ours, theirs = (
            kind(analyzer=analyzer, ngram_range=(1, 3), **options)
            for kind in (CountVectorizer, scikit.CountVectorizer)
        )
        documents = [text, "a b", text + "中" + text]
        assert_same(ours.fit_transform(documents), theirs.fit_transform(documents))
        assert ours.vocabulary_ == theirs.vocabulary_


def test_half_surrogate_pairs_run_through_scikit_learns_code(texts: list[str]) -> None:
    documents = [*texts, "x\ud800y"]
    for ours, theirs in [
        (CountVectorizer(analyzer="char"), scikit.CountVectorizer(analyzer="char")),
        (TfidfVectorizer(analyzer="char"), scikit.TfidfVectorizer(analyzer="char")),
    ]:
        np.testing.assert_array_equal(
            ours.fit_transform(documents).toarray(), theirs.fit_transform(documents).toarray()
        )
        for others in (documents, texts):
            np.testing.assert_array_equal(ours.transform(others).toarray(), theirs.transform(others).toarray())
        assert ours.vocabulary_ == theirs.vocabulary_


def test_bytes_and_files(tmp_path: Any) -> None:
    documents = ["中国经济", "经济增长"]
    expected = scikit.CountVectorizer(analyzer="char").fit_transform(documents)
    paths = []
    for number, document in enumerate(documents):
        path = tmp_path / str(number)
        path.write_text(document, encoding="gbk")
        paths.append(str(path))
    encoded = [document.encode("gbk") for document in documents]
    for source, raw in [
        ("content", encoded),
        ("filename", paths),
        ("file", [io.BytesIO(document) for document in encoded]),
    ]:
        vectorizer = CountVectorizer(analyzer="char", input=source, encoding="gbk")
        assert_same(vectorizer.fit_transform(raw), expected)
    with pytest.raises(UnicodeDecodeError):
        CountVectorizer(analyzer="char").fit(encoded)


def test_generators_and_arrays_of_texts(texts: list[str]) -> None:
    expected = scikit.TfidfVectorizer(analyzer="char").fit(texts).transform(texts)
    for documents in (iter(texts), np.array(texts), np.array(texts, dtype=object), tuple(texts)):
        assert_same(TfidfVectorizer(analyzer="char").fit_transform(documents), expected)


@pytest.mark.parametrize("document", [None, 3, 2.5, ["a"], {"a": 1}])
@pytest.mark.parametrize("lowercase", [True, False])
def test_documents_that_are_no_texts(document: Any, lowercase: bool) -> None:
    vectorizer = TfidfVectorizer(analyzer="char", lowercase=lowercase)
    with pytest.raises((TypeError, AttributeError)):
        vectorizer.fit_transform(["a", document])
    vectorizer.fit(["a", "b"])
    with pytest.raises((TypeError, AttributeError)):
        vectorizer.transform(["a", document])


def test_errors_are_scikit_learns() -> None:
    for kind in (CountVectorizer, TfidfVectorizer):
        with pytest.raises(ValueError, match="np.nan is an invalid document"):
            kind(analyzer="char").fit(["a", np.nan])
        with pytest.raises(ValueError, match="string object received"):
            kind(analyzer="char").fit("abc")
        with pytest.raises(ValueError, match="string object received"):
            kind(analyzer="char").fit(["abc"]).transform("abc")
        for empty in ([], [""], ["", ""]):
            with pytest.raises(ValueError, match="empty vocabulary"):
                kind(analyzer="char").fit(empty)
        with pytest.raises(ValueError, match="empty vocabulary"):
            kind(analyzer="char", ngram_range=(3, 4)).fit(["ab", "c"])
        with pytest.raises(ValueError, match="After pruning, no terms remain"):
            kind(analyzer="char", min_df=2).fit(["ab", "cd"])
        with pytest.raises(ValueError, match="max_df corresponds to < documents than min_df"):
            kind(analyzer="char", min_df=3, max_df=1).fit(["ab", "ab", "ab"])
        with pytest.raises(ValueError, match="ngram_range"):
            kind(analyzer="char", ngram_range=(3, 1)).fit(["ab"])
        with pytest.raises(ValueError, match="min_df"):
            kind(analyzer="char", min_df=-1).fit(["ab"])
        with pytest.raises(NotFittedError):
            kind(analyzer="char").transform(["ab"])
        with pytest.raises(ValueError, match="Duplicate term"):
            kind(analyzer="char", vocabulary=["a", "a"]).fit(["ab"])


def test_transforming_no_documents() -> None:
    for kind in (CountVectorizer, TfidfVectorizer):
        vectorizer = kind(analyzer="char").fit(["ab"])
        assert vectorizer.transform([]).shape == (0, 2)
        assert vectorizer.transform([""]).nnz == 0


def test_a_given_vocabulary_needs_no_fit() -> None:
    vectorizer = CountVectorizer(analyzer="char", vocabulary=["a", "b"])
    assert vectorizer.transform(["abba"]).toarray().tolist() == [[2, 2]]


def test_a_changed_vocabulary_counts(texts: list[str]) -> None:
    vectorizer = CountVectorizer(analyzer="char").fit(texts)
    vectorizer.vocabulary_ = {"汽": 1, "车": 0}
    assert vectorizer.transform(["汽汽车"]).toarray().tolist() == [[1, 2]]
    vectorizer.vocabulary_["价"] = 2
    assert vectorizer.transform(["价汽汽车"]).toarray().tolist() == [[1, 2, 1]]


def test_fitting_again_forgets(texts: list[str]) -> None:
    vectorizer = TfidfVectorizer(analyzer="char")
    vectorizer.fit(texts)
    assert vectorizer.vocabulary_
    vectorizer.fit(["ab"])
    assert vectorizer.vocabulary_ == {"a": 0, "b": 1}
    vectorizer.set_params(analyzer="word").fit(["ab cd"])
    assert vectorizer.vocabulary_ == {"ab": 0, "cd": 1}
    vectorizer.set_params(analyzer="char").fit(["xy"])
    assert vectorizer.transform(["x"]).shape == (1, 2)


@pytest.mark.parametrize("kind", [CountVectorizer, TfidfVectorizer])
def test_copies(texts: list[str], kind: Any) -> None:
    vectorizer = kind(analyzer="char", ngram_range=(1, 2)).fit(texts)
    expected = vectorizer.transform(texts)
    # Where trend is not installed, what a pickle holds is scikit-learn's.
    assert b"_native" not in pickle.dumps(vectorizer)
    for copied in (pickle.loads(pickle.dumps(vectorizer)), copy.deepcopy(vectorizer)):
        assert_same(copied.transform(texts), expected)
        assert copied.vocabulary_ == vectorizer.vocabulary_
    fresh = clone(vectorizer)
    assert fresh.get_params() == vectorizer.get_params()
    with pytest.raises(NotFittedError):
        fresh.transform(texts)


def test_inverse_transform(texts: list[str]) -> None:
    ours, theirs = CountVectorizer(analyzer="char").fit(texts), scikit.CountVectorizer(analyzer="char").fit(texts)
    X = theirs.transform(texts[:20])
    for found, expected in zip(ours.inverse_transform(X), theirs.inverse_transform(X)):
        assert sorted(found) == sorted(expected)


def test_given_weights(texts: list[str]) -> None:
    theirs = scikit.TfidfVectorizer(analyzer="char").fit(texts)
    ours = TfidfVectorizer(analyzer="char", vocabulary=theirs.vocabulary_)
    ours.idf_ = theirs.idf_
    assert sp.issparse(ours.transform(texts))
    np.testing.assert_allclose(ours.transform(texts).toarray(), theirs.transform(texts).toarray(), rtol=1e-14)


def test_words_run_through_scikit_learns_code_and_it_is_said_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "_said", set())
    documents = ["the cat", "a dog and the cat"]
    with caplog.at_level(logging.WARNING, logger="trend.sklearn"):
        for _ in range(3):
            ours = TfidfVectorizer().fit(documents)
            ours.transform(documents)
        assert len(caplog.records) == 1
        assert "TfidfVectorizer(analyzer='word') runs scikit-learn's code" in caplog.text
        CountVectorizer(analyzer=str.split).fit(documents)
        CountVectorizer(analyzer="char", ngram_range=(9, 9)).fit(["abcdefghij"])
        assert len(caplog.records) == 3
    expected = scikit.TfidfVectorizer().fit_transform(documents)
    np.testing.assert_array_equal(ours.fit_transform(documents).toarray(), expected.toarray())
