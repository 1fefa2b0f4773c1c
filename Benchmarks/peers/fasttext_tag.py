"""fasttext_tag.py MODEL CORPUS OUTPUT: JSON lines in, JSON lines with the likeliest label out."""
import json
import sys
import time

import fasttext
from corpus import characters

BATCH = 2048
model_path, path, output = sys.argv[1:]
model = fasttext.load_model(model_path)
predicting = 0.0


def tag(rows):
    global predicting
    texts = [characters(row["text"]) for row in rows]
    start = time.perf_counter()
    labels, probabilities = model.predict(texts)
    predicting += time.perf_counter() - start
    for row, label, probability in zip(rows, labels, probabilities):
        row["predicted"] = [
            {"label": label[0].removeprefix("__label__"), "probability": round(float(probability[0]), 4)}]
        tagged.write(json.dumps(row, ensure_ascii=False) + "\n")


with open(path, encoding="utf-8") as lines, open(output, "w", encoding="utf-8") as tagged:
    batch = []
    for line in lines:
        batch.append(json.loads(line))
        if len(batch) == BATCH:
            tag(batch)
            batch = []
    if batch:
        tag(batch)
print(json.dumps({"quality": {"predict_alone": predicting}}))
