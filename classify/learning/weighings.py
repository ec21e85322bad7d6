"""Changes to a fitted weighing (a scaler and a logistic regression): moved by new decisions, other codes."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from classify.jury import Jury

Numbers = NDArray[np.float64]
Labels = NDArray[np.bool_]

MOST_STEPS = 60


def move_weighing(weighing: Any, columns: Numbers, labels: Labels, freedom: float) -> Any:
    """Return a copy fitted to `columns` (decision × column) and `labels`, moved from its weights as far as they ask."""
    copy = deepcopy(weighing)
    scaler, regression = copy[0], copy[-1]
    scaled = (columns - scaler.mean_) / scaler.scale_
    start = np.append(regression.coef_[0], regression.intercept_[0])
    moved = move_weights(start, scaled, np.where(labels, 1.0, -1.0), np.ones(len(labels)), freedom)
    regression.coef_, regression.intercept_ = moved[None, :-1], moved[-1:]
    return copy


def move_weights(start: Numbers, columns: Any, signs: Numbers, shares: Numbers, freedom: float) -> Numbers:
    """Return weights and bias (the last one) of a logistic regression with `start` as the mean of their prior.

    `columns` is decision × column, dense or sparse, `signs` 1 or -1, `shares` how much each decision counts;
    `freedom` is the prior's variance, in the units of scikit-learn's C.
    """
    odds = columns @ start[:-1] + start[-1]

    def loss(step: Numbers) -> tuple[float, Numbers]:
        margins = signs * (odds + columns @ step[:-1] + step[-1])
        pull = -signs * shares * expit(-margins) * freedom
        value = freedom * float(shares @ np.logaddexp(0.0, -margins)) + 0.5 * float(step[:-1] @ step[:-1])
        return value, np.append(columns.T @ pull + step[:-1], pull.sum())

    step = minimize(loss, np.zeros(len(start)), jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}).x
    moved: Numbers = start + step
    return moved


def rename_jury(jury: Jury, names: Mapping[str, str], codes: Sequence[str]) -> Jury:
    """Return a jury that knows `codes` where it knew `names[code]`; two codes may go back to the same one.

    Each known code has one mark among the last columns of `both`; the marks are put in the new order.
    """
    known = tuple(code for code in codes if names.get(code) in jury.known)
    if jury.both is None or not known:
        return Jury(None, jury.rules, ())
    both = deepcopy(jury.both)
    scaler, regression = both[0], both[-1]
    shared = regression.coef_.shape[1] - len(jury.known)
    columns = [*range(shared), *(shared + jury.known.index(names[code]) for code in known)]
    regression.coef_ = regression.coef_[:, columns]
    scaler.mean_, scaler.scale_, scaler.var_ = scaler.mean_[columns], scaler.scale_[columns], scaler.var_[columns]
    scaler.n_features_in_ = regression.n_features_in_ = len(columns)
    return Jury(both, jury.rules, known)


def extend_jury(jury: Jury, codes: Sequence[str]) -> Jury:
    """Return a jury that heeds the word voice for `codes` too, without a leaning of their own."""
    added = [code for code in codes if code not in jury.known]
    if jury.both is None or not added:
        return jury
    both = deepcopy(jury.both)
    scaler, regression = both[0], both[-1]
    regression.coef_ = np.hstack([regression.coef_, np.zeros((1, len(added)))])
    scaler.mean_ = np.append(scaler.mean_, np.zeros(len(added)))
    scaler.scale_, scaler.var_ = (np.append(known, np.ones(len(added))) for known in (scaler.scale_, scaler.var_))
    scaler.n_features_in_ = regression.n_features_in_ = regression.coef_.shape[1]
    return Jury(both, jury.rules, (*jury.known, *added))
