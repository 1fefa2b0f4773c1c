"""scikit-learn's side of the topic benchmark: vectorise and factorise, in one process.

    /usr/bin/time -v venv/bin/python Benchmarks/scikit_learn_nmf.py NEWS.jsonl.gz 20

Rows are JSON objects with "text".
"""
import gzip
import json
import sys
import time

import numpy as np
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

with gzip.open(sys.argv[1], "rt", encoding="utf-8") as rows:
    texts = [json.loads(row)["text"] for row in rows]
start = time.time()
matrix = TfidfVectorizer(
    analyzer="char", ngram_range=(2, 3), min_df=10, max_df=0.3, max_features=50_000, sublinear_tf=True,
    dtype=np.float32).fit_transform(texts)
print(f"vectorise {time.time() - start:.1f} s, {matrix.nnz} entries")
for init in ["nndsvd", "nndsvda"]:
    start = time.time()
    model = NMF(int(sys.argv[2]), init=init, solver="cd", tol=1e-4, random_state=1).fit(matrix)
    print(f"{init} {time.time() - start:.1f} s, {model.n_iter_} iterations, error {model.reconstruction_err_:.4f}")
