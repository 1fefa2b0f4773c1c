"""Estimators in scikit-learn's words, computed by trend's libraries.

One line of a notebook changes, the import::

    from trend.sklearn import LogisticRegression, NMF, TfidfVectorizer

Each class is a subclass of scikit-learn's class of the same name, with its parameters, attributes and results. What
trend does not compute itself is either handed to scikit-learn's own code, which the logger ``trend.sklearn`` says once,
or refused by a ``ValueError`` that names scikit-learn's class. The docstring of each class says which.
"""

from ._logistic import LogisticRegression
from ._nmf import NMF
from ._vectorizers import CountVectorizer, TfidfVectorizer

__all__ = ["CountVectorizer", "LogisticRegression", "NMF", "TfidfVectorizer"]
