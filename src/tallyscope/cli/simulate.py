"""`tallyscope simulate`: an election whose truth is known, written with the truth beside it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.simulate.awkward import Switch
    from tallyscope.simulate.mechanisms import Mechanism
    from tallyscope.simulate.tamper import Placement, Tampered
    from tallyscope.tally import Tally

USUAL_UNITS = 20_000
REGIONS, UNITS_PER_DISTRICT = 20, 67  # as in the honest country's defaults
USUAL_SHARE = 0.1  # our choice: a tenth of all stations


class Where(StrEnum):
    """Where a mechanism acts."""

    RANDOM = "random"
    ONE_REGION = "one-region"
    SMALL_UNITS = "small-units"
    STRONGHOLDS = "strongholds"


def simulate(
    out: Annotated[
        Path, typer.Option(help="Results file to write; its name must end in .parquet.")
    ],
    units: Annotated[
        int | None,
        typer.Option(
            min=REGIONS,
            help=f"Stations of the country; {USUAL_UNITS:,} if left out.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed is another election.")] = 0,
    honest: Annotated[
        list[str] | None,
        typer.Option(
            help="Awkward honest feature: tiny-units, turnout-with-preference, two-camps,"
            " one-party-villages, hospitals-and-barracks, late-registration, protocol-errors,"
            " rounding-clerks or strategic-voting. Can be given several times.",
            show_default=False,
        ),
    ] = None,
    from_file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="Real results: their voters, places and honest spread are kept, all ballots drawn"
            " anew.",
            show_default=False,
        ),
    ] = None,
    choice: Annotated[
        str | None,
        typer.Option(help="Who gains by tampering; the winner if left out.", show_default=False),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            help="What columns of the real results mean, where recognition asks.",
            show_default=False,
        ),
    ] = None,
    tamper: Annotated[
        str | None,
        typer.Option(
            help="Mechanism: incremental-stuffing, extreme-stuffing, switching, turnout-padding,"
            " register-padding, opposition-removed, opposition-spoiled, rounded-share,"
            " rounded-turnout, rounded-both, target-percentage, copying, edited-totals or careful."
            " Nobody tampers if left out.",
            show_default=False,
        ),
    ] = None,
    share: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help=f"Share of stations tampered with; {USUAL_SHARE} if left out.",
            show_default=False,
        ),
    ] = None,
    size: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help="Dose in each of them, as docs/simulate.md says for the mechanism.",
            show_default=False,
        ),
    ] = None,
    placement: Annotated[
        Where | None,
        typer.Option(help="Which stations; random if left out.", show_default=False),
    ] = None,
) -> None:
    """Simulate an election whose truth is known to the vote.

    Writes the results file (FILE.parquet) as a commission would publish it, what was done to which
    station (FILE.truth.parquet), and, where district totals were edited, these
    (FILE.totals.parquet).
    """
    _refuse_wrong_use(out, units, from_file, choice, columns, tamper, (share, size, placement))
    switches, mechanism = _named(honest or [], tamper)
    election = (
        _country(units or USUAL_UNITS, seed)
        if from_file is None
        else _real(from_file, choice, columns, seed)
    )
    for switch in switches:
        election = switch(election, seed)
    tampered = _tampered(election, mechanism, _placement(share, placement), size, seed, choice)
    written = _write(tampered, out)
    typer.echo(f"{len(election):,} stations, seed {seed}. {_told(tampered, tamper)}")
    if election.set_aside.height:
        typer.echo(
            f"{election.set_aside.height:,} rows of the real results were set aside on reading;"
            " they are not in the file."
        )
    for path in written:
        typer.echo(f"Written: {path}")


def _refuse_wrong_use(
    out: Path,
    units: int | None,
    from_file: Path | None,
    choice: str | None,
    columns: str | None,
    tamper: str | None,
    doses: tuple[float | None, float | None, Where | None],
) -> None:
    if out.suffix != ".parquet":
        raise typer.BadParameter(f"{out} does not end in .parquet.", param_hint="--out")
    if from_file is not None and units is not None:
        raise typer.BadParameter(
            "a real election has its own stations; leave out --units.", param_hint="--units"
        )
    if from_file is None and columns is not None:
        raise typer.BadParameter("--columns goes with --from.", param_hint="--columns")
    if tamper is None and (choice is not None or any(dose is not None for dose in doses)):
        raise typer.BadParameter(
            "--share, --size, --placement and --choice go with --tamper.", param_hint="--tamper"
        )


def _named(honest: list[str], tamper: str | None) -> tuple[list[Switch], Mechanism | None]:
    """Return the features and the mechanism of these names; a wrong name is a wrong use."""
    from tallyscope.errors import DataError
    from tallyscope.simulate.awkward import awkward
    from tallyscope.simulate.mechanisms import mechanism

    try:
        switches = [awkward(name) for name in honest]
    except DataError as unknown:
        raise typer.BadParameter(str(unknown.faults[0]), param_hint="--honest") from None
    try:
        return switches, None if tamper is None else mechanism(tamper)
    except DataError as unknown:
        raise typer.BadParameter(str(unknown.faults[0]), param_hint="--tamper") from None


def _country(units: int, seed: int) -> Tally:
    from tallyscope.simulate.honest import country

    districts = max(REGIONS, units // UNITS_PER_DISTRICT)
    return country(n_units=units, n_regions=REGIONS, n_districts=districts, seed=seed)


def _real(path: Path, choice: str | None, columns: str | None, seed: int) -> Tally:
    from tallyscope import sources
    from tallyscope.simulate.resampled import resample

    wishes = None if columns is None else sources.parse_columns(columns)
    return resample(sources.read(path, choice=choice, columns=wishes), seed=seed)


def _placement(share: float | None, where: Where | None) -> Placement:
    from tallyscope.simulate.tamper import Placement

    part = USUAL_SHARE if share is None else share
    if where is Where.SMALL_UNITS:
        return Placement(part, among="small units")
    if where is Where.STRONGHOLDS:
        return Placement(part, among="strongholds")
    return Placement(part, regions=1 if where is Where.ONE_REGION else None)


def _tampered(
    election: Tally,
    mechanism: Mechanism | None,
    where: Placement,
    size: float | None,
    seed: int,
    choice: str | None,
) -> Tampered:
    from tallyscope.simulate.tamper import begin

    if mechanism is None:
        return begin(election)
    wanted = election.contest.focus or choice  # a part of a name was enough when reading
    return mechanism(election, where, size, seed, choice=wanted)


def _write(tampered: Tampered, out: Path) -> list[Path]:
    from tallyscope.simulate.publish import results_file, write_table

    tables = {
        out: results_file(tampered.tally),
        out.with_suffix(".truth.parquet"): tampered.truth,
    }
    if tampered.totals is not None:
        level = tampered.tally.levels[-1]
        table = results_file(tampered.totals).rename({"station": level})
        tables[out.with_suffix(".totals.parquet")] = table
    out.parent.mkdir(parents=True, exist_ok=True)
    for path, table in tables.items():
        write_table(table, path)
    return list(tables)


def _told(tampered: Tampered, mechanism: str | None) -> str:
    if mechanism is None:
        return "Nobody tampered."
    truth = tampered.truth
    where = "station" if tampered.totals is None else "total"
    parts = [
        f"{mechanism} in {truth.height:,} {where}{'' if truth.height == 1 else 's'}",
        f"{tampered.votes_added:,} votes added for {tampered.honest.choice()}",
        f"{truth['votes_taken'].sum():,} taken from others",
        f"{truth['ballots_added'].sum():,} ballots added",
    ]
    return ", ".join(parts) + "."
