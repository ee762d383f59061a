"""Election results reports of NIST SP 1500-100 v2, from XML or JSON.

Both forms are read into the objects of the JSON form; the XML form has the same names as elements
and attributes. Results by precinct are the ``VoteCounts`` of the selections of a contest with the
``GpUnitId`` of a unit; voters are ``VotersRegistered`` of the unit, ballots the ``BallotCounts`` of
the election or its ``VotersParticipated``, invalid ballots the over- and undervotes of the contest
(``OtherCounts``) or, of the only contest, the rejected ballots. Units that contain others
(``ComposingGpUnitIds``) are levels. Drafts of v2 said ``BallotSelection`` and ``SummaryCounts``
instead; they are read, too.

Reference: NIST SP 1500-100 Revision 2, "Election Results Common Data Format Specification", 2019,
and its schema files NIST_V2_election_results_reporting.xsd and .json, version 2.0.3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.contests import contest_meant
from tallyscope.sources.readers.nist_counts import Object, Settling, is_true, whole_number
from tallyscope.sources.table import Table, unique_names
from tallyscope.tally import Repair

# Types of units that lie across the others, and are no level of them if there is another one.
_DISTRICTS = frozenset(
    (
        *("ballot-batch", "ballot-style-area", "city-council", "congressional", "county-council"),
        *("judicial", "school", "special", "state-house", "state-senate", "utility", "water"),
    )
)
ISSUED, VALID = "ballots issued", "valid votes"  # OtherType of the counts that v2 has no name for


@dataclass
class _Unit:
    """One reporting unit with what the report says of it in one contest."""

    name: str
    above: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def table_of_report(report: Object, content: Content) -> Table:
    """Read one contest of a report: the only one, or the one that is named.

    Raises
    ------
    DataError
        If the report is not built as the specification says, several contests may be meant, or
        the contest has no votes by unit.
    """
    try:
        return _table(report, content)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise DataError(
            Fault(
                f"the report is not built as NIST SP 1500-100 v2 says: {error!r}",
                expected="GpUnit, Contest, ContestSelection and VoteCounts as it names them",
                remedy="Validate it against the schema of the specification",
            )
        ) from None


def _table(report: Object, content: Content) -> Table:
    contests = _contests(report)
    wanted = contest_meant(list(contests), content.part, where=content.name)
    election, contest = contests[wanted]
    units = _units(report)
    names = _selections(report, election, contest)
    settling = Settling()
    votes = _votes(contest, units, settling)
    if not votes:
        raise DataError(
            Fault(
                f"the contest '{wanted}' has no votes by unit",
                expected="VoteCounts with the GpUnitId of a precinct",
                remedy="Ask the publisher for the report at precinct level",
            )
        )
    smallest = _smallest(votes, report)
    _tell_apart({unit: units[unit] for unit in smallest})
    _put_counts(election, contest, units, settling)
    repairs = [
        *settling.repairs,
        *_left_out(report, contest, votes, smallest),
        *_without_people(contest, [units[unit] for unit in smallest]),
    ]
    columns = _places([units[unit] for unit in smallest])
    for header, count in _HEADERS.items():
        cells = [units[unit].counts.get(count) for unit in smallest]
        columns[header] = pl.Series(cells, dtype=pl.Int64)
    headers = unique_names([*columns, *names])[len(columns) :]
    for place, header in enumerate(headers):
        cells = [votes[unit].get(place) for unit in smallest]
        columns[header] = pl.Series(cells, dtype=pl.Int64)
    table = Table.of_frame(pl.DataFrame(columns), what=content.what, where=content.where)
    country = _country(report, election)
    facts = {"title": wanted, "date": str(election.get("StartDate", "")), "country": country}
    return replace(table.repaired(*repairs), facts=facts, roles=_roles(columns, len(headers)))


def _contests(report: Object) -> dict[str, tuple[Object, Object]]:
    """Return elections and contests by name; of several with one name, with the id behind it."""
    listed = [
        (election, contest)
        for election in report.get("Election", ())
        for contest in election.get("Contest", ())
    ]
    names = [_text(contest["Name"]) or str(contest["@id"]) for _, contest in listed]
    times = Counter(names)
    return {
        name if times[name] == 1 else f"{name} ({both[1]['@id']})": both
        for name, both in zip(names, listed, strict=True)
    }


def _country(report: Object, election: Object) -> str:
    """Return the name of the country that the election is held in, if its scope is one."""
    wanted = election.get("ElectionScopeId")
    scopes = (unit for unit in report.get("GpUnit", ()) if unit["@id"] == wanted)
    scope: Object = next(scopes, {})
    return _text(scope.get("Name")) if scope.get("Type") == "country" else ""


def _roles(columns: Mapping[str, pl.Series], choices: int) -> dict[str, str]:
    """Return what the columns mean, each named by its place."""
    places = {header: f"#{place}" for place, header in enumerate(columns, 1)}
    named = list(places.values())
    first = list(columns).index("registered voters")
    roles = {"levels": "|".join(named[: first - 1]), "unit": named[first - 1]}
    for header, count in _HEADERS.items():
        if columns[header].null_count() < len(columns[header]):
            roles[count] = places[header]
    roles["choices"] = "|".join(named[-choices:])
    return {role: text for role, text in roles.items() if text}


# Header of the table for each count of a unit; the words are those that `words` knows.
_HEADERS = {
    "registered voters": "registered",
    "ballots issued": "issued",
    "ballots cast": "ballots",
    "valid votes": "valid",
    "rejected ballots": "invalid",
}


def _units(report: Object) -> dict[str, _Unit]:
    listed = {unit["@id"]: unit for unit in report.get("GpUnit", ())}
    scopes = {str(election.get("ElectionScopeId")) for election in report.get("Election", ())}
    parents: dict[str, str] = {}
    for name, unit in sorted(listed.items(), key=lambda one: one[1].get("Type") in _DISTRICTS):
        for inner in unit.get("ComposingGpUnitIds", ()) if name not in scopes else ():
            parents.setdefault(inner, name)
    found = {}
    for name, unit in listed.items():
        counts = {
            count: whole_number(unit[key], key, f"unit {name!r}")
            for count, key in (
                ("registered", "VotersRegistered"),
                ("ballots", "VotersParticipated"),
            )
            if key in unit
        }
        found[name] = _Unit(_name(unit), _above(name, parents, listed), counts)
    return found


def _name(unit: Object) -> str:
    told = _text(unit.get("Name")) or unit.get("Number") or unit.get("SerialNumber")
    return _sound(told or unit["@id"])


def _sound(value: object) -> str:
    """Return text with "?" for half letters: JSON may write one half of a surrogate pair."""
    return str(value).encode("utf-8", "replace").decode()


def _above(
    unit: str, parents: Mapping[str, str], listed: Mapping[str, Object]
) -> list[tuple[str, str]]:
    """Return kind and name of the units that contain one, largest first; kinds are unique."""
    way: list[Object] = []
    seen = {unit}
    while unit in parents and parents[unit] not in seen:
        unit = parents[unit]
        seen.add(unit)
        way.append(listed[unit])
    kinds = [_sound(one.get("OtherType") or one.get("Type") or "area") for one in way[::-1]]
    return list(zip(unique_names(kinds), map(_name, way[::-1]), strict=True))


def _selections(report: Object, election: Object, contest: Object) -> list[str]:
    """Return the name of every selection of a contest."""
    names = {
        item["@id"]: _text(item.get("BallotName") or item.get("Name"))
        for item in (*election.get("Candidate", ()), *report.get("Party", ()))
    }
    found = []
    for selection in _listed(contest):
        ids = [*selection.get("CandidateIds", ()), *selection.get("PartyIds", ())]
        told = " / ".join(names[one] for one in ids) or _text(selection.get("Selection"))
        is_write_in = is_true(selection.get("IsWriteIn"))
        found.append(told or ("write-in" if is_write_in else selection["@id"]))
    return found


def _listed(contest: Object) -> Sequence[Object]:
    """Return the selections of a contest, under the name of v2 or of its drafts."""
    found: Sequence[Object] = contest.get("ContestSelection") or contest.get("BallotSelection", ())
    return found


def _text(value: Any) -> str:
    """Return a text, or the first language of an internationalized one."""
    if isinstance(value, Mapping):
        told = (one.get("Content", "") for one in value.get("Text", ()))
        return _sound(next(filter(None, told), ""))
    return "" if value is None else _sound(value)


def _votes(
    contest: Object, units: Mapping[str, _Unit], settling: Settling
) -> dict[str, dict[int, int]]:
    """Return votes by unit and number of the selection."""
    votes: dict[str, dict[int, int]] = {}
    for place, selection in enumerate(_listed(contest)):
        for unit, counts in _by_unit(selection.get("VoteCounts", ())).items():
            if unit not in units:
                raise DataError(Fault(f"votes stand for the unit {unit!r}, which is not listed"))
            known = votes.setdefault(unit, {})
            if (number := settling.number(counts, "Count", unit)) is not None:
                known[place] = number
    return votes


def _by_unit(counts: Sequence[Object]) -> dict[str, list[Object]]:
    found: dict[str, list[Object]] = defaultdict(list)
    for one in counts:
        if "GpUnitId" in one:
            found[str(one["GpUnitId"])].append(one)
    return found


def _smallest(votes: Mapping[str, object], report: Object) -> list[str]:
    """Return the units with votes that contain no other unit with votes, at any depth."""
    inner = {unit["@id"]: unit.get("ComposingGpUnitIds", ()) for unit in report.get("GpUnit", ())}
    parents: dict[str, list[str]] = defaultdict(list)
    for outer, names in inner.items():
        for name in names:
            parents[name].append(outer)
    containing: set[str] = set()
    ahead = [outer for unit in votes for outer in parents[unit]]
    while ahead:
        if (unit := ahead.pop()) not in containing:
            containing.add(unit)
            ahead += parents[unit]
    return [unit for unit in votes if unit not in containing]


def _tell_apart(units: Mapping[str, _Unit]) -> None:
    """Put the id behind the names that several units of one place have."""
    times = Counter((*unit.above, unit.name) for unit in units.values())
    for name, unit in units.items():
        if times[(*unit.above, unit.name)] > 1:
            unit.name = f"{unit.name} ({name})"


def _left_out(
    report: Object, contest: Object, votes: Mapping[str, object], smallest: Sequence[str]
) -> Iterator[Repair]:
    """Tell what the report has of the contest and the table has not."""
    if len(smallest) < len(votes):
        why = "they contain other units of the report, and would count twice"
        yield Repair("units that sum up others left out", len(votes) - len(smallest), why)
    silent = sum(
        not unit.get("ComposingGpUnitIds") and unit["@id"] not in votes
        for unit in report.get("GpUnit", ())
    )
    if silent:
        why = "the report gives no votes of them, or they do not vote in it"
        yield Repair("units without votes in the contest left out", silent, why)
    listed = any(is_true(selection.get("IsWriteIn")) for selection in _listed(contest))
    written = [one for one in contest.get("OtherCounts", ()) if one.get("WriteIns")]
    if written and not listed:
        why = "they are one number, and may stand among the votes of a candidate, too"
        yield Repair("numbers of write-ins left out", len(written), why)


def _put_counts(
    election: Object, contest: Object, units: Mapping[str, _Unit], settling: Settling
) -> None:
    """Put ballots cast, issued, valid and invalid to the units that they are of.

    Ballots rejected are those of the whole election, and the contest's if it is the only one.
    """
    drafted = contest.get("SummaryCounts", ())
    by_unit = _by_unit((*election.get("BallotCounts", ()), *drafted))
    alone = len(election["Contest"]) == 1 or bool(drafted)
    for name, summaries in by_unit.items():
        if name not in units:
            continue
        for count, key, other in _TOLD if alone else _TOLD[:-1]:
            told = [one for one in summaries if _kept_under(one) == other]
            if (number := settling.number(told, key, name)) is not None:
                units[name].counts[count] = number
    # of several votes per voter, over- and undervotes are votes and no ballots
    spoiling = contest.get("OtherCounts", ()) if _votes_allowed(contest) == 1 else ()
    for name, others in _by_unit(spoiling).items():
        spoilt = [settling.number(others, key, name) for key in ("Overvotes", "Undervotes")]
        if name in units and None not in spoilt:
            units[name].counts["invalid"] = sum(number or 0 for number in spoilt)


# A count of a unit, the number of `BallotCounts` that has it, and the OtherType it is kept under.
_TOLD = (
    ("ballots", "BallotsCast", ""),
    ("issued", "BallotsCast", ISSUED),
    ("valid", "BallotsCast", VALID),
    ("invalid", "BallotsRejected", ""),
)


def _kept_under(counts: Object) -> str:
    other = str(counts.get("OtherType", ""))
    return other if other in (ISSUED, VALID) else ""


def _votes_allowed(contest: Object) -> int:
    return whole_number(contest.get("VotesAllowed", 1), "VotesAllowed", "the contest")


def _without_people(contest: Object, units: Sequence[_Unit]) -> list[Repair]:
    """Take out the counts of people and ballots where a voter has several votes.

    Votes are no ballots then: there may be more of them than voters, without any fault.
    """
    allowed = _votes_allowed(contest)
    if allowed < 2 or not any(unit.counts for unit in units):
        return []
    for unit in units:
        unit.counts.clear()
    why = f"a voter has {allowed} votes in the contest, so that votes are no ballots"
    return [Repair("voters and ballots left out", len(units), why)]


def _places(units: Sequence[_Unit]) -> dict[str, pl.Series]:
    """Return a column per kind of unit above, and one for the units themselves."""
    kinds = list(dict.fromkeys(kind for unit in units for kind, _ in unit.above))
    columns = {
        kind if kind not in _HEADERS else f"{kind} (level)": pl.Series(
            [dict(unit.above).get(kind) for unit in units], dtype=pl.String
        )
        for kind in kinds
    }
    own = "precinct" if "precinct" not in columns else "reporting unit"
    columns[own] = pl.Series([unit.name for unit in units], dtype=pl.String)
    return columns
