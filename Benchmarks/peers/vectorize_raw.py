"""vectorize_raw.py titles|articles CORPUS: the same from the texts as they come, normalizing included.

Python's own NFKC, lower case and splitting at white space stand in for trend's, which differ in rare scalars.
"""
import sys
import unicodedata

from corpus import contents, read_rows
from measure import Measure
from vectorizers import figures, size, vectorizer

kind, path = sys.argv[1:]
texts = contents(read_rows(path))
with Measure() as measure:
    matrix = vectorizer(
        kind, preprocessor=lambda text: " ".join(unicodedata.normalize("NFKC", text).lower().split())
    ).fit_transform(texts)
measure.report(**figures(matrix, size(texts)))
