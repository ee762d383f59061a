"""The page of a benchmark: what it measured, in tables and pictures.

``python -m tallyscope.report.bench_page DIR... --out docs`` reads what ``tallyscope bench`` wrote
into the folders and writes ``benchmark-results.md`` and its pictures in ``benchmark/``. The same
results make the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tallyscope.assess.assessment import WORST_FIRST
from tallyscope.benchmark import findings
from tallyscope.benchmark.detection import THRESHOLDS, detection, read_run
from tallyscope.methods import card
from tallyscope.report import bench_figures
from tallyscope.report.silence import PLACES
from tallyscope.result import rounded
from tallyscope.stats.exact_rate import at_least
from tallyscope.writing import replacing, write_text

MADE = "<!-- written by python -m tallyscope.report.bench_page; do not edit -->"
PAGE, PICTURES = "benchmark-results.md", "benchmark"
BAR_PERCENT, BAR_UNITS, BAR_MECHANISM = 3.0, 20_000, "incremental-stuffing"
COVERAGE = 0.9  # wanted of intervals of votes affected


def write(folders: Sequence[Path], out: Path) -> None:
    """Write the page and its pictures."""
    results, run = read_run(folders)
    table = detection(results, run)
    costs = pl.concat([pl.read_parquet(folder / "costs.parquet") for folder in folders])
    (out / PICTURES).mkdir(parents=True, exist_ok=True)
    pictures = {
        "false-alarms": bench_figures.false_alarms(table["false_alarms"]),
        "power": bench_figures.power_curves(findings.powers(results), findings.detectable(results)),
        "least": bench_figures.least(findings.detectable(results)),
    }
    for name, chart in pictures.items():
        with replacing(out / PICTURES / f"{name}.svg") as beside:
            chart.save(str(beside), format="svg")
    write_text("\n\n".join(paragraphs(results, costs, table)) + "\n", out / PAGE)


def paragraphs(
    results: pl.DataFrame, costs: pl.DataFrame, table: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the parts of the page."""
    least = findings.detectable(results)
    yield MADE
    yield "# What the benchmark measured"
    yield from _run(table["run"], costs)
    yield "## Bars"
    yield _table(("bar", "measured", "met"), list(_bars(results, least, table)))
    yield "## False alarms"
    yield (
        "Of honest elections, how many each method alarms at: graded unusual or worse; of tests"
        " that are never graded, p-values up to 5%. A method that rejects at 5%, or without a test"
        " alarms, more often than 1 in 20 at honest elections of some kind warns only: so often"
        f" that the exact binomial chance is at most {THRESHOLDS.demotion_p:g} over the number of"
        " kinds."
    )
    yield "![Percent of honest elections alarmed at](benchmark/false-alarms.svg)"
    yield _table(
        ("method", "alarms", "at 5%", "at 1%", "real clean elections", "warns only, since"),
        [_alarms_row(name, told, table) for name, told in table["false_alarms"].items()],
    )
    yield "## Power"
    yield (
        "How often tampering in units anywhere is graded unusual or worse by the method that needs"
        " least of it. The dashed line is the wanted power. Where fewer than half are noticed, less"
        " was not tried."
    )
    yield "![Power curves by kind of tampering](benchmark/power.svg)"
    yield "## The least that is noticed"
    yield (
        "Votes added to the leader or taken from the others, in percent of the leader's, from which"
        " four elections of five are noticed, with the 90% interval of the measurement; an open end"
        " is a dash. What each kind does is told on the page of the [simulation](simulate.md)."
    )
    yield "![The least tampering noticed](benchmark/least.svg)"
    yield _least_table(least)
    yield "## Intervals and lists of units"
    yield _table(
        ("method", "kind of tampering", "elections", "interval holds the planted votes"),
        [
            (name, kind or "honest", f"{n:,}", f"{100 * share:.0f}%")
            for name, kind, n, share in findings.coverage(results).iter_rows()
        ],
    )
    yield _table(
        ("method", "kind of tampering", "elections", "average precision", "by lot"),
        [
            (name, kind, f"{n:,}", f"{precision:.2f}", f"{lot:.2f}")
            for name, kind, n, precision, lot in findings.localisation(results).iter_rows()
        ],
    )


def _run(run: Mapping[str, Any], costs: pl.DataFrame) -> Iterator[str]:
    cases = run["cases"]
    yield (
        f"tallyscope {', '.join(run['tallyscope'])}, program"
        f" `{', '.join(digest[:16] for digest in run['program'])}`, results"
        f" `{', '.join(digest[:16] for digest in run['results'])}`: {cases['size']:,} honest and"
        f" {cases['power']:,} tampered simulated elections, {cases['clean']:,} real ones regarded"
        f" as clean; seeds {run['seeds'][0]:,} to {run['seeds'][1]:,}; {run['missing']:,} cases"
        " that were asked are missing, since they failed or the run was stopped."
        f" The methods took {costs['seconds'].sum() / 60:,.0f} minutes in all, on a busy machine."
    )
    yield _table(
        ("units", "honest elections of each kind", "tampered ones at each amount, at least"),
        [
            (f"{one['n_units']:,}", f"{one['honest']:,}", f"{one['tampered']:,}")
            for one in run["elections"]
        ],
    )


def _bars(
    results: pl.DataFrame, least: pl.DataFrame, table: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    failing = [
        name
        for name, told in table["false_alarms"].items()
        if card(name).primary and _refused(told, table)
    ]
    yield (
        "size at most 5% for every primary test on every honest feature",
        ", ".join(failing) or "none beyond the error of the simulation",
        "no" if failing else "yes",
    )
    worst = min(
        results.filter(pl.col("question") == "clean")["level"].drop_nulls().unique().to_list(),
        key=WORST_FIRST.index,
        default="descriptive",
    )
    allowed = WORST_FIRST.index(worst) >= WORST_FIRST.index("unusual")
    yield (
        "no real clean election worse than unusual",
        f"worst: {worst}",
        "yes" if allowed else "no",
    )
    yield _power_bar(least)
    covered = findings.coverage(results)
    low = covered.filter(pl.col("covers") < COVERAGE)
    yield (
        f"intervals hold the planted votes in {100 * COVERAGE:.0f}%",
        "; ".join(
            f"{name}, {kind or 'honest'}: {100 * share:.0f}%"
            for name, kind, _, share in low.iter_rows()
        )
        or f"at least {100 * float(covered['covers'].min() or 0):.0f}% of every kind",  # type: ignore[arg-type]
        "no" if low.height else "yes",
    )


def _power_bar(least: pl.DataFrame) -> tuple[str, str, str]:
    bar = f"{BAR_PERCENT:g}% of the leader's votes stuffed anywhere, {BAR_UNITS:,} units, power 0.8"
    rows = least.filter(
        pl.col("method") == findings.ANY,
        pl.col("where") == "anywhere",
        pl.col("mechanism") == BAR_MECHANISM,
        pl.col("n_units") == BAR_UNITS,
    )
    if rows.is_empty():
        return bar, "not measured", "no"
    row = rows.row(0, named=True)
    if row["percent"] is None:
        return bar, f"not noticed up to {_percent(row['tried'])}", "no"
    return bar, f"from {_percent(row['percent'])}", "yes" if row["percent"] <= BAR_PERCENT else "no"


def _refused(told: Mapping[str, Any], table: Mapping[str, Any]) -> list[str]:
    """Return the features with more alarms than the error of the simulation allows."""
    counts = told["at_5"] or told["simulated"]
    return [
        f"{table['features'][feature]} ({alarms} of {elections})"
        for feature, (elections, alarms) in counts.items()
        if at_least(alarms, elections, THRESHOLDS.size) <= THRESHOLDS.demotion_p / len(counts)
    ]


def _alarms_row(name: str, told: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[str, ...]:
    elections, alarms = told["clean"]
    return (
        name + (" (contested)" if card(name).contested else ""),
        _summed(told["simulated"]),
        _summed(told["at_5"]),
        _summed(told["at_1"]),
        f"{alarms} of {elections}",
        "; ".join(_refused(told, table)),
    )


def _summed(counts: Mapping[str, Sequence[int]] | None) -> str:
    if counts is None:
        return ""
    elections, alarms = (sum(pair[at] for pair in counts.values()) for at in (0, 1))
    return f"{alarms} of {elections} ({100 * alarms / elections:.1f}%)"


def _least_table(least: pl.DataFrame) -> str:
    any_method = least.filter(pl.col("method") == findings.ANY)
    rows = []
    for mechanism, where in sorted(
        any_method.select("mechanism", "where").unique().rows(),
        key=lambda pair: (pair[0], list(PLACES).index(pair[1])),
    ):
        cells = any_method.filter(pl.col("mechanism") == mechanism, pl.col("where") == where)
        by_size = {row["n_units"]: _cell(row) for row in cells.iter_rows(named=True)}
        rows.append((mechanism, PLACES[where], by_size))
    sizes = sorted(any_method["n_units"].unique())
    return _table(
        ("kind of tampering", "where", *(f"{size:,} units" for size in sizes)),
        [(name, where, *(by.get(size, "not tried") for size in sizes)) for name, where, by in rows],
    )


def _cell(row: Mapping[str, Any]) -> str:
    if row["percent"] is None:
        return f"not up to {_percent(row['tried'])}"
    high = "–" if row["high"] is None else _percent(row["high"])
    until = "" if row["until"] is None else f", not beyond {_percent(row['until'])}"
    return f"{_percent(row['percent'])} ({_percent(row['low'])} to {high}){until}"


def _percent(value: float) -> str:
    return f"{rounded(value, value)}%"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(arguments: Sequence[str]) -> None:
    """Read folders and the place to write to from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tallyscope.report.bench_page")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    given = parser.parse_args(arguments)
    write(given.folders, given.out)


if __name__ == "__main__":
    main(sys.argv[1:])
