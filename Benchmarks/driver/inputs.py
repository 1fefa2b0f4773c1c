"""What the works read, made from the corpora once and kept in the work folder."""
import gzip
import itertools
import json

from .sides import Failure, run


class Inputs:
    def __init__(self, corpora, work, programs):
        """`programs` is the folder of trend and trend-bench."""
        self.corpora, self.work, self.programs = corpora, work, programs
        work.mkdir(exist_ok=True)

    @property
    def bench(self):
        return self.programs / "trend-bench"

    @property
    def trend(self):
        return self.programs / "trend"

    def corpus(self, name):
        for suffix in (".jsonl", ".jsonl.gz"):
            path = self.corpora / (name + suffix)
            if path.exists():
                return path
        raise Failure(f"there is no {name}.jsonl in {self.corpora}")

    def texts(self, name):
        """Normalized, one a line."""
        path = self.work / f"{name}.txt"
        if not path.exists():
            run([self.bench, "normalize", self.corpus(name), path])
        return path

    def distinct_texts(self, name, every=1):
        """Every `every`-th of the different ones."""
        path = self.work / f"{name}.distinct.{every}.txt"
        if not path.exists():
            with open(self.texts(name), encoding="utf-8", newline="\n") as lines:
                path.write_text("".join(list(dict.fromkeys(lines))[::every]), encoding="utf-8", newline="\n")
        return path

    def labeled_matrix(self, name):
        """The path of the training part; the development part is beside it."""
        path = self.work / name
        if not (self.work / f"{name}.dev.width").exists():
            run([self.bench, "labeled-matrix", self.corpus(f"{name}.train"), self.corpus(f"{name}.dev"), path])
        return f"{path}.train", f"{path}.dev"

    def article_matrix(self, name):
        path = self.work / name
        if not (self.work / f"{name}.width").exists():
            run([self.bench, "article-matrix", self.texts(name), path])
        return path

    def lines(self, name, every=1, times=1):
        """A corpus unpacked: every `every`-th line, and all of it `times` times over."""
        path = self.work / f"{name}.{every}.{times}.jsonl"
        if not path.exists():
            source = self.corpus(name)
            with (gzip.open if source.suffix == ".gz" else open)(source, "rb") as lines:
                chosen = list(itertools.islice(lines, 0, None, every))
            with open(path, "wb") as output:
                for _ in range(times):
                    output.writelines(chosen)
        return path


def accuracy(tagged):
    """The share of tagged JSON lines whose best label is the given one."""
    with open(tagged, encoding="utf-8") as lines:
        right = [row["predicted"][0]["label"] == row["label"] for row in map(json.loads, lines)]
    return sum(right) / len(right)
