"""Assessments to make pages of: a tampered country, one with hostile names, poor files."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import polars as pl

from tallyscope.assess.assessment import Assessment
from tallyscope.assess.auditing import audit
from tallyscope.simulate.demonstration import demonstration
from tallyscope.simulate.honest import country
from tallyscope.tally import Contest, Repair, Source, Tally

SEED = 6  # one that lists more units than one page of the table holds, and fewer than two
SCRIPT = "<script>alert(1)</script>"
CLOSING = "</script><script>alert(2)</script>"
IMAGE = '"><img src=x onerror=alert(3)>'
FORMULA = "=cmd|'/C calc'!A0"
BACKWARDS = "\u202egnirts\u2066 x\u200f"
SEPARATOR = "two\u2028lines"
HOSTILE_REGIONS = (SCRIPT, CLOSING, IMAGE, FORMULA, BACKWARDS, SEPARATOR, 'say "a, b"', "007")


@cache
def tampered_tally() -> Tally:
    """Return 4,000 units in 20 regions with rounded and stuffed protocols, as a file gives them."""
    made = demonstration(n_units=4_000, seed=SEED).tally
    set_aside = pl.DataFrame(
        {
            "unit": ["x 1", "x 2", "x 3"],
            "row": [7, 9, 11],
            "reason": ["no data published", "no data published", "ballots above registered"],
            "region": ["Region 01"] * 3,
            "district": ["District 001"] * 3,
        }
    )
    source = Source(
        what="results.csv.zip",
        where="results.csv",
        sha256="0123456789abcdef" * 4,
        rows=4_003,
        mapping={"region": "level", "voters": "registered", "leader": "choice"},
        repairs=(Repair("spaces around names taken away", 12, "names stay different"),),
        evidence={"voters": "header says “voters”"},
    )
    return replace(made, set_aside=set_aside, source=source)


@cache
def tampered() -> Assessment:
    return audit(tampered_tally(), choice="leader")


@cache
def hostile() -> Assessment:
    """Return the tampered country with names that try to break out of the page."""
    tally = tampered_tally()
    names = dict(zip(tally.units["region"].unique().sort(), HOSTILE_REGIONS, strict=False))
    units = tally.units.with_columns(region=pl.col("region").replace(names)).with_columns(
        unit=pl.format("{} / {} / {}", "region", "district", "station")
    )
    choices = (SCRIPT, FORMULA, BACKWARDS)
    return audit(
        replace(
            tally,
            contest=Contest(name=IMAGE, country=SCRIPT, levels=tally.contest.levels),
            units=units,
            choices=choices,
            source=replace(tally.source, what=SCRIPT, where=CLOSING, mapping={SCRIPT: "level"}),
        ),
        choice=SCRIPT,
    )


@cache
def without_register() -> Assessment:
    """Return an assessment of a file without registered voters: only the share can be looked at."""
    return audit(replace(country(n_units=1_500, seed=1), registered=None))


@cache
def without_levels() -> Assessment:
    tally = country(n_units=1_500, seed=1)
    contest = replace(tally.contest, name="", levels=())
    return audit(replace(tally, contest=contest, source=Source()))


@cache
def tiny() -> Assessment:
    """Return an assessment of so few units that every method stays silent."""
    tally = country(n_units=1_500, seed=1)
    return audit(tally.where(tally.units["unit"].is_in(tally.units["unit"].head(5)).to_numpy()))
