"""`tallyscope demo`: a country tampered with in a known way, audited as a reader would do it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from tallyscope.cli.check import demo_story

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tallyscope.assess import Assessment
    from tallyscope.result import Result
    from tallyscope.simulate.tamper import Tampered
    from tallyscope.tally import Tally

R = TypeVar("R", bound="Result")

FEWEST_UNITS = 1_000  # our choice: every method has enough units, with room to spare


def demo(
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("out/demo"),
    seed: Annotated[int, typer.Option(min=0, help="Another seed is another country.")] = 0,
    units: Annotated[int, typer.Option(min=FEWEST_UNITS, help="Stations of the country.")] = 20_000,
) -> None:
    """Audit a simulated country with known tampering, and check a built-in news story.

    Writes the results file (demo.csv), what was planted (truth.csv), the report (report.html) and
    the result (result.json); the story (story.txt) and its dossier (dossier.html, dossier.json).
    """
    from tallyscope import assess, sources
    from tallyscope.report import dossier_terminal, html, terminal
    from tallyscope.report.exchange import to_json
    from tallyscope.simulate.demonstration import demonstration
    from tallyscope.simulate.publish import publish, write_table
    from tallyscope.writing import write_text

    out.mkdir(parents=True, exist_ok=True)
    results, report, result = out / "demo.csv", out / "report.html", out / "result.json"
    with terminal.progress() as told:
        told("Simulating a country")
        tampered = demonstration(n_units=units, seed=seed)
        publish(tampered.tally, results)
        write_table(tampered.truth, out / "truth.csv")
        told("Reading the results file")
        tally = sources.read(results)
        found = assess.audit(tally, choice=tampered.honest.winner, seed=seed, progress=told)
        told("Auditing the honest twin")
        twin = assess.audit(tampered.honest, seed=seed)
        told("Writing the report")
        html.write(found, report)
        write_text(to_json(found), result)
        told("Checking a news story")
        dossier = demo_story(out)
    _show(compared(tampered, found, twin), tampered, seed)
    dossier_terminal.show(dossier)
    story = (out / name for name in ("story.txt", "dossier.html", "dossier.json"))
    for written in (results, out / "truth.csv", report, result, *story):
        typer.echo(f"Written: {written}")


class Line(NamedTuple):
    """One thing that was planted, and what the audit made of it."""

    what: str
    planted: str
    found: str
    twin: str


def compared(tampered: Tampered, found: Assessment, twin: Assessment) -> tuple[Line, ...]:
    """Set what was planted beside what was found, and beside the same without tampering."""
    from tallyscope.methods.excess_votes import ExcessVotesResult
    from tallyscope.methods.fingerprint import FingerprintResult
    from tallyscope.methods.integer_percentages import IntegerPercentagesResult

    whole, twin_whole = (_of(one, IntegerPercentagesResult) for one in (found, twin))
    print_of, twin_print = (_of(one, FingerprintResult) for one in (found, twin))
    votes, twin_votes = (_of(one, ExcessVotesResult) for one in (found, twin))
    rewritten = _units(tampered, "rounding of both")
    stuffed_full = _units(tampered, "extreme stuffing")
    return (
        Line(
            "units at whole percentages of turnout or share, beyond chance",
            f"{len(rewritten):,} rewritten, {_newly_whole(tampered, rewritten):,} of them at no"
            " whole percentage before",
            str(whole.headline),
            str(twin_whole.headline),
        ),
        Line(
            "units whole in both, in regions that stand out",
            f"{len(rewritten):,}",
            _listed(whole, rewritten, "rewritten"),
            _listed(twin_whole, frozenset(), "rewritten"),
        ),
        Line(
            f"votes added for {found.choice}",
            f"{tampered.votes_added:,}",
            f"{votes.headline}, clean turnout assumed at {votes.plausible[0]:.0f}% to"
            f" {votes.plausible[1]:.0f}%",
            str(twin_votes.headline),
        ),
        Line(
            "units far above their district in turnout and share",
            f"{len(stuffed_full):,} stuffed to the brim",
            _listed(print_of, stuffed_full, "stuffed"),
            _listed(twin_print, frozenset(), "stuffed"),
        ),
    )


def _of(assessment: Assessment, kind: type[R]) -> R:
    """Return the outcome of one method; the demonstration is large enough for all of them."""
    return next(one for one in assessment.outcomes.values() if isinstance(one, kind))


def _units(tampered: Tampered, mechanism: str) -> frozenset[str]:
    return frozenset(tampered.truth.filter(mechanism=mechanism)["unit"])


def _newly_whole(tampered: Tampered, rewritten: frozenset[str]) -> int:
    """Count rewritten units that stood at no whole percentage, of turnout or share, before."""
    chosen = tampered.honest.units["unit"].is_in(list(rewritten)).to_numpy()
    return int((chosen & ~_at_whole_percentage(tampered.honest)).sum())


def _at_whole_percentage(tally: Tally) -> npt.NDArray[np.bool_]:
    from tallyscope.stats.whole_percent import is_whole

    share = is_whole(tally.votes_for(), tally.counts("ballots"))
    return share | is_whole(tally.counts("issued"), tally.counts("registered"))


def _listed(result: Result, planted: frozenset[str], called: str) -> str:
    units = [] if result.unit_scores is None else result.unit_scores["unit"].to_list()
    if not units:
        return "none listed"
    return f"{len(units):,} listed, {len(planted & set(units)):,} of them {called}"


def _show(lines: tuple[Line, ...], tampered: Tampered, seed: int) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(
        "",
        "planted",
        "found",
        "found in the honest twin",
        title=f"Simulated country, {len(tampered.tally):,} stations, seed {seed}",
        show_lines=True,
    )
    for line in lines:
        table.add_row(*line)
    console = Console()
    console.print(table)
    console.print(
        "The honest twin is the same country before anything was planted in it. Rewritten protocols"
        " show as whole percentages; a number of added votes comes with a range that honest"
        " differences between places make wide, and the twin's range shows how wide.",
        highlight=False,
    )
