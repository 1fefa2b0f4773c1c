"""industries.py CORPUS [--aliases FILE] [--C 1 60] [--folds 5]: scikit-learn's one-vs-rest LogisticRegression at 0.5.

CORPUS is the sample's records (*.txt) or JSON lines with text and label, a list. Texts are lower case; TfidfVectorizer takes
characters 1-2, sublinear. Prints one line of figures for each C and class weight, over all held-out articles of the folds.
"""
import argparse
import json
import re

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

HEAD = re.compile(r"(标题|链接|日期|发布时间|来源|总结|关键词|AI技术|行业|重大事件摘要)[:：]\s*(.*)")


def records(path):
    record, field = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            head = HEAD.match(line)
            if head:
                if head[1] == "标题" and record:
                    yield record
                    record = {}
                field = head[1]
                record[field] = head[2]
            elif field and line.strip():
                record[field] += "\n" + line.strip()
    if record:
        yield record


def read(paths, aliases):
    texts, labels = [], []
    for path in paths:
        if path.endswith(".jsonl"):
            with open(path, encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
            found = [(row["text"], row["label"]) for row in rows]
        else:
            found = [
                (record["标题"] + "\n" + record.get("总结", ""), re.split("[,，、;；]", record["行业"]))
                for record in records(path)
            ]
        for text, own in found:
            names = [name.strip() for name in own if name.strip()]
            texts.append(text.lower())
            labels.append(list(dict.fromkeys(aliases.get(name, name) for name in names)))
    return texts, labels


def read_aliases(path):
    table = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = re.match(r"([^#\s].*?):\s*\[(.*)\]", line)
            if entry:
                table.update((name.strip(), entry[1]) for name in entry[2].split(","))
    return table


def split(truth, folds, random):
    """An article counts for the rarest of its labels; such groups are dealt out one after another."""
    frequency = truth.sum(0)
    rarest = np.array([min(np.flatnonzero(row), key=lambda label: frequency[label]) for row in truth])
    fold, place = np.zeros(len(truth), int), 0
    for label in np.unique(rarest):
        group = np.flatnonzero(rarest == label)
        random.shuffle(group)
        for article in group:
            fold[article] = place % folds
            place += 1
    return fold


def held_out(texts, truth, fold, C, weight):
    probabilities = np.zeros(truth.shape)
    for number in range(fold.max() + 1):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
        X = vectorizer.fit_transform([texts[article] for article in train])
        Z = vectorizer.transform([texts[article] for article in test])
        for label in range(truth.shape[1]):
            y = truth[train, label]
            one = y.all() or not y.any()
            model = DummyClassifier(strategy="prior") if one else LogisticRegression(C=C, class_weight=weight, max_iter=300)
            model.fit(X, y)
            if True in model.classes_:
                probabilities[test, label] = model.predict_proba(Z)[:, list(model.classes_).index(True)]
    return probabilities


def figures(truth, probabilities):
    given = probabilities >= 0.5
    hits, support, count = (truth & given).sum(0), truth.sum(0), given.sum(0)
    bins = np.minimum(9, (probabilities * 10).astype(int))
    error = sum(abs(probabilities[bins == b].sum() - truth[bins == b].sum()) for b in range(10)) / truth.size
    return {
        "microF1": 2 * hits.sum() / (support.sum() + count.sum()),
        "macroF1": float(np.mean(2 * hits / (support + count))),
        "subsetAccuracy": float((truth == given).all(1).mean()),
        "ece": error,
        "brier": float(((probabilities - truth) ** 2).mean()),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--aliases")
    parser.add_argument("--C", nargs="+", type=float, default=[1, 60])
    parser.add_argument("--balanced", action="store_true", help="class_weight='balanced'")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    texts, labels = read(options.corpus, read_aliases(options.aliases) if options.aliases else {})
    names = sorted({name for own in labels for name in own})
    truth = np.array([[name in own for name in names] for own in map(set, labels)])
    fold = split(truth, options.folds, np.random.default_rng(1))
    weight = "balanced" if options.balanced else None
    for C in options.C:
        result = figures(truth, held_out(texts, truth, fold, C, weight))
        print(f"C {C:g}, {weight}: " + ", ".join(f"{name} {value:.4f}" for name, value in result.items()), flush=True)


if __name__ == "__main__":
    main()
