"""topic_quality.py TEXTS OUT…: how good topics are, by one measure for every side. Each OUT is a list of runs joined by
commas (see topics.py): all texts, all texts with another seed, then all but a fifth, with the fold after a colon.

Terms are told in texts as substrings, so that nobody's cutting of words is favored. Of each topic's terms the ten
first count that are letters and digits, two characters or more, and no piece of one expression with an earlier one:
two terms are that if the rarer one stands mostly at one and the same distance from the other, of 12 characters at
most, since pieces of one expression (值得关 and 些信息 of 有哪些信息值得关注) always meet.

document, window  mean NPMI of the terms' pairs, meeting in a text or in 110 characters (every 10 characters)
diversity         different terms / terms
seed, resample    mean cosine of the matched topics' weights over the texts both runs have (Hungarian method)
terms             of the same matching, the mean share of the ten terms that both have
"""
import json
import sys

import numpy as np
from measure import read_texts
from scipy.optimize import linear_sum_assignment

WIDTH, STEP, TERMS, REACH = 110, 10, 10, 12


class Reference:
    """Where terms stand: bits by text and by window."""

    def __init__(self, texts):
        self.text = "\n".join(texts) + "\n"
        lengths = np.array([len(text) for text in texts])
        self.starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
        # A text has windows from its start on, the last one holding its end.
        self.windows = np.maximum(1, -(-(lengths - WIDTH) // STEP) + 1)
        self.first = np.concatenate([[0], np.cumsum(self.windows)])
        self.kept = {}
        self.keptPlaces = {}

    def places(self, term):
        if term not in self.keptPlaces:
            places, at = [], self.text.find(term)
            while at >= 0:
                places.append(at)
                at = self.text.find(term, at + 1)
            self.keptPlaces[term] = np.array(places, dtype=np.int64)
        return self.keptPlaces[term]

    def isOneExpression(self, a, b):
        a, b = sorted((self.places(a), self.places(b)), key=len)
        if not len(b):
            return False
        at = np.searchsorted(b, a[:, None] + np.arange(-REACH, REACH + 1))
        there = b[np.minimum(at, len(b) - 1)] == a[:, None] + np.arange(-REACH, REACH + 1)
        return there.sum(axis=0).max(initial=0) * 2 > len(a)

    def terms(self, topic):
        chosen = []
        for term in topic:
            if len(chosen) < TERMS and len(term) > 1 and term.replace(" ", "").isalnum() and term.strip() == term:
                if not any(self.isOneExpression(term, other) for other in chosen):
                    chosen.append(term)
        return chosen

    def bits(self, term):
        if term not in self.kept:
            places = self.places(term)
            document = np.searchsorted(self.starts, places, side="right") - 1
            place = places - self.starts[document]
            last = np.minimum(place // STEP, self.windows[document] - 1)
            low = np.maximum(0, -(-(place + len(term) - WIDTH) // STEP))
            inDocument = np.zeros(len(self.starts), bool)
            inDocument[document] = True
            # +1 where a run of windows begins, -1 behind its end.
            change = np.zeros(self.first[-1] + 1, np.int32)
            np.add.at(change, self.first[document] + low, 1)
            np.add.at(change, self.first[document] + np.maximum(last, low - 1) + 1, -1)
            self.kept[term] = np.packbits(inDocument), np.packbits(np.cumsum(change[:-1]) > 0)
        return self.kept[term]

    def coherence(self, topics):
        """By document and by window: the mean over topics."""
        totals = len(self.starts), int(self.first[-1])
        means = []
        for terms in topics:
            pairs = [(a, b) for index, a in enumerate(terms) for b in terms[:index]]
            if pairs:
                means.append([np.mean([self.npmi(self.bits(a)[kind], self.bits(b)[kind], totals[kind])
                                       for a, b in pairs]) for kind in (0, 1)])
        return np.mean(means, axis=0)

    @staticmethod
    def npmi(a, b, total):
        both = np.bitwise_count(a & b).sum(dtype=np.int64) / total
        if both in (0, 1):
            return both * 2 - 1
        a, b = (np.bitwise_count(x).sum(dtype=np.int64) / total for x in (a, b))
        return np.log(both / (a * b)) / -np.log(both)


def read(run, reference):
    """Ten terms a topic, and the weights as shares of each text, rows of the texts that were not there missing."""
    name, _, fold = run.partition(":")
    with open(name + ".json", encoding="utf-8") as file:
        terms = [reference.terms(topic) for topic in json.load(file)]
    weights = np.fromfile(name + ".f32", np.float32).reshape(-1, len(terms)).astype(float)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    there = np.ones(len(reference.starts), bool)
    if fold:
        there[int(fold)::5] = False
    assert there.sum() == len(weights)
    return terms, weights, there


def agreement(a, b):
    (terms, W, there), (others, V, also) = a, b
    both = there & also
    W, V = W[both[there]], V[both[also]]
    lengths = np.linalg.norm(W, axis=0)[:, None] * np.linalg.norm(V, axis=0)
    cosines = W.T @ V / np.maximum(lengths, 1e-12)
    rows, columns = linear_sum_assignment(-cosines)
    size = max(len(terms), len(others))
    shared = [len(set(terms[row]) & set(others[column])) / TERMS for row, column in zip(rows, columns)]
    return cosines[rows, columns].sum() / size, sum(shared) / size


def main():
    texts = read_texts(sys.argv[1])
    reference = Reference(texts)
    for out in sys.argv[2:]:
        first, other, *samples = [read(run, reference) for run in out.split(",")]
        document, window = reference.coherence(first[0])
        terms = [term for topic in first[0] for term in topic]
        agreements = [agreement(first, sample) for sample in samples]
        print(json.dumps({
            "document": document, "window": window, "diversity": len(set(terms)) / len(terms),
            "seed": agreement(first, other)[0], "resample": float(np.mean([a for a, _ in agreements])),
            "terms": float(np.mean([b for _, b in agreements]))}), flush=True)


if __name__ == "__main__":
    main()
