"""What would have been seen: a quiet report in votes, for the whole and for each region."""

from __future__ import annotations

import polars as pl

from tallyscope.assess.assessment import Assessment
from tallyscope.assess.benchmarked import table
from tallyscope.assess.silence import ANYWHERE, Seen, Silence
from tallyscope.assess.words import sentence_case
from tallyscope.methods import card
from tallyscope.report.tables import Column, Table
from tallyscope.result import rounded

PLACES = {
    ANYWHERE: "in units anywhere",
    "one region": "in one region only",
    "small units": "in small units",
    "strongholds": "in the leader's strongholds",
}


def introduction(silence: Silence) -> tuple[str, ...]:
    """Say what the numbers mean, or why there are none."""
    if silence.unlike:
        return (
            "How much tampering these methods would have seen in this election is not known:"
            f" {silence.unlike}. A quiet result is then no measure of anything.",
        )
    run = table()["run"]
    tried = run["cases"]["power"]
    sizes = ", ".join(f"{one['n_units']:,}" for one in run["elections"])
    return (
        "That nothing was found says little until one knows what would have been. The methods"
        f" looked at {tried:,} simulated elections, with {sizes} units of about"
        f" {run['unit_size']:,.0f} voters, in each of which a known number of votes was tampered"
        " with. From the number of votes given here on,"
        f" {100 * silence.power:.0f} in 100 of them were noticed: graded unusual or worse by one of"
        " the methods that ran here. Less can be there and leave no mark in this report, and so can"
        " kinds of tampering that nobody tried.",
        "The numbers are measured on few elections each and can be wrong by half; a country that"
        " differs from the simulated one has other numbers. Votes are those added to the leader or"
        " taken from others.",
    )


def whole(silence: Silence) -> Table | None:
    """Return a row per kind of tampering and a column per placement; None if nothing is known."""
    if silence.unlike:
        return None
    cells: dict[str, dict[str, str]] = {}
    for one in silence.whole:
        row = cells.setdefault(one.mechanism, {"what": sentence_case(one.what)})
        row[one.where] = amount(one)
    for one in silence.whole:
        if one.where == ANYWHERE:
            cells[one.mechanism]["by"] = seen_by(one)
    places = [place for place in PLACES if any(place in row for row in cells.values())]
    names = ["what", *places, "by"]
    rows = [{name: row.get(name) for name in names} for row in cells.values()]
    return Table(
        id="seen",
        caption="Tampering that would have been noticed, in votes",
        columns=(
            Column("what", "Somebody", long=True),
            *(Column(place, PLACES[place]) for place in places),
            Column("by", "Noticed by"),
        ),
        frame=pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String)),
    )


def by_region(silence: Silence) -> Table | None:
    """Return a row per region and a column per kind that is seen in one at least."""
    kinds = {
        one.mechanism: one.what
        for _, seen in silence.regions.values()
        for one in seen
        if one.votes is not None
    }
    if not kinds:
        return None
    rows = [
        {"region": region, "units": units}
        | {one.mechanism: one.votes for one in seen if one.mechanism in kinds}
        for region, (units, seen) in silence.regions.items()
    ]
    schema = {"region": pl.String} | dict.fromkeys(["units", *kinds], pl.Int64)
    return Table(
        id="seen-regions",
        caption=f"Votes noticed in each {silence.level}, if it were audited by itself",
        columns=(
            Column("region", silence.level),
            Column("units", "Units", 0),
            *(Column(kind, kind.replace("-", " "), 0) for kind in kinds),
        ),
        frame=pl.DataFrame(rows, schema=schema),
    )


def lines(assessment: Assessment) -> tuple[str, ...]:
    """Return one line per kind of tampering anywhere, those that are seen first."""
    seen = [one for one in assessment.silence.whole if one.where == ANYWHERE]
    told = [
        f"somebody {one.what}: {amount(one)}, by {seen_by(one)}"
        for one in seen
        if one.votes is not None
    ]
    never = [f"somebody {one.what}: {amount(one)}" for one in seen if one.votes is None]
    return (*told, *never)


def of_method(assessment: Assessment, name: str) -> tuple[str, ...]:
    """Say what one method would have seen."""
    silence = assessment.silence
    if silence.unlike or name not in silence.by_method:
        return ()
    found = silence.by_method[name]
    if not found:
        return ("By itself it notices none of the kinds of tampering tried, at any amount tried.",)
    return tuple(f"somebody {one.what}: {amount(one)}" for one in found)


def amount(one: Seen) -> str:
    """Return from how many votes on a kind of tampering is seen.

    Examples
    --------
    >>> amount(Seen("copying", "copies", "anywhere", 1200, 3.14, 2.0, None, None, 30.0, ("x",)))
    'from 1,200 votes (3.1%)'
    >>> amount(Seen("careful", "hides", "anywhere", None, None, None, None, None, 4.24, ()))
    'not noticed, tried up to 4.2%'
    """
    if one.votes is None or one.percent is None:
        needs = table()["mechanisms"][one.mechanism]["needs"]
        if needs:
            given = " and ".join(needs)
            return (
                f"not noticed where no published {given} are given, or up to {_percent(one.tried)}"
            )
        return f"not noticed, tried up to {_percent(one.tried)}"
    until = "" if one.until is None else f" up to {_percent(one.until)}, not beyond"
    return f"from {one.votes:,} votes ({_percent(one.percent)}){until}"


def seen_by(one: Seen) -> str:
    """Name the methods that see it."""
    return ", ".join(card(name).title for name in one.methods) or "none"


def _percent(percent: float) -> str:
    return f"{rounded(percent, percent)}%"
