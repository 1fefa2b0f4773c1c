"""How near to the minimum weights are, and how often they are right, worked out alike for both sides in float64.

    objectives.py multinomial|one-vs-rest free|regularized MATRIX DEV C MINIMUM START WEIGHTS…

Prints a JSON list: for each file of weights its objective's relative distance from the best known minimum, and
its accuracy on DEV. The minimum is kept in the file MINIMUM; where there is none, it is found by L-BFGS from the
weights in START. Files end in .f32 or .f64 and hold features × classes weights, then the intercepts.
"free" intercepts are not in the regularizer, "regularized" ones are.
"""
import json
import os
import sys

import numpy as np
from measure import read_matrix
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

kind, bias, matrix_path, dev_path, C, minimum_path, start, *files = sys.argv[1:]
C = float(C)
X, y = read_matrix(matrix_path, np.float64)
XT = X.T.tocsr()
classes = y.max() + 1
is_own = np.eye(classes)[y]


def read_weights(path):
    return np.fromfile(path, np.float32 if path.endswith(".f32") else np.float64).astype(np.float64)


def objective(flat):
    """½‖W‖² + C · losses, and its gradient."""
    rows = flat.reshape(-1, classes)
    scores = X @ rows[:-1] + rows[-1]
    regularized = rows if bias == "regularized" else rows[:-1]
    if kind == "multinomial":
        total = logsumexp(scores, axis=1, keepdims=True)
        loss = (total[:, 0] - scores[np.arange(len(y)), y]).sum()
        residuals = np.exp(scores - total) - is_own
    else:
        loss = np.logaddexp(0, np.where(is_own, -scores, scores)).sum()
        residuals = expit(scores) - is_own
    gradient = C * np.vstack([XT @ residuals, residuals.sum(axis=0)])
    gradient[: len(regularized)] += regularized
    return 0.5 * (regularized ** 2).sum() + C * loss, gradient.ravel()


weights = [read_weights(path) for path in files]
values = [objective(one)[0] for one in weights]
if os.path.exists(minimum_path):
    with open(minimum_path) as file:
        best = float(file.read())
else:
    found = minimize(
        objective, read_weights(start), jac=True, method="L-BFGS-B",
        options=dict(maxiter=2000, maxfun=4000, maxcor=20, ftol=1e-12, gtol=1e-3))
    best = found.fun
best = float(min([best, *values]))
with open(minimum_path, "w") as file:
    file.write(repr(best))

dev, dev_labels = read_matrix(dev_path)
report = []
for one, value in zip(weights, values):
    rows = one.reshape(-1, classes)
    right = (dev @ rows[:-1] + rows[-1]).argmax(axis=1) == dev_labels
    report.append({"gap": value / best - 1, "dev_accuracy": right.mean()})
print(json.dumps(report))
