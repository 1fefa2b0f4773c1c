"""multinomial.py MATRIX C TOL MAX_ITER WEIGHTS [float32|float64]: scikit-learn's softmax regression, lbfgs.

Writes weights (features × classes) and intercepts for objectives.py.
"""
import sys
import warnings

import numpy as np
from measure import Measure, read_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

path, C, tol, max_iter, output, *dtype = sys.argv[1:]
X, y = read_matrix(path, dtype[0] if dtype else np.float64)
warnings.simplefilter("ignore", ConvergenceWarning)
with Measure() as measure:
    model = LogisticRegression(C=float(C), solver="lbfgs", tol=float(tol), max_iter=int(max_iter)).fit(X, y)
np.concatenate([model.coef_.T.ravel(), model.intercept_]).astype(np.float64).tofile(output)
measure.report(iterations=int(model.n_iter_[0]))
