"""Writes calibration.json beside this file: what scikit-learn 1.9.1 makes of scores and whether they were right.

    python make_calibration.py
"""

import json
import pathlib

import numpy as np
from sklearn.calibration import _SigmoidCalibration, calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss

random = np.random.default_rng(7)
# Rounded, so that many scores are equal and all are exact in float32.
scores = np.round(random.normal(-1, 2, 200) * 4) / 4
truth = random.random(200) < 1 / (1 + np.exp(-(0.8 * scores - 0.5)))

sigmoid = _SigmoidCalibration().fit(scores, truth)
steps = IsotonicRegression(out_of_bounds="clip").fit(scores, truth.astype(float))
asked = np.concatenate([np.arange(-9, 9, 0.375), scores[:20]])
probabilities = sigmoid.predict(scores)

counts = np.histogram(probabilities, bins=10, range=(0, 1))[0]
share, mean = calibration_curve(truth, probabilities, n_bins=10, strategy="uniform")
filled = counts > 0
error = float(np.sum(counts[filled] * np.abs(share - mean)) / len(scores))

result = {
    "scores": scores.tolist(),
    "isTrue": truth.tolist(),
    # scikit-learn writes 1 / (1 + exp(a · score + b)).
    "slope": -float(sigmoid.a_),
    "intercept": -float(sigmoid.b_),
    "asked": asked.tolist(),
    "steps": steps.predict(asked).tolist(),
    "probabilities": probabilities.tolist(),
    "brier": float(brier_score_loss(truth, probabilities)),
    "counts": counts.tolist(),
    "means": mean.tolist(),
    "shares": share.tolist(),
    "error": error,
}
here = pathlib.Path(__file__).parent
(here / "calibration.json").write_text(json.dumps(result) + "\n")
