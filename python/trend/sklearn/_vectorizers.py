"""Vectorizers of texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import text as scikit
from sklearn.utils.validation import check_is_fitted

from ._calls import say_once
from ._counts import Counts
from ._texts import LoneSurrogate, Texts, texts
from ._vocabulary import Vocabulary

_LONGEST = 8
_INTEGERS = (int, np.integer)


class _NGramVectorizer:
    """What both vectorizers share: learning n-grams of characters and counting them in the library."""

    def _scikit_reason(self) -> str | None:
        """Why scikit-learn's own code does the work; None where the library does it."""
        name = type(self).__name__
        if callable(self.analyzer):
            return f"{name} with a callable analyzer runs scikit-learn's code; trend counts n-grams of characters"
        if self.analyzer not in ("char", "char_wb"):
            return (
                f"{name}(analyzer={self.analyzer!r}) runs scikit-learn's code; "
                "trend counts n-grams of characters: analyzer='char' or 'char_wb'"
            )
        if self.dtype in (bool, np.bool_):
            return f"{name}(dtype=bool) runs scikit-learn's code; trend counts in numbers"
        shortest, longest = self.ngram_range
        if not (isinstance(shortest, _INTEGERS) and isinstance(longest, _INTEGERS)) or shortest < 1 or longest > _LONGEST:
            return (
                f"{name}(ngram_range={self.ngram_range}) runs scikit-learn's code; "
                f"trend counts n-grams of 1 to {_LONGEST} characters"
            )
        if self.analyzer == "char_wb" and shortest > 3:
            return (
                f"{name}(analyzer='char_wb', ngram_range={self.ngram_range}) runs scikit-learn's code; "
                "trend counts n-grams within words from 1, 2 or 3 characters on"
            )
        return None

    def _hands_over(self) -> bool:
        """Whether scikit-learn's own code does the work, which is said once."""
        reason = self._scikit_reason()
        if reason is not None:
            say_once(reason)
            self.__dict__.pop("_native", None)
        return reason is not None

    def __getattr__(self, name: str) -> Any:
        # The dictionary is made when somebody asks: it takes longer than transforming thousands of texts.
        if name == "vocabulary_":
            native = self.__dict__.get("_native")
            if native is not None:
                self.vocabulary_ = native.dictionary()
                return self.vocabulary_
        return object.__getattribute__(self, name)

    def __getstate__(self) -> dict[str, Any]:
        if self.__dict__.get("_native") is not None:
            self.vocabulary_  # noqa: B018 — makes the dictionary, which takes the place of the library's
        state = dict(super().__getstate__())  # type: ignore[misc]
        state.pop("_native", None)
        return state

    def __sklearn_is_fitted__(self) -> bool:
        return "vocabulary_" in self.__dict__ or self.__dict__.get("_native") is not None

    def _texts(self, raw_documents: Iterable[Any]) -> Texts:
        """The documents as the library reads them."""
        if isinstance(raw_documents, str):
            raise ValueError("Iterable over raw text documents expected, string object received.")
        raw = list(raw_documents)
        documents = raw
        if self.input != "content" or not set(map(type, raw)) <= {str}:
            documents = [self.decode(document) for document in raw]
        lowercase = self.lowercase
        if self.preprocessor is not None or self.strip_accents:
            preprocess = self.build_preprocessor()
            documents = [preprocess(document) for document in documents]
            lowercase = False
        for number, document in enumerate(documents):
            if not isinstance(document, str):
                what = type(document).__name__
                raise TypeError(f"document {number} is not a text but {what}: {document!r:.80}")
        try:
            return texts(documents, lowercase=lowercase, stays_in_words=self.analyzer == "char_wb")
        except LoneSurrogate as error:
            if self.input == "content":
                error.args = (raw,)
            raise

    def _lengths(self) -> tuple[int, int]:
        return int(self.ngram_range[0]), int(self.ngram_range[1])

    def _learned(self, raw_documents: Iterable[Any]) -> tuple[Counts, npt.NDArray[Any] | None]:
        """Learns the vocabulary: the counts, and the documents with each term where these are known by now."""
        self.__dict__.pop("vocabulary_", None)
        self.__dict__.pop("_native", None)
        self._validate_ngram_range()
        self._warn_for_unused_params()
        if self.vocabulary is not None:
            self._validate_vocabulary()
            self._warn_of_upper_case()
            counts = self._counted(raw_documents)
            if counts is None:
                raise LoneSurrogate(list(raw_documents))
            return counts, None
        found = self._texts(raw_documents)
        documents = found.documents
        minimum = self.min_df if isinstance(self.min_df, _INTEGERS) else self.min_df * documents
        maximum = self.max_df if isinstance(self.max_df, _INTEGERS) else self.max_df * documents
        if documents == 0:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        if maximum < minimum:
            raise ValueError("max_df corresponds to < documents than min_df")
        counts = Counts.learned(
            found, self._lengths(), min(max(1, int(np.ceil(minimum))), 2**31), min(int(np.floor(maximum)), 2**31)
        )
        if counts.columns < 0:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        if counts.columns == 0:
            raise ValueError("After pruning, no terms remain. Try a lower min_df or a higher max_df.")
        frequencies, occurrences = counts.frequencies()
        if self.max_features is not None and counts.columns > self.max_features:
            # Of terms that are equally frequent the same ones are kept as by scikit-learn.
            of_terms = (frequencies if self.binary else occurrences).astype(_summed(self.dtype))
            kept = np.zeros(counts.columns, dtype=np.bool_)
            kept[(-of_terms).argsort()[: self.max_features]] = True
            counts.keep(kept)
            frequencies = frequencies[kept]
        self._native: Vocabulary | None = counts.vocabulary(self._lengths())
        self.fixed_vocabulary_ = False
        return counts, frequencies

    def _counted(self, raw_documents: Iterable[Any]) -> Counts | None:
        """Counts the terms of the vocabulary in documents; None if the library cannot hold the vocabulary."""
        vocabulary = self._vocabulary_of_library()
        return None if vocabulary is None else Counts.of(vocabulary, self._texts(raw_documents))

    def _vocabulary_of_library(self) -> Vocabulary | None:
        native: Vocabulary | None = self.__dict__.get("_native")
        if native is None or not native.belongs_to(self.__dict__.get("vocabulary_"), self._lengths()):
            try:
                native = Vocabulary.made(self.vocabulary_, self._lengths())
            except LoneSurrogate:
                native = None
            self._native = native
        return native

    def _warn_of_upper_case(self) -> None:
        if self.lowercase and any(any(map(str.isupper, term)) for term in self.vocabulary):
            scikit.warnings.warn(
                "Upper case characters found in vocabulary while 'lowercase' is True. "
                "These entries will not be matched with any documents"
            )


def _summed(dtype: npt.DTypeLike) -> np.dtype[Any]:
    """The type in which NumPy adds numbers of a type."""
    return np.asarray(np.zeros(1, dtype=dtype).sum()).dtype


class CountVectorizer(_NGramVectorizer, scikit.CountVectorizer):
    """scikit-learn's ``CountVectorizer``, which counts n-grams of characters in trend's library.

    The parameters, the vocabulary and the matrix are those of ``sklearn.feature_extraction.text.CountVectorizer``.
    With ``analyzer="char"`` or ``"char_wb"`` and n-grams of 1 to 8 characters, the library counts on all processors.
    With ``analyzer="word"``, which is scikit-learn's default, or a callable such as ``jieba.lcut``, scikit-learn's own
    code does the work; the logger ``trend.sklearn`` says so once.

    See Also
    --------
    sklearn.feature_extraction.text.CountVectorizer : all parameters and attributes.

    Examples
    --------
    >>> from trend.sklearn import CountVectorizer
    >>> vectorizer = CountVectorizer(analyzer="char", ngram_range=(1, 2))
    >>> vectorizer.fit_transform(["新能源汽车", "新能源"]).shape
    (2, 9)
    """

    def fit(self, raw_documents: Iterable[Any], y: Any = None) -> CountVectorizer:
        """Learns the vocabulary."""
        if self._hands_over():
            super().fit_transform(raw_documents)
            return self
        self._validate_params()
        try:
            self._learned(raw_documents)
        except LoneSurrogate as error:
            super().fit_transform(_documents_of(error))
        return self

    def fit_transform(self, raw_documents: Iterable[Any], y: Any = None) -> Any:
        """Learns the vocabulary and returns the counts, documents × terms."""
        if self._hands_over():
            return super().fit_transform(raw_documents)
        self._validate_params()
        try:
            return self._learned(raw_documents)[0].matrix(self.dtype, binary=self.binary)
        except LoneSurrogate as error:
            return super().fit_transform(_documents_of(error))

    def transform(self, raw_documents: Iterable[Any]) -> Any:
        """Counts the terms of the vocabulary in documents."""
        if self._scikit_reason() is not None:
            return super().transform(raw_documents)
        _check(self, raw_documents)
        try:
            counts = self._counted(raw_documents)
        except LoneSurrogate as error:
            return super().transform(_documents_of(error))
        return super().transform(raw_documents) if counts is None else counts.matrix(self.dtype, binary=self.binary)


class TfidfVectorizer(_NGramVectorizer, scikit.TfidfVectorizer):
    """scikit-learn's ``TfidfVectorizer``, which counts and weighs n-grams of characters in trend's library.

    The parameters, the vocabulary, ``idf_`` and the matrix are those of
    ``sklearn.feature_extraction.text.TfidfVectorizer``. With ``analyzer="char"`` or ``"char_wb"`` and n-grams of 1 to 8
    characters, the library works on all processors. With ``analyzer="word"``, which is scikit-learn's default, or a
    callable such as ``jieba.lcut``, scikit-learn's own code does the work; the logger ``trend.sklearn`` says so once.

    See Also
    --------
    sklearn.feature_extraction.text.TfidfVectorizer : all parameters and attributes.

    Examples
    --------
    >>> from trend.sklearn import TfidfVectorizer
    >>> vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    >>> vectorizer.fit_transform(["新能源汽车", "新能源"]).shape
    (2, 9)
    """

    def fit(self, raw_documents: Iterable[Any], y: Any = None) -> TfidfVectorizer:
        """Learns the vocabulary and the weights of its terms."""
        if self._hands_over():
            super().fit(raw_documents)
            return self
        self._prepare()
        try:
            self._weigh(*self._learned(raw_documents))
        except LoneSurrogate as error:
            super().fit(_documents_of(error))
        return self

    def fit_transform(self, raw_documents: Iterable[Any], y: Any = None) -> Any:
        """Learns the vocabulary and the weights of its terms, and returns the weights, documents × terms."""
        if self._hands_over():
            return super().fit_transform(raw_documents)
        self._prepare()
        try:
            counts, frequencies = self._learned(raw_documents)
        except LoneSurrogate as error:
            return super().fit_transform(_documents_of(error))
        self._weigh(counts, frequencies)
        return counts.matrix(_weights_type(self.dtype), binary=self.binary, weights=self._tfidf)

    def transform(self, raw_documents: Iterable[Any]) -> Any:
        """The weights of documents, documents × terms."""
        if self._scikit_reason() is not None:
            return super().transform(raw_documents)
        check_is_fitted(self, ["_tfidf"], msg="The TF-IDF vectorizer is not fitted")
        _check(self, raw_documents)
        try:
            counts = self._counted(raw_documents)
        except LoneSurrogate as error:
            return super().transform(_documents_of(error))
        if counts is None:
            return super().transform(raw_documents)
        return counts.matrix(_weights_type(self.dtype), binary=self.binary, weights=self._tfidf)

    def _prepare(self) -> None:
        """What comes before learning."""
        self._validate_params()
        self._check_params()
        self._tfidf = scikit.TfidfTransformer(
            norm=self.norm, use_idf=self.use_idf, smooth_idf=self.smooth_idf, sublinear_tf=self.sublinear_tf
        )

    def _weigh(self, counts: Counts, frequencies: npt.NDArray[Any] | None) -> None:
        """Fits the weights, in the type and the order of scikit-learn's steps."""
        self._tfidf.n_features_in_ = counts.columns
        if not self.use_idf:
            return
        dtype = _weights_type(self.dtype)
        if frequencies is None:
            X = counts.matrix(np.int64, binary=True)
            frequencies = np.bincount(X.indices, minlength=counts.columns)
        of_terms = frequencies.astype(dtype) + float(self.smooth_idf)
        idf = np.full_like(of_terms, fill_value=counts.rows + int(self.smooth_idf))
        idf /= of_terms
        self._tfidf.idf_ = np.log(idf) + np.ones((), dtype=dtype)


def _weights_type(dtype: npt.DTypeLike) -> np.dtype[Any]:
    """The type of weights where a vectorizer is asked for a type: scikit-learn turns integers into float64."""
    return np.dtype(dtype) if np.dtype(dtype).name in ("float32", "float64") else np.dtype(np.float64)


def _check(vectorizer: Any, raw_documents: Iterable[Any]) -> None:
    if isinstance(raw_documents, str):
        raise ValueError("Iterable over raw text documents expected, string object received.")
    if vectorizer.__dict__.get("_native") is None:
        vectorizer._check_vocabulary()


def _documents_of(error: LoneSurrogate) -> list[Any]:
    """The documents that scikit-learn's code takes over."""
    if not isinstance(error.args[0], list):
        raise error
    say_once("texts with half a surrogate pair run through scikit-learn's code; trend counts whole characters")
    return error.args[0]
