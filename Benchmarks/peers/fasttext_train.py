"""fasttext_train.py TRAIN MODEL: fastText on characters, from JSON lines to a saved model, on two cores."""
import json
import sys
import time

import fasttext
from corpus import characters, read_rows

path, output = sys.argv[1:]
with open(output + ".txt", "w", encoding="utf-8") as lines:
    lines.writelines(f"__label__{row['label']} {characters(row['text'])}\n" for row in read_rows(path))
start = time.perf_counter()
model = fasttext.train_supervised(output + ".txt", wordNgrams=2, epoch=25, thread=2, verbose=0)
seconds = time.perf_counter() - start
model.save_model(output)
print(json.dumps({"quality": {"training_alone": seconds}}))
