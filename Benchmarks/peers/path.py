"""path.py MATRIX VALUES FOLDS: cross-validates values of C, separated by commas, each starting from the last.

Document i is held out in fold i mod FOLDS; refit=False leaves out the fit to all documents.
"""
import sys
import warnings

import numpy as np
from measure import Measure, read_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import PredefinedSplit

path, values, folds = sys.argv[1:]
X, y = read_matrix(path, np.float64)
values = [float(value) for value in values.split(",")]
warnings.simplefilter("ignore")
with Measure() as measure:
    model = LogisticRegressionCV(
        Cs=values, cv=PredefinedSplit(np.arange(len(y)) % int(folds)), solver="lbfgs", refit=False,
        use_legacy_attributes=True).fit(X, y)
accuracy = np.mean(next(iter(model.scores_.values())), axis=0)
measure.report(**{f"C={C:g}": value for C, value in zip(values, accuracy)})
