"""The works: what is compared with what. A work is a function that yields its comparisons, made ready to run."""
import json
from dataclasses import dataclass
from typing import Callable, Optional

from .inputs import accuracy
from .sides import Side, run

C = 10
# Chosen by experiment, so that each solver ends within 1e-4 of the minimum, and not much nearer.
TREND_TOLERANCE = 1e-4
# scikit-learn is handed float32, which is faster and at 100 iterations no worse.
LBFGS_ITERATIONS = {"thucnews-titles": 210, "toutiao-titles": 130}
LIBLINEAR_EPSILON = 0.1
PATH_C = "0.1,0.3,1,3,10,30,100,300"
PATH_FOLDS = 5
SHARES = [8, 4, 2, 1]


@dataclass
class Comparison:
    title: str
    ours: Side
    peer: Side
    # Works out after the runs how good both sides are and puts it into their `quality`.
    judge: Optional[Callable] = None
    # What is read, for MB/s; a side may say so itself.
    input_bytes: Optional[int] = None
    # The same work on less input, for the growth.
    smaller: Optional["Comparison"] = None
    most_runs: int = 1000

    def side(self, name):
        return self.ours if self.ours.name == name else self.peer


class Works:
    def __init__(self, inputs, python):
        """`python` runs the peers; None leaves them out."""
        self.inputs, self.python = inputs, python

    def ours(self, *arguments):
        return Side("trend", [self.inputs.bench, *arguments])

    def peer(self, name, script, *arguments, is_whole=False):
        here = self.inputs.work.parent / "peers"
        side = Side(name, [self.python, here / f"{script}.py", *arguments], is_whole)
        if self.python is None:
            side.failure = "left out"
        return side

    # Features

    def vectorize(self, title, kind, corpus, every=1):
        texts = self.inputs.texts(corpus)
        return Comparison(
            title, self.ours("vectorize", kind, texts, every),
            self.peer("scikit-learn", "vectorize", kind, texts, every))

    def vectorize_raw(self, title, kind, corpus):
        path = self.inputs.corpus(corpus)
        return Comparison(
            title, self.ours("vectorize-raw", kind, path), self.peer("scikit-learn", "vectorize_raw", kind, path))

    def vectorize_titles(self):
        yield self.vectorize("titles, 1–2-grams", "titles", "thucnews-titles.train")
        yield self.vectorize_raw("titles, normalizing too", "titles", "thucnews-titles.train")

    def vectorize_articles(self):
        yield self.vectorize("articles, 2–3-grams, min_df 10, 50,000", "articles", "cctv-news")
        yield self.vectorize_raw("articles, normalizing too", "articles", "cctv-news")

    def transform(self):
        for title, kind, fitted, corpus, times in [
            ("titles, one core", "titles", "thucnews-titles.train", "thucnews-titles.dev", 10),
            ("articles, one core", "articles", "cctv-news", "cctv-news", 1),
        ]:
            arguments = (kind, self.inputs.texts(fitted), self.inputs.texts(corpus), times)
            yield Comparison(
                title, self.ours("transform", *arguments), self.peer("scikit-learn", "transform", *arguments))

    # Models

    def multinomial(self):
        for corpus in ["thucnews-titles", "toutiao-titles"]:
            ours, peer = self.weights("multinomial", corpus)
            matrix, _ = self.inputs.labeled_matrix(corpus)
            yield Comparison(
                f"{corpus}, C = {C}", self.ours("multinomial", matrix, C, TREND_TOLERANCE, ours),
                self.peer("scikit-learn", "multinomial", matrix, C, 1e-9, LBFGS_ITERATIONS[corpus], peer, "float32"),
                lambda comparison, corpus=corpus: self.judge("multinomial", corpus, comparison, "free", "free"))

    def one_vs_rest(self):
        for corpus in ["thucnews-titles", "toutiao-titles"]:
            ours, peer = self.weights("one-vs-rest", corpus)
            matrix, _ = self.inputs.labeled_matrix(corpus)
            yield Comparison(
                f"{corpus}, C = {C}", self.ours("one-vs-rest", matrix, C, TREND_TOLERANCE, ours),
                self.peer("LIBLINEAR -s 7 -B 1", "one_vs_rest", matrix, C, LIBLINEAR_EPSILON, peer),
                lambda comparison, corpus=corpus: self.judge("one-vs-rest", corpus, comparison, "free", "regularized"))

    def weights(self, kind, corpus):
        return [self.inputs.work / f"{corpus}.{kind}.{side}" for side in ("ours.f32", "peer.f64")]

    def judge(self, kind, corpus, comparison, our_bias, peer_bias):
        """Objectives above the best known minimum, and accuracy, by one script for both."""
        if self.python is None:
            return
        matrix, dev = self.inputs.labeled_matrix(corpus)
        # A long run, from which the minimum is found.
        start = self.inputs.work / f"{corpus}.{kind}.start.f32"
        if not start.exists():
            run([self.inputs.bench, kind, matrix, C, 1e-8, start])
        ours, peer = self.weights(kind, corpus)
        for side, bias, path in [(comparison.ours, our_bias, ours), (comparison.peer, peer_bias, peer)]:
            if not side.results:
                continue
            minimum = self.inputs.work / f"{corpus}.{kind}.{bias}.minimum"
            script = self.inputs.work.parent / "peers/objectives.py"
            output = run([self.python, script, kind, bias, matrix, dev, C, minimum, start, path])
            side.quality.update(json.loads(output)[0])

    def path(self):
        """The peer takes about half an hour, so it runs once."""
        matrix, _ = self.inputs.labeled_matrix("toutiao-titles")
        arguments = (matrix, PATH_C, PATH_FOLDS)
        yield Comparison(
            f"toutiao-titles, 8 values of C × {PATH_FOLDS} folds", self.ours("path", *arguments),
            self.peer("scikit-learn", "path", *arguments), most_runs=1)

    def nmf(self):
        matrix = self.inputs.article_matrix("cctv-news")
        for rank in (20, 50, 100):
            yield Comparison(
                f"articles, rank {rank}", self.ours("nmf", matrix, rank), self.peer("scikit-learn", "nmf", matrix, rank),
                most_runs=2)

    def topics(self):
        """How good topics are, by one script for all sides; see peers/topic_quality.py. The peers take an hour."""
        # All texts, with two seeds, and twice without a fifth of them.
        runs = [(1, -1), (2, -1), (1, 0), (1, 1)]
        for corpus, every in [("cctv-news", 1), ("zhihu-hot-questions", 3)]:
            texts = self.inputs.distinct_texts(corpus, every)
            for rank in (10, 20, 50):
                for kind, name in [("nmf", "scikit-learn"), ("lda", "gensim")]:
                    outs = [
                        [self.inputs.work / f"topics.{corpus}.{side}.{rank}.{seed}.{fold}" for seed, fold in runs]
                        for side in ("ours", kind)]

                    def judge(comparison, texts=texts, outs=outs):
                        script = self.inputs.work.parent / "peers/topic_quality.py"
                        for side, paths in [
                            (comparison.ours, outs[0]), (comparison.peer, outs[1])]:
                            if self.python is None or not side.results:
                                continue
                            # The first run of each is timed; the others are made once and kept.
                            for path, (seed, fold) in list(zip(paths, runs))[1:]:
                                if not path.with_name(path.name + ".f32").exists() or side is comparison.ours:
                                    run([*side.command[:-5], texts, rank, seed, fold, path])
                            files = [f"{path}:{fold}" if fold >= 0 else str(path) for path, (_, fold) in zip(paths, runs)]
                            side.quality.update(json.loads(run([self.python, script, texts, ",".join(files)])))

                    yield Comparison(
                        f"{corpus}, {rank} topics", self.ours("topics", texts, rank, 1, -1, outs[0][0]),
                        self.peer(name, "topics", kind, texts, rank, 1, -1, outs[1][0]), judge, most_runs=1)

    # The command

    def train_command(self, every=1):
        corpus = self.inputs.lines("thucnews-titles.train", every)
        model = self.inputs.work / f"titles.{every}.trend"
        command = [self.inputs.trend, "train", corpus, "--single-label", "--model", model]
        return model, Side("trend", command, is_whole=True)

    def train_peer(self, every=1):
        corpus = self.inputs.lines("thucnews-titles.train", every)
        model = self.inputs.work / f"titles.{every}.fasttext"
        return model, self.peer("fastText", "fasttext_train", corpus, model, is_whole=True)

    def tag(self, title, corpus, models, is_labeled=False):
        tagged = [self.inputs.work / f"tagged.{side}.jsonl" for side in ("ours", "peer")]
        command = [self.inputs.trend, "tag", corpus, "--model", models[0], "--output", tagged[0]]

        def judge(comparison):
            for side, path in zip((comparison.ours, comparison.peer), tagged):
                if side.results:
                    side.quality["dev_accuracy"] = accuracy(path)

        return Comparison(
            title, Side("trend", command, is_whole=True),
            self.peer("fastText", "fasttext_tag", models[1], corpus, tagged[1], is_whole=True),
            judge if is_labeled else None, input_bytes=corpus.stat().st_size)

    def models(self):
        """Trained anew, since the program may be another one; the peer's is not."""
        (model, train), (peer_model, peer_train) = self.train_command(), self.train_peer()
        run(train.command)
        if self.python is not None and not peer_model.exists():
            run(peer_train.command)
        return model, peer_model

    def train(self):
        dev = self.inputs.lines("thucnews-titles.dev")
        (model, ours), (peer_model, peer) = self.train_command(), self.train_peer()

        def judge(comparison):
            tagging = self.tag("", dev, (model, peer_model), is_labeled=True)
            for side, tagger in [(comparison.ours, tagging.ours), (comparison.peer, tagging.peer)]:
                if side.results and not tagger.failure:
                    tagger.run()
            tagging.judge(tagging)
            comparison.ours.quality.update(tagging.ours.quality)
            if comparison.peer.name == "fastText":
                comparison.peer.quality.update(
                    {name: value for name, value in tagging.peer.quality.items() if name == "dev_accuracy"})

        yield Comparison("titles, whole process", ours, peer, judge)
        if self.python is None:
            return
        _, ours = self.train_command()
        train = self.inputs.lines("thucnews-titles.train")
        yield Comparison(
            "titles, whole process", ours, self.peer("scikit-learn", "scikit_train", train, dev), judge)

    def tag_corpora(self):
        models = self.models()
        yield self.tag("questions, whole process", self.inputs.lines("zhihu-hot-questions"), models)
        yield self.tag(
            "titles ×10, whole process", self.inputs.lines("thucnews-titles.dev", times=10), models, is_labeled=True)

    def growth(self):
        models = self.models()

        def train(every):
            (_, ours), (_, peer) = self.train_command(every), self.train_peer(every)
            return Comparison(f"train, 1/{every}", ours, peer)

        for make in [
            lambda every: self.vectorize(f"vectorize titles, 1/{every}", "titles", "thucnews-titles.train", every),
            lambda every: self.vectorize(f"vectorize articles, 1/{every}", "articles", "cctv-news", every),
            train,
            lambda every: self.tag(f"tag, 1/{every}", self.inputs.lines("zhihu-hot-questions", every), models),
        ]:
            smaller = None
            for every in SHARES:
                comparison = make(every)
                comparison.smaller = smaller
                smaller = comparison
                yield comparison

    def all(self):
        return {
            "vectorize-titles": self.vectorize_titles, "vectorize-articles": self.vectorize_articles,
            "transform": self.transform, "multinomial": self.multinomial, "one-vs-rest": self.one_vs_rest,
            "path": self.path, "nmf": self.nmf, "topics": self.topics, "train": self.train, "tag": self.tag_corpora, "growth": self.growth,
        }
