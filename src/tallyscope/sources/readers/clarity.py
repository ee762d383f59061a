"""The detail XML of Clarity Elections (results.enr.clarityelections.com, ``detail.xml``).

``ElectionResult`` has voters and ballots by precinct (or county) in ``VoterTurnout`` and one
``Contest`` per office; a contest has its choices, a choice the votes by way of voting
(``VoteType``), a way of voting the votes by precinct. Ways of voting are added up. Undervotes and
overvotes stand beside the choices as ``VoteType`` of the contest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from lxml import etree

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.contests import contest_meant
from tallyscope.sources.table import Table, unique_names
from tallyscope.tally import Repair

Unit = tuple[str, str]  # kind of place, "Precinct" or "County", and its name
LONGEST_NUMBER = 12  # digits of a count; no country has more people. Our choice


def table_of_detail(root: etree._Element, content: Content) -> Table:
    """Read one contest: the only one, or the one that is named.

    Raises
    ------
    DataError
        If several contests may be meant, there are no votes by precinct, or a count is no number.
    """
    contests = {str(contest.get("text", "")): contest for contest in root.iter("Contest")}
    wanted = contest_meant(list(contests), content.part, where=content.name)
    contest = contests[wanted]
    choices = [(str(c.get("text", "")), _votes(c)) for c in contest.iter("Choice")]
    ways = sorted({str(way.get("name", "")) for way in contest.findall("Choice/VoteType")})
    units = sorted({unit for _, votes in choices for unit in votes})
    if not units:
        raise DataError(
            Fault(
                f"the contest '{wanted}' has no votes by precinct or county",
                expected="Precinct or County elements below its choices",
                remedy="Fetch the detail XML of a county instead of the summary",
            )
        )
    kind = units[0][0].lower()
    columns = {kind: pl.Series([name for _, name in units], dtype=pl.String)}
    repairs = [
        Repair("ways of voting added up", len(ways), f"votes are told by way: {', '.join(ways)}")
    ]
    if contest.get("voteFor", "1") == "1":
        columns |= _turnout(root, units)
    else:
        why = f"every voter has {contest.get('voteFor')} votes in this contest"
        repairs.append(Repair("voters and ballots left out", len(units), why))
    headers = unique_names([*columns, *(name for name, _ in choices)])[len(columns) :]
    for header, (_, votes) in zip(headers, choices, strict=True):
        columns[header] = pl.Series([votes.get(unit) for unit in units], dtype=pl.Int64)
    table = Table.of_frame(pl.DataFrame(columns), what=content.what, where=content.where)
    facts = {"title": wanted, "date": root.findtext("ElectionDate") or ""}
    return replace(table.repaired(*repairs), facts=facts)


def _votes(choice: etree._Element) -> dict[Unit, int]:
    """Add up the ways of voting of a choice, by unit."""
    votes: dict[Unit, int] = defaultdict(int)
    for place in choice.iterfind("VoteType/*"):
        votes[_unit(place)] += _number(place, "votes")
    return votes


def _turnout(root: etree._Element, units: Sequence[Unit]) -> dict[str, pl.Series]:
    """Return voters and ballots by unit, as far as the file tells them."""
    told = {
        _unit(place): place
        for path in ("VoterTurnout/*/*", "ElectionVoterTurnout/*/*")
        for place in root.iterfind(path)
    }
    return {
        header: pl.Series(
            [_number(told[unit], name) if unit in told else None for unit in units],
            dtype=pl.Int64,
        )
        for header, name in (("registered voters", "totalVoters"), ("ballots cast", "ballotsCast"))
    }


def _unit(place: etree._Element) -> Unit:
    return str(place.tag), str(place.get("name", ""))


def _number(place: etree._Element, name: str) -> int:
    text = str(place.get(name, ""))
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise DataError(
            Fault(
                f"{name} is {text!r}",
                where=f"line {place.sourceline:,}, {place.tag} '{place.get('name', '')}'",
                expected="a whole number",
                remedy="Fetch the file again",
            )
        )
    return int(text)
