"""scikit_train.py TRAIN DEV: reads, vectorizes and trains as scikit-learn does by default; C = 10."""
import sys
import warnings

from corpus import read_rows
from measure import Measure
from sklearn.linear_model import LogisticRegression
from vectorizers import vectorizer

train, dev = sys.argv[1:]
warnings.simplefilter("ignore")
with Measure() as measure:
    rows = read_rows(train)
    features = vectorizer("titles", preprocessor=str.lower)
    model = LogisticRegression(C=10).fit(features.fit_transform(row["text"] for row in rows), [row["label"] for row in rows])
rows = read_rows(dev)
accuracy = model.score(features.transform(row["text"] for row in rows), [row["label"] for row in rows])
measure.report(iterations=int(model.n_iter_[0]), dev_accuracy=accuracy)
