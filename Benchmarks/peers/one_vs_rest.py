"""one_vs_rest.py MATRIX C EPSILON WEIGHTS: LIBLINEAR's dual logistic regression, a binary problem a class.

Its bias is a feature of value 1 with a regularized weight (-B 1), unlike trend's and scikit-learn's intercepts.
Preparing the problem is not timed. Writes weights (features × classes) and biases for objectives.py.
"""
import sys

import numpy as np
from liblinear.liblinear import problem
from liblinear.liblinearutil import train
from measure import Measure, read_matrix

path, C, epsilon, output = sys.argv[1:]
X, y = read_matrix(path, np.float64)
data = problem(y.astype(np.float64), X, bias=1)
with Measure() as measure:
    model = train(data, f"-s 7 -c {C} -e {epsilon} -B 1 -q")
classes = model.nr_class
flat = np.ctypeslib.as_array(model.w, ((X.shape[1] + 1) * classes,)).reshape(-1, classes)
weights = np.empty_like(flat)
weights[:, model.get_labels()] = flat
weights.ravel().tofile(output)
measure.report()
