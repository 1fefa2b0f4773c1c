"""Writes the JSON files beside this one: what scikit-learn 1.9.1 and numpy make of a few texts.

    python make_models.py
"""

import json
import pathlib

import numpy as np
from scipy.special import logsumexp
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

TEXTS = [
    "国产芯片工厂开始量产", "芯片设备出口受到限制", "新的芯片设计软件发布", "晶圆厂扩大芯片产能", "the chip plant opens in spring",
    "chip makers order new tools", "手机芯片降价促销", "存储芯片价格回升", "新能源汽车销量再创新高", "汽车厂商降价促销",
    "电动汽车电池成本下降", "electric car sales rise again", "car maker opens battery plant", "智能汽车驾驶辅助升级", "汽车出口增长回升",
    "自动驾驶汽车上路测试", "医院引进手术机器人", "新药临床试验获批", "疫苗研发进展顺利", "hospital tests a new drug",
    "new drug trial starts in spring", "医疗器械公司发布新产品", "基因药物价格过高", "医院排队挂号", "银行下调贷款利率",
    "央行发布金融报告", "bank cuts the loan rate", "保险公司推出新产品", "基金规模增长银行理财回升", "car loan rate falls again",
]
THEME = [0] * 8 + [1] * 8 + [2] * 8 + [3] * 6
# Ten classes that the texts say little about: more than one group of eight lanes.
SCATTERED = [(7 * i + i // 4) % 10 for i in range(30)]
# Nine labels; some articles have several, some none. Label 8 is on all of them.
SETS = [sorted({THEME[i], 4 + i % 3} - ({4} if i % 2 else set()) | ({7} if i % 5 == 0 else set())) for i in range(30)]
SETS = [[] if i == 17 else s for i, s in enumerate(SETS)]

HERE = pathlib.Path(__file__).parent


def rounded(values):
    return [float(f"{v:.9g}") for v in np.ravel(values)]


def write(name, value):
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False) + "\n")


X = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(TEXTS)
X.sort_indices()
X.data = X.data.astype(np.float32).astype(np.float64)
dense = X.toarray()


def fit(y, C, balanced):
    """The objective at the minimum and the model, on the float32 values that the tests read."""
    weight = "balanced" if balanced else None
    model = LogisticRegression(C=C, tol=1e-10, max_iter=10000, class_weight=weight).fit(X, y)
    classes, y = np.unique(y, return_inverse=True)
    n = len(y)
    cost = C * (n / (len(classes) * np.bincount(y))[y] if balanced else np.ones(n))
    t = model.decision_function(X)
    loss = np.logaddexp(0, t) - y * t if t.ndim == 1 else logsumexp(t, axis=1) - t[np.arange(n), y]
    return float(np.sum(model.coef_**2) / 2 + cost @ loss), model


multinomial, rest = [], []
for C in (1, 10, 100):
    for balanced in (False, True):
        for labels in (THEME, SCATTERED):
            objective, model = fit(np.array(labels), C, balanced)
            multinomial.append({
                "C": C, "balanced": balanced, "labels": labels, "classes": max(labels) + 1,
                "objective": objective, "probabilities": rounded(model.predict_proba(X)),
            })
        objectives, probabilities = [], []
        for label in range(8):
            y = np.array([label in s for s in SETS])
            objective, model = fit(y, C, balanced)
            objectives.append(objective)
            probabilities.append(model.predict_proba(X)[:, 1])
        rest.append({
            "C": C, "balanced": balanced, "sets": [s + [8] for s in SETS], "classes": 9,
            "objective": sum(objectives), "probabilities": rounded(np.column_stack(probabilities)),
        })
matrix = {
    "columns": X.shape[1], "rowOffsets": X.indptr.tolist(), "columnIndices": X.indices.tolist(), "values": rounded(X.data),
}
write("logistic.json", {"matrix": matrix, "multinomial": multinomial, "oneVsRest": rest})

factors = []
for rank in (2, 4, 8):
    nmf = NMF(rank, solver="cd", init="nndsvd", tol=1e-6, max_iter=2000)
    W = nmf.fit_transform(X)
    factors.append({"rank": rank, "error": float(np.linalg.norm(dense - W @ nmf.components_))})
write("decompositions.json", {"singularValues": rounded(np.linalg.svd(dense, compute_uv=False)), "nmf": factors})

names = ["汽车", "芯片", "医疗", "bank", "never"]
given = [[names[t]] for t in THEME]
single = [[names[(t + (i % 4 == 0) * (1 + i % 2)) % 4]] for i, t in enumerate(THEME)]
several = [[names[j] for j in sorted({t} | ({(t + 1) % 4} if i % 3 == 0 else set()))] for i, t in enumerate(THEME)]
guesses = [[names[j] for j in sorted({t, (i * i) % 5} if i % 4 else {(t + i) % 4})] for i, t in enumerate(THEME)]
guesses[3] = []
reports = []
for truth, guess in ((given, single), (several, guesses)):
    present = sorted({n for s in truth + guess for n in s})
    Y, P = (np.array([[n in s for n in present] for s in sets], dtype=int) for sets in (truth, guess))
    by_label = precision_recall_fscore_support(Y, P, zero_division=0)
    reports.append({
        "given": truth, "predicted": guess, "labels": present,
        "precision": rounded(by_label[0]), "recall": rounded(by_label[1]), "f1": rounded(by_label[2]),
        "support": by_label[3].tolist(),
        "micro": rounded(precision_recall_fscore_support(Y, P, average="micro", zero_division=0)[:3]),
        "macro": rounded(precision_recall_fscore_support(Y, P, average="macro", zero_division=0)[:3]),
        "accuracy": float(accuracy_score(Y, P)),
    })
write("reports.json", reports)
