"""nmf.py MATRIX RANK: scikit-learn's coordinate descent from its best start, NNDSVD with its zeros filled by the average."""
import sys

from measure import Measure, read_matrix
from sklearn.decomposition import NMF

path, rank = sys.argv[1:]
X, _ = read_matrix(path)
with Measure() as measure:
    model = NMF(int(rank), init="nndsvda", solver="cd", tol=1e-4, random_state=1).fit(X)
measure.report(iterations=model.n_iter_, error=float(model.reconstruction_err_))
