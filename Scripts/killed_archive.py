"""What kill-test asks of an archive whose writer was killed, and articles enough to make one of several batches.

Of the schema it knows where a batch ends (the greatest article, or the greatest that a model has been at) and that a row with a column
`article` belongs to that article. So a table more is looked at without a word here.
"""
import collections
import pathlib
import random
import shutil
import sqlite3
import tempfile

ARTICLES = "SELECT max(id) FROM article"
TAGGED = "SELECT max(article) FROM inferred"


def write_articles(datasets, folder, count=9000, files=9):
    """New articles of sentences of the sample corpus: short, so that many are soon imported; some like others."""
    sentences = [s for path in datasets for line in pathlib.Path(path).read_text().splitlines()
                 if line.startswith("总结") for s in line[3:].split("。") if s]
    generator = random.Random(1)
    paths = []
    for file in range(files):
        records = []
        for number in range(file, count, files):
            text = "。".join(generator.choices(sentences, k=2)) if number % 50 else sentences[0] * 2
            records.append(f"标题：第{number}篇\n链接：https://example.com/{number}\n日期：2024-06-{number % 30 + 1:02}\n总结：{text}。\n")
        paths.append(folder / f"articles-{file}.txt")
        paths[-1].write_text("\n".join(records))
    return [str(path) for path in paths]


class Contents:
    """What an archive holds: for each table its rows, and the terms of the full-text index."""

    def __init__(self, path, batch_end):
        self.tables = collections.defaultdict(frozenset)
        self.owner = {}
        self.faults = []
        self.batch_end = 0
        # A copy, as opening it would mend what the program itself must be able to mend.
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / path.name
            for suffix in ("", "-wal"):
                if pathlib.Path(f"{path}{suffix}").exists():
                    shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
            database = sqlite3.connect(copy)
            try:
                self.read(database, batch_end)
            except sqlite3.DatabaseError as error:
                self.faults.append(f"the archive cannot be read: {error}")
            database.close()

    def read(self, database, batch_end):
        if (found := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            self.faults.append(f"integrity_check: {found[:3]}")
        if found := database.execute("PRAGMA foreign_key_check").fetchall():
            self.faults.append(f"foreign_key_check: {found[:3]}")
        kinds = {name: sql for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
        indices = [name for name, sql in kinds.items() if "USING fts5" in sql]
        # How an index lies in its pages is its own affair; its rows are in the table of their sizes.
        inner = {f"{index}{suffix}" for index in indices for suffix in ("", "_data", "_idx", "_config")}
        for name in kinds.keys() - inner:
            cursor = database.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in cursor.description]
            belongs = "id" if name == "article" or name.endswith("_docsize") else "article"
            if belongs in columns:
                self.owner[name] = columns.index(belongs)
            self.tables[name] = frozenset(cursor)
        for index in indices:
            database.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {index}, row)")
            self.tables[f"terms of {index}"] = frozenset(database.execute("SELECT * FROM temp.terms"))
            database.execute("DROP TABLE temp.terms")
        if kinds:
            self.batch_end = database.execute(batch_end).fetchone()[0] or 0

    def __eq__(self, other):
        return (self.tables, self.faults) == (other.tables, other.faults)

    def until(self, article):
        """The rows that belong to the articles up to one, by table."""
        return {name: {row for row in self.tables[name] if row[column] <= article} for name, column in self.owner.items()}


class WholeBatches:
    """Looks whether a killed run left what was there before, and of what it adds whole batches from the first on.

    `batch_end` says what article the last batch ends with. `most_ends`: as many ends as there can be, where they
    are so few that a batch that was not whole would show as one more.
    """

    def __init__(self, batch_end, most_ends=None):
        self.batch_end = batch_end
        self.most_ends = most_ends
        self.ends = collections.Counter()

    def contents(self, path):
        return Contents(path, self.batch_end)

    def __call__(self, before, left, whole):
        faults = list(left.faults)
        self.ends[left.batch_end] += 1
        expected = whole.until(left.batch_end)
        for name in whole.owner:
            rows = left.tables[name]
            if rows != before.tables[name] | expected[name]:
                faults.append(f"{name}: {len(rows)} rows, not those before and of the articles up to {left.batch_end}")
        if self.most_ends and len(self.ends) > self.most_ends:
            faults.append(f"batches end at {len(self.ends)} articles, but there are {self.most_ends} ends")
        return faults

    def __str__(self):
        """Where batches ended, and how often; nothing where they always ended with what was there before."""
        ends = ", ".join(f"{end} ({times})" for end, times in sorted(self.ends.items()))
        return f"; last article of the last batch: {ends}" if len(self.ends) > 1 else ""
