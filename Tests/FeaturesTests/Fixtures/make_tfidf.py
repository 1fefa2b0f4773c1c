"""Writes tfidf.json beside this file: what scikit-learn 1.9.1 makes of a few texts.

    python make_tfidf.py
"""

import json
import pathlib

from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

TEXTS = [
    "国产芯片工厂开始量产", "芯片 设备出口受到限制", "新的芯片设计软件发布", "晶圆厂扩大芯片产能", "the chip plant opens in spring",
    "chip makers order new tools", "手机芯片降价", "存储芯片价格回升 芯片股上涨", "新能源汽车销量再创新高", "汽车厂商降价促销",
    "电动汽车电池成本下降", "electric car sales rise again", "car maker opens battery plant", "智能汽车驾驶辅助升级", "汽车 出口增长",
    "自动驾驶汽车上路测试", "医院引进手术机器人", "新药临床试验获批", "疫苗研发进展顺利", "hospital tests a new drug",
    "new drug trial starts in may", "医疗器械公司上市", "基因药物价格过高", "医院 医院 医院 排队挂号", "银行下调贷款利率",
    "央行发布金融报告", "bank cuts the loan rate", "保险公司推出新产品", "基金规模增长 银行理财回升", "aaa bb aaa",
]
UNSEEN = ["芯片汽车与银行", "a new car bank", "鯨", "", "医院 chip 医院 chip 芯片芯片芯片", "aaaaaa"]
CASES = [
    dict(ngram_range=(1, 2)),
    dict(ngram_range=(1, 2), sublinear_tf=True),
    dict(ngram_range=(2, 4)),
    dict(ngram_range=(1, 3), binary=True),
    dict(ngram_range=(1, 3), min_df=2, max_df=0.2, sublinear_tf=True),
    dict(ngram_range=(2, 3), min_df=0.1, max_df=6),
    dict(ngram_range=(1, 3), max_features=0, sublinear_tf=True),
    dict(ngram_range=(2, 4), max_features=0, min_df=2),
]


def limit(case):
    """A limit of 10 or a little more that does not cut through n-grams of one frequency, whose order numpy leaves open."""
    options = {k: v for k, v in case.items() if k in ("ngram_range", "min_df", "max_df")}
    counts = CountVectorizer(analyzer="char", **options).fit_transform(TEXTS).sum(axis=0).A1
    counts = sorted(counts.tolist(), reverse=True)
    return next(n for n in range(10, len(counts)) if counts[n - 1] != counts[n])


def rows(matrix):
    matrix.sort_indices()
    return [
        [[int(c), float(f"{v:.9g}")] for c, v in zip(row.indices, row.data)]
        for row in (matrix[i] for i in range(matrix.shape[0]))
    ]


cases = []
for case in CASES:
    if "max_features" in case:
        case["max_features"] = limit(case)
    vectorizer = TfidfVectorizer(analyzer="char", **case)
    fitted = rows(vectorizer.fit_transform(TEXTS))
    cases.append({
        "options": case,
        "vocabulary": vectorizer.get_feature_names_out().tolist(),
        "idf": [float(f"{v:.9g}") for v in vectorizer.idf_],
        "fitted": fitted,
        "unseen": rows(vectorizer.transform(UNSEEN)),
    })
path = pathlib.Path(__file__).with_name("tfidf.json")
path.write_text(json.dumps({"texts": TEXTS, "unseen": UNSEEN, "cases": cases}, ensure_ascii=False) + "\n")
