"""JSON lines, gzip or not."""
import gzip
import json


def read_rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def contents(rows):
    """Title and text, as trend joins them."""
    return ["\n".join(part for part in (row.get("title"), row["text"]) if part) for row in rows]


def characters(text):
    """For fastText, whose words are separated by blanks: each character a word."""
    return " ".join("".join(text.split()))
