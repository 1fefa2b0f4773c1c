"""jieba's extract_tags and textrank on the articles that `trend-bench writing` judges: overlap F1, four an article.

usage: keywords.py DATASETS   (a folder of records, a file a month; needs jieba==0.42.1)
"""

import json
import re
import sys
import time
import unicodedata
from pathlib import Path

import jieba
import jieba.analyze

HEAD = re.compile(r"^(标题|链接|日期|发布时间|来源|总结|关键词|AI技术|行业|重大事件摘要)[:：]\s*(.*)$")


def articles(path):
    found, field = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        head = HEAD.match(line)
        if head:
            field = head[1]
            if field == "标题":
                found.append({})
            found[-1][field] = head[2]
        elif field:
            found[-1][field] += "\n" + line
    return found


def spelling(text):
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text).lower())


def main():
    jieba.setLogLevel(60)
    jieba.initialize()
    # The first six months are what ours learns from at least.
    held = [a for path in sorted(Path(sys.argv[1]).glob("20*.txt"))[6:] for a in articles(path)]
    for name, extract in [("extract_tags", jieba.analyze.extract_tags), ("textrank", jieba.analyze.textrank)]:
        right = found = own = 0
        start = time.process_time()
        for article in held:
            wanted = {spelling(k) for k in re.split("[,，、;；\n]", article.get("关键词", "")) if k.strip()}
            got = {spelling(k) for k in extract(article["标题"] + "\n" + article.get("总结", ""), topK=4)}
            right, found, own = right + len(wanted & got), found + len(got), own + len(wanted)
        seconds = (time.process_time() - start) / len(held)
        print(json.dumps({"peer": name, "keyword_f1": 2 * right / (found + own), "milliseconds_an_article": seconds * 1e3}))


main()
