"""How well the units that methods point at are those that an audit found to be wrong.

``python -m tallyscope.benchmark.localisation FILE --truth COLUMN=VALUE`` reads a results file with
the outcome of an audit of every unit in one column, and compares it with the scores of the methods.

What is compared was fixed before any truth was looked at: every uncontested method of the battery
that needs votes only and scores units, with its own settings and seed 0, once for each option with
at least a tenth of the votes, since either side's stations may have been struck. A unit's score is
the highest over the options, in that method's own order; a unit that a method does not list shares
the last place with all others that it does not list. "All methods" adds the ranks. Two yardsticks
know no forensics: the number of votes, and how large the first option's share is. Since a list that
is held against its mirror image may be empty, `neighbours` is ranked without that bar, too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault, NotApplicable, did_you_mean
from tallyscope.methods import UNCONTESTED
from tallyscope.methods.neighbours import neighbours
from tallyscope.result import Result
from tallyscope.sources import read
from tallyscope.stats.precision_recall import average_precision, precision_recall
from tallyscope.stats.randomness import block_weights, stream
from tallyscope.tally import Tally
from tallyscope.writing import write_text

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LEAST_SHARE = 0.1  # our choice: options with fewer votes are nobody's gain
DRAWS = 500  # our choice: quantiles steady to a tenth of the interval's width
SEED = 0
SHOWN_RECALL = 0.02  # our choice: steps of the curve in the picture
UNBARRED = "neighbours, all that are far above"
ALL = "all methods together"
BY_LOT = "by lot"


@dataclass(frozen=True)
class Ranking:
    """How well one ranking finds the wrong units.

    Attributes
    ----------
    name : str
    kind : {"method", "together", "yardstick"}
    listed : int
        Units with a score above the last place.
    right : int
        Those of them that are wrong by the truth.
    average_precision, low, high : float
        With the 95% interval of bootstrap samples of districts.
    """

    name: str
    kind: str
    listed: int
    right: int
    average_precision: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Localisation:
    """All rankings of one file.

    Attributes
    ----------
    units, wrong : int
    rankings : tuple of Ranking
    curves : polars.DataFrame
        ``ranking``, ``met`` (part of all units), ``recall``, ``precision``.
    silent : mapping of str to str
        Methods that could not run, and why.
    """

    units: int
    wrong: int
    rankings: tuple[Ranking, ...]
    curves: pl.DataFrame
    silent: Mapping[str, str]

    @property
    def base_rate(self) -> float:
        """The part of wrong units: what a ranking by lot has for average precision."""
        return self.wrong / self.units


def localisation(tally: Tally, wrong: Mask) -> Localisation:
    """Rank the units by every method, and hold the rankings against the truth.

    Parameters
    ----------
    tally : Tally
    wrong : bool array, shape (n,)
        Units that are known to be wrong.
    """
    scores, silent = _scores(tally)
    methods = list(scores)
    scores[UNBARRED] = _best(tally, partial(neighbours, by_chance=np.inf))
    scores[ALL] = np.sum([_rank(scores[name]) for name in methods], axis=0)
    scores["number of votes"] = tally.counts("valid").astype(np.float64)
    largest = tally.votes.max(axis=1) / np.maximum(tally.votes.sum(axis=1), 1)
    scores["share of the first option"] = largest.astype(np.float64)
    weights = _weights(tally)
    kinds = dict.fromkeys([*methods, UNBARRED], "method") | {ALL: "together"}
    rankings = tuple(
        _ranking(name, kinds.get(name, "yardstick"), score, wrong, weights)
        for name, score in scores.items()
    )
    curves = pl.concat(_curve(name, score, wrong) for name, score in scores.items())
    return Localisation(len(tally), int(wrong.sum()), rankings, curves, silent)


def _scores(tally: Tally) -> tuple[dict[str, Floats], dict[str, str]]:
    """Return the scores of each method that needs votes only; 0 for units not listed."""
    scores: dict[str, Floats] = {}
    silent: dict[str, str] = {}
    for method in UNCONTESTED:
        if method.needs != ("votes",):
            continue
        try:
            scores[method.name] = _best(tally, method.run)
        except NotApplicable as reason:
            silent[method.name] = str(reason)
    return scores, silent


def _best(tally: Tally, run: Callable[..., Result]) -> Floats:
    """Return each unit's highest score over the options, 0 where it is never listed."""
    totals, best = tally.votes.sum(axis=0), np.zeros(len(tally))
    for option, votes in zip(tally.choices, totals, strict=True):
        if votes < LEAST_SHARE * totals.sum():
            continue
        listed = run(tally, choice=option, seed=SEED).unit_scores
        if listed is None:
            raise NotApplicable("it scores no units")
        joined = tally.units.select("unit").join(
            listed.select("unit", "score"), on="unit", how="left", maintain_order="left"
        )
        best = np.maximum(best, joined["score"].fill_null(0.0).to_numpy())
    return best


def _rank(score: Floats) -> Floats:
    """Return the part of units with a lower score, 0 for the last place."""
    below = np.searchsorted(np.sort(score), score, side="left")
    rank: Floats = below / max(len(score), 1)
    return rank


def _weights(tally: Tally) -> Floats:
    """Return how often each unit counts in bootstrap samples of districts, (draws, n)."""
    block = tally.groups(tally.levels[-1] if tally.levels else None)[1]
    if not tally.levels:
        block = np.arange(len(tally))
    drawn = block_weights(stream(SEED, "localisation"), int(block.max()) + 1, DRAWS)
    weights: Floats = drawn[:, block]
    return weights


def _ranking(name: str, kind: str, score: Floats, wrong: Mask, weights: Floats) -> Ranking:
    resampled = [
        average_precision(score, wrong, weight) for weight in weights if weight[wrong].sum() > 0
    ]
    low, high = np.quantile(resampled, [0.025, 0.975])
    above = score > score.min()
    return Ranking(
        name,
        kind,
        int(above.sum()),
        int((above & wrong).sum()),
        average_precision(score, wrong),
        float(low),
        float(high),
    )


def _curve(name: str, score: Floats, wrong: Mask) -> pl.DataFrame:
    """Return the curve at steps of recall, with its first point and where the list ends."""
    curve = precision_recall(score, wrong)
    kept = np.append(np.diff(np.floor(curve.recall / SHOWN_RECALL)) > 0, True)
    kept[[0, max(len(kept) - 2, 0)]] = True
    recall, precision = curve.recall[kept], curve.precision[kept]
    base_rate = wrong.mean()
    return pl.DataFrame(
        {
            "ranking": [name] * len(recall),
            "met": recall * base_rate / np.maximum(precision, np.finfo(np.float64).tiny),
            "recall": recall,
            "precision": precision,
        }
    ).filter(pl.col("recall") > 0)


def truth_of(tally: Tally, told: str) -> Mask:
    """Return which units are wrong by ``COLUMN=VALUE``, bool (n,).

    Raises
    ------
    DataError
        If it is not of that form, or no or every unit has the value.
    """
    column, equals, value = told.partition("=")
    if not equals or column not in tally.units.columns:
        raise DataError(
            Fault(
                f"--truth is {told!r}",
                expected="COLUMN=VALUE with a column of " + ", ".join(tally.units.columns),
                remedy=did_you_mean(column, tally.units.columns).strip(),
            )
        )
    wrong: Mask = tally.units[column].cast(pl.String).eq_missing(value).to_numpy()
    if not 0 < wrong.sum() < len(tally):
        raise DataError(
            Fault(
                f"{int(wrong.sum()):,} of {len(tally):,} units have {column} = {value}",
                expected="some and not all",
            )
        )
    return wrong


def told(found: Localisation) -> str:
    """Return the table as text."""
    lines = [
        f"{found.wrong:,} of {found.units:,} units are wrong: {found.base_rate:.4f}, the average"
        " precision of a ranking by lot",
        "",
        "| ranking | listed | of them wrong | average precision | 95% | times the base rate |",
        "|---|---|---|---|---|---|",
    ]
    for row in found.rankings:
        listed = f"{row.listed:,}" if row.kind == "method" else ""
        right = f"{row.right:,}" if row.kind == "method" else ""
        lines.append(
            f"| {row.name} | {listed} | {right} | {row.average_precision:.3f} |"
            f" {row.low:.3f} to {row.high:.3f} | {row.average_precision / found.base_rate:.1f} |"
        )
    lines += [f"{name}: not ranked, {reason}" for name, reason in found.silent.items()]
    return "\n".join(lines) + "\n"


def draw(found: Localisation, path: Path) -> None:
    """Write the precision-recall curves as SVG, PNG or HTML, by the file's ending."""
    import altair as alt

    curves = alt.Chart(alt.Data(values=found.curves.to_dicts())).mark_line(interpolate="linear")  # type: ignore[no-untyped-call]
    percent = alt.Axis(format="%")
    lines = curves.encode(
        x=alt.X("recall:Q", title="Wrong units found", axis=percent),
        y=alt.Y("precision:Q", title="Wrong units among those looked at", axis=percent),
        color=alt.Color("ranking:N", title=None, sort=[row.name for row in found.rankings]),
        order="recall:Q",
    )
    by_lot = alt.Chart().mark_rule(strokeDash=[3, 3]).encode(y=alt.datum(found.base_rate))
    title = f"Finding {found.wrong:,} wrong units among {found.units:,} (dashed: {BY_LOT})"
    alt.layer(lines, by_lot).properties(width=480, height=320, title=title).save(str(path))


def main(words: list[str]) -> int:
    """Read the file, print the table and write what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tallyscope.benchmark.localisation")
    parser.add_argument("file", type=Path)
    parser.add_argument("--truth", required=True, metavar="COLUMN=VALUE")
    parser.add_argument("--figure", type=Path, help="write the curves: .svg, .png or .html")
    parser.add_argument("--curves", type=Path, help="write the points of the curves: .csv")
    given = parser.parse_args(words)
    try:
        tally = read(given.file)
        found = localisation(tally, truth_of(tally, given.truth))
    except DataError as refused:
        sys.stderr.write(f"{refused}\n")
        return 3
    sys.stdout.write(told(found))
    if given.figure is not None:
        draw(found, given.figure)
    if given.curves is not None:
        write_text(found.curves.write_csv(), given.curves)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
