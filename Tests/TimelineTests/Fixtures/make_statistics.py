"""Writes statistics.json beside this file: what numpy, scipy 1.17, statsmodels 0.15, pymannkendall 1.4
and ruptures 1.1 make of a few series, and what trying out all answers finds.

    python make_statistics.py
"""

import datetime
import itertools
import json
import pathlib

import numpy as np
import pymannkendall
import ruptures
from scipy import stats
from scipy.special import xlog1py, xlogy
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

random = np.random.default_rng(20260101)
output = {}

output["normal"] = [[p, stats.norm.ppf(p)] for p in (1e-12, 1e-4, 0.025, 0.3, 0.5, 0.6, 0.975, 0.9995)]
output["normalTails"] = [[z, 2 * stats.norm.sf(abs(z))] for z in (0, 0.5, -1.96, 4, 9)]
output["chiSquare"] = [
    [x, k, stats.chi2.sf(x, k)] for k in (1, 2, 3, 11, 12) for x in (0, 0.01, 1, 6.5, 19.7, 60)
]

output["wilson"] = [
    [k, n, c, *proportion_confint(k, n, alpha=1 - c, method="wilson")]
    for k, n in ((0, 20), (1, 29), (15, 148), (81, 263), (20, 20), (3, 100_000)) for c in (0.9, 0.95)
]

# before: count, total; after: count, total.
tables = [
    (10, 100, 20, 120), (300, 5000, 420, 5100), (0, 40, 9, 41), (3, 15, 9, 12), (1, 2, 2, 2), (2, 3000, 9, 3100),
    (0, 10, 0, 20), (5, 5, 7, 7), (40, 50, 38, 39), (1, 7, 6, 30), (4, 8, 4, 8), (12, 4000, 3, 100),
]
output["changes"] = []
for k1, n1, k2, n2 in tables:
    table = [[k2, n2 - k2], [k1, n1 - k1]]
    pooled = (k1 + k2) / (n1 + n2)
    if pooled in (0, 1):
        p = 1.0
    elif min(pooled, 1 - pooled) * min(n1, n2) < 5:
        p = stats.fisher_exact(table).pvalue
    else:
        p = proportions_ztest([k2, k1], [n2, n1])[1]
    low, high = confint_proportions_2indep(k2, n2, k1, n1, method="newcomb", compare="diff")
    output["changes"].append([k1, n1, k2, n2, p, low, high])

p_values = [
    # The example of Benjamini and Hochberg (1995), section 4, of which four are discoveries at 0.05.
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0],
    list(random.uniform(0, 0.2, 9)), [0.03], [0.2, 0.2, 0.01, 0.9, 0.9],
]
output["falseDiscovery"] = [[ps, list(stats.false_discovery_control(ps))] for ps in p_values]


def kendall(times, values):
    test = pymannkendall.original_test(values)
    i, j = np.triu_indices(len(values), 1)
    slopes = np.sort((values[j] - values[i]) / (times[j] - times[i]))
    reach = stats.norm.ppf(0.975) * np.sqrt(test.var_s)
    ranks = [(len(slopes) - reach) / 2, (len(slopes) + reach) / 2 + 1]
    low, high = np.interp(ranks, np.arange(1, len(slopes) + 1), slopes)
    slope = stats.theilslopes(values, times).slope
    return dict(
        times=times.tolist(), values=values.tolist(), score=int(test.s), p=float(test.p), slope=float(slope),
        lower=float(low), upper=float(high))


output["kendall"] = []
for n, slope, digits in ((8, 0.3, 3), (25, 0.1, 0), (40, 0.0, 1), (60, -0.05, 2)):
    times = np.sort(random.choice(np.arange(2 * n), n, replace=False))
    values = np.round(slope * times + random.normal(size=n), digits) + 0.0
    output["kendall"].append(kendall(times, values))


class Binomial(ruptures.base.BaseCost):
    """Twice the negative logarithm of the binomial likelihood without its constant, over a dispersion."""

    model, min_size = "binomial", 3

    def __init__(self, dispersion):
        self.dispersion = dispersion

    def fit(self, signal):
        self.signal = signal
        return self

    def error(self, start, end):
        k, n = self.signal[start:end].sum(axis=0)
        return -2 * (xlogy(k, k / n) + xlog1py(n - k, -k / n)) / self.dispersion


def dispersion(k, n):
    share = k.sum() / n.sum()
    pooled = (k[1:] + k[:-1] + share) / (n[1:] + n[:-1] + 1)
    z2 = np.diff(k / n) ** 2 / (pooled * (1 - pooled) * (1 / n[1:] + 1 / n[:-1]))
    return max(1.0, float(np.median(z2) / 0.4549))


output["changePoints"] = []
for levels, scatter in (
    ([(20, 0.02), (15, 0.05)], 0), ([(12, 0.1), (4, 0.3), (14, 0.12)], 0), ([(30, 0.05)], 0), ([(8, 0.0), (10, 0.02)], 0),
    ([(25, 0.1), (25, 0.2)], 0.3), ([(9, 0.5), (9, 0.9), (9, 0.6)], 0),
):
    shares = np.concatenate([np.full(length, p) for length, p in levels])
    shares = np.clip(shares * np.exp(scatter * random.normal(size=len(shares))), 0, 1)
    n = random.integers(200, 900, len(shares))
    k = random.binomial(n, shares)
    phi = dispersion(k, n)
    signal = np.column_stack([k, n])
    found = ruptures.Dynp(custom_cost=Binomial(phi), min_size=3, jump=1).fit(signal)
    # The least cost of each number of changes, and the best of them under the penalty.
    best = None
    for changes in range(0, len(k) // 3):
        try:
            places = found.predict(n_bkps=changes) if changes else [len(k)]
        except ruptures.exceptions.BadSegmentationParameters:
            break
        cost = found.cost.sum_of_costs(places) + 3 * np.log(len(k)) * changes
        if best is None or cost < best[0]:
            best = (cost, places[:-1])
    output["changePoints"].append(
        dict(counts=k.tolist(), totals=n.tolist(), dispersion=phi, changes=[int(c) for c in best[1]]))


def bursts(k, n, scaling, gamma):
    """The cheapest of all sequences of states."""
    base = k.sum() / n.sum()
    cost = np.array([-stats.binom.logpmf(k, n, p) for p in (base, scaling * base)])
    best = None
    for states in itertools.product((0, 1), repeat=len(k)):
        rises = sum(b > a for a, b in zip((0,) + states, states))
        total = cost[list(states), range(len(k))].sum() + rises * gamma * np.log(len(k))
        if best is None or total < best[0] - 1e-9:
            best = (total, states)
    found, start = [], None
    for index, state in enumerate(best[1] + (0,)):
        if state and start is None:
            start = index
        if not state and start is not None:
            weight = (cost[0] - cost[1])[start:index].sum()
            found.append([start, index - 1, float(weight)])
            start = None
    return found


output["bursts"] = []
for scaling, gamma, boosts in ((2, 1, {3: 3, 4: 4, 10: 3}), (3, 1, {0: 5, 1: 5}), (1.5, 0.5, {11: 2, 12: 2, 13: 3}), (2, 1, {})):
    n = random.integers(100, 400, 14)
    k = random.binomial(n, np.array([0.03 * boosts.get(i, 1) for i in range(14)]))
    output["bursts"].append(
        dict(scaling=scaling, transition=gamma, counts=k.tolist(), totals=n.tolist(), bursts=bursts(k, n, scaling, gamma)))

output["seasons"] = []
for years, seasons, strength, digits in ((2, 12, 2, 3), (4, 12, 0.5, 0), (5, 4, 1, 1), (3, 12, 0, 0)):
    values = np.round(strength * np.sin(np.arange(years * seasons) * 2 * np.pi / seasons) + random.normal(size=years * seasons), digits) + 0.0
    test = stats.friedmanchisquare(*values.reshape(years, seasons).T)
    output["seasons"].append(dict(values=values.tolist(), seasons=seasons, statistic=float(test.statistic), p=float(test.pvalue)))

# ISO weeks, with the turns of many years.
days = [datetime.date(y, m, d) for y in range(1999, 2031) for m, d in ((12, 27), (12, 28), (12, 29), (12, 31), (1, 1), (1, 3), (1, 4), (7, 9))]
output["weeks"] = {str(day): "%d-W%02d" % day.isocalendar()[:2] for day in days}

path = pathlib.Path(__file__).with_name("statistics.json")
path.write_text(json.dumps(output, default=float) + "\n")
