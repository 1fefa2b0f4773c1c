"""The two kinds of text, and how their features are made."""
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer


def vectorizer(kind, **options):
    kinds = {
        "titles": dict(ngram_range=(1, 2)),
        "articles": dict(ngram_range=(2, 3), min_df=10, max_df=0.3, max_features=50_000),
    }
    return TfidfVectorizer(
        analyzer="char", sublinear_tf=True, lowercase=False, dtype=np.float32, **kinds[kind], **options)


def figures(matrix, text_bytes):
    """What shows that two matrices are the same."""
    values = matrix.data.astype(np.float64)
    return dict(
        features=matrix.shape[1], entries=matrix.nnz, sum=values.sum(), squares=values @ values,
        text_bytes=text_bytes, matrix_bytes=8 * matrix.nnz)


def size(texts):
    """In bytes of UTF-8."""
    return sum(len(text.encode()) for text in texts)
