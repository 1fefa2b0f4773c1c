"""transform.py titles|articles FITTED TEXTS TIMES: transforms with a fitted vectorizer; the time is of one."""
import sys

from measure import Measure, read_texts
from vectorizers import figures, size, vectorizer

kind, fitted, path, times = sys.argv[1:]
model = vectorizer(kind).fit(read_texts(fitted))
texts = read_texts(path)
with Measure() as measure:
    for _ in range(int(times)):
        matrix = model.transform(texts)
measure.report(times=int(times), **figures(matrix, size(texts)))
