"""shares.py MODEL SIMULATION: QuaPy's estimates of the months that trend-bench drew, from trend's own probabilities.

The held-out articles are those of the model file. Prints the mean error of each method in points, as JSON.
"""
import json
import struct
import sys
import warnings

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

warnings.filterwarnings("ignore")
from quapy.method.aggregative import EMQ, PACC, KDEyML  # noqa: E402

MOST_HELD_OUT = 6000  # KDEy's time grows with them


class Given(ClassifierMixin, BaseEstimator):
    """A classifier whose input are the probabilities."""

    def __init__(self, labels=2):
        self.labels = labels
        self.classes_ = np.arange(labels)

    def fit(self, X, y):
        return self

    def predict_proba(self, X):
        return X

    def predict(self, X):
        return X.argmax(1)


def sections(path):
    data = open(path, "rb").read()
    count = struct.unpack_from("<I", data, 12)[0]
    found = {}
    for index in range(count):
        name, _, offset, length = struct.unpack_from("<4sIQQ", data, 16 + 24 * index)
        found[name.decode()] = data[offset:offset + length]
    return found


def held_out(path):
    parts = sections(path)
    sizes = np.frombuffer(parts["HROW"], "<u2")
    entries = np.frombuffer(parts["HPRB"], "<u4")
    labels = np.frombuffer(parts["HLAB"], "<u2")
    count = len(json.loads(parts["CLAS"])["labels"])
    probabilities = np.zeros((len(sizes), count))
    probabilities[np.repeat(np.arange(len(sizes)), sizes), entries >> 16] = (entries & 0xFFFF) / 65535
    return shares(probabilities), labels.astype(int)


def shares(probabilities):
    probabilities = np.maximum(probabilities, 1e-6)
    return probabilities / probabilities.sum(1, keepdims=True)


def main():
    model, path = sys.argv[1:]
    simulation = json.load(open(path))
    known, own = held_out(model)
    probabilities = shares(np.array(simulation["probabilities"]))
    labels = probabilities.shape[1]
    some = np.random.default_rng(0).permutation(len(known))[:MOST_HELD_OUT]
    methods = {
        "EMQ": (EMQ(Given(labels), fit_classifier=False, val_split=None), slice(None)),
        "PACC": (PACC(Given(labels), fit_classifier=False, val_split=None), slice(None)),
        "KDEyML": (KDEyML(Given(labels), fit_classifier=False, val_split=None, bandwidth=0.1), some),
    }
    errors = {}
    for name, (method, used) in methods.items():
        method.fit(known[used], own[used])
        found = []
        for month in simulation["months"]:
            estimate = np.zeros(len(month["truth"]))
            estimate[:labels] = method.predict(probabilities[month["articles"]])
            found.append(np.abs(estimate - month["truth"]).mean())
        errors[name] = 100 * float(np.mean(found))
    print(json.dumps(errors))


main()
