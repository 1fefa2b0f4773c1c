"""scikit-learn's side of the title benchmark: vectorise, train, evaluate, in one process.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    /usr/bin/time -v venv/bin/python Benchmarks/scikit_learn_titles.py TRAIN.jsonl DEV.jsonl

Rows are JSON objects with "text" and "label".
"""
import json
import resource
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score


def read(path):
    with open(path, encoding="utf-8") as rows:
        rows = [json.loads(row) for row in rows]
    return [row["text"] for row in rows], [row["label"] for row in rows]


start = time.time()
texts, labels = read(sys.argv[1])
dev_texts, dev_labels = read(sys.argv[2])
print(f"read        {time.time() - start:6.2f} s")
start = time.time()
vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
matrix = vectorizer.fit_transform(texts)
print(f"vectorise   {time.time() - start:6.2f} s   {matrix.shape[1]} features, {matrix.nnz} entries")
start = time.time()
model = LogisticRegression(C=10).fit(matrix, labels)
print(f"train       {time.time() - start:6.2f} s   {model.n_iter_[0]} iterations")
start = time.time()
predicted = model.predict(vectorizer.transform(dev_texts))
print(f"predict     {time.time() - start:6.2f} s")
print(f"accuracy    {accuracy_score(dev_labels, predicted):.4f}   macro-F1 {f1_score(dev_labels, predicted, average='macro'):.4f}")
print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
