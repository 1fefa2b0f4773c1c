"""vectorize.py titles|articles TEXTS EVERY: fits and transforms texts that are normalized already."""
import sys

from measure import Measure, read_texts
from vectorizers import figures, size, vectorizer

kind, path, every = sys.argv[1:]
texts = read_texts(path, int(every))
with Measure() as measure:
    matrix = vectorizer(kind).fit_transform(texts)
measure.report(**figures(matrix, size(texts)))
