"""topics.py lda|nmf TEXTS RANK SEED FOLD OUT: the topics of texts that are one a line, as the peers find them.

lda is gensim's LDA on jieba's words of two characters or more, nmf scikit-learn's NMF on the character 2–4-grams
that trend once used. FOLD leaves out every fifth text, from the FOLD-th; -1 leaves out none. OUT.json is each
topic's 60 heaviest terms, OUT.f32 the texts' weights as texts × topics.
"""
import json
import logging
import os
import pickle
import sys

import numpy as np
from measure import Measure, read_texts

kind, path, rank, seed, fold, out = sys.argv[1:]
rank, seed, fold = int(rank), int(seed), int(fold)
texts = [text for index, text in enumerate(read_texts(path)) if index % 5 != fold]


def words():
    """Kept beside the texts, since jieba takes longer than the topics."""
    kept = path + ".words"
    if not os.path.exists(kept):
        import jieba
        jieba.setLogLevel(logging.ERROR)
        cut = [[word for word in jieba.cut(text) if len(word) > 1 and word.isalpha()] for text in read_texts(path)]
        with open(kept + f".{os.getpid()}", "wb") as file:
            pickle.dump(cut, file)
        os.replace(kept + f".{os.getpid()}", kept)
    with open(kept, "rb") as file:
        return [text for index, text in enumerate(pickle.load(file)) if index % 5 != fold]


def lda():
    from gensim.corpora import Dictionary
    from gensim.models import LdaModel
    documents = words()
    dictionary = Dictionary(documents)
    dictionary.filter_extremes(no_below=max(3, len(documents) // 5000), no_above=0.3, keep_n=50_000)
    bags = [dictionary.doc2bow(document) for document in documents]
    with Measure() as measure:
        model = LdaModel(bags, id2word=dictionary, num_topics=rank, passes=5, alpha="auto", random_state=seed)
    weights = model.inference(bags)[0]
    return measure, weights, [[term for term, _ in model.show_topic(topic, 60)] for topic in range(rank)]


def nmf():
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer
    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=(2, 4), sublinear_tf=True, lowercase=False, dtype=np.float32,
        min_df=max(2, len(texts) // 5000), max_df=0.3, max_features=50_000)
    with Measure() as measure:
        model = NMF(rank, init="nndsvda", solver="cd", tol=1e-4, random_state=seed)
        weights = model.fit_transform(vectorizer.fit_transform(texts))
    names = vectorizer.get_feature_names_out()
    scale = model.components_.sum(axis=1)
    return measure, weights * scale, [list(names[row.argsort()[::-1][:60]]) for row in model.components_]


measure, weights, terms = {"lda": lda, "nmf": nmf}[kind]()
weights.astype("float32").tofile(out + ".f32")
with open(out + ".json", "w", encoding="utf-8") as file:
    json.dump(terms, file, ensure_ascii=False)
measure.report()
