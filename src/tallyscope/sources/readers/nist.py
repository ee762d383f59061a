"""Election results reports of NIST SP 1500-100 v2, from XML or JSON.

Both forms are read into the objects of the JSON form; the XML form has the same names as elements
and attributes. Results by precinct are the ``VoteCounts`` of the selections of a contest with the
``GpUnitId`` of a unit; voters are ``VotersRegistered`` of the unit, ballots its
``VotersParticipated`` or the ``SummaryCounts`` of the contest. Units that contain others
(``ComposingGpUnitIds``) are levels.

Reference: NIST SP 1500-100 Revision 2, "Election Results Common Data Format Specification", 2019,
and its schema files NIST_V2_election_results_reporting.xsd and .json.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl
from lxml import etree

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.contests import contest_meant
from tallyscope.sources.table import Table, unique_names
from tallyscope.tally import Repair

Object = Mapping[str, Any]

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# Elements whose text is a list of ids.
_LISTS_OF_IDS = ("ComposingGpUnitIds", "CandidateIds", "PartyIds")
# Elements that occur once; all others become lists in the JSON form.
_SINGLE = frozenset(
    (
        *("Name", "BallotName", "Selection", "Type", "OtherType", "Count", "GpUnitId", "Format"),
        *("VotersRegistered", "VotersParticipated", "BallotsCast", "BallotsRejected", "EndDate"),
        *("StartDate", "ElectionScopeId", "ElectoralDistrictId", "Number", "FullName", "Status"),
        *("Overvotes", "Undervotes", "WriteIns", "BallotTitle", "IsWriteIn", "VotesAllowed"),
    )
)
ISSUED, VALID = "ballots issued", "valid votes"  # OtherType of the counts that v2 has no name for
TOTAL = "total"
LONGEST_NUMBER = 12  # digits of a count; no country has more people. Our choice


@dataclass
class _Unit:
    """One reporting unit with what the report says of it in one contest."""

    name: str
    above: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def objects_of(element: etree._Element) -> dict[str, Any]:
    """Return an XML element as the object that the JSON form has for it."""
    found: dict[str, Any] = {}
    kind = element.get(XSI_TYPE)
    if kind:
        found["@type"] = f"ElectionResults.{kind.rpartition(':')[2]}"
    if element.get("ObjectId"):
        found["@id"] = element.get("ObjectId")
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        value = _value(child, name)
        if name in _SINGLE:
            found[name] = value
        elif name in _LISTS_OF_IDS:
            found[name] = value.split()
        else:
            found.setdefault(name, []).append(value)
    return found


def _value(child: etree._Element, name: str) -> Any:
    if child.get("Language") is not None:
        return {"Content": child.text or "", "Language": child.get("Language")}
    if len(child) or name not in _SINGLE | {*_LISTS_OF_IDS}:
        return objects_of(child)
    return (child.text or "").strip()


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
                expected="GpUnit, Contest, BallotSelection and VoteCounts as it names them",
                remedy="Validate it against the schema of the specification",
            )
        ) from None


def _table(report: Object, content: Content) -> Table:
    contests = {
        (_text(contest["Name"]) or contest["@id"]): (election, contest)
        for election in report.get("Election", ())
        for contest in election.get("Contest", ())
    }
    wanted = contest_meant(list(contests), content.part, where=content.name)
    election, contest = contests[wanted]
    units = _units(report)
    names = _selections(report, election, contest)
    votes, repairs = _votes(contest, units)
    if not votes:
        raise DataError(
            Fault(
                f"the contest '{wanted}' has no votes by unit",
                expected="VoteCounts with the GpUnitId of a precinct",
                remedy="Ask the publisher for the report at precinct level",
            )
        )
    smallest = _smallest(votes, report)
    _summary_counts(contest, units)
    columns = _places([units[unit] for unit in smallest])
    for header, count in _HEADERS.items():
        cells = [units[unit].counts.get(count) for unit in smallest]
        columns[header] = pl.Series(cells, dtype=pl.Int64)
    headers = unique_names([*columns, *names])[len(columns) :]
    for place, header in enumerate(headers):
        cells = [votes[unit].get(place) for unit in smallest]
        columns[header] = pl.Series(cells, dtype=pl.Int64)
    if len(smallest) < len(votes):
        why = "they contain other units of the report, and would count twice"
        repairs.append(Repair("units that sum up others left out", len(votes) - len(smallest), why))
    table = Table.of_frame(pl.DataFrame(columns), what=content.what, where=content.where)
    scope = _scope(report, election)
    facts = {"title": wanted, "date": str(election.get("StartDate", "")), "country": scope}
    return replace(table.repaired(*repairs), facts=facts, roles=_roles(columns, len(headers)))


def _scope(report: Object, election: Object) -> str:
    """Return the name of the place that the election is held in, if it has one."""
    wanted = election.get("ElectionScopeId")
    named = (u.get("Name") for u in report.get("GpUnit", ()) if u["@id"] == wanted)
    return _text(next(named, ""))


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
    parents: dict[str, str] = {}
    scopes = {str(election.get("ElectionScopeId")) for election in report.get("Election", ())}
    for name, unit in listed.items():
        for inner in unit.get("ComposingGpUnitIds", ()):
            if name not in scopes:
                parents[inner] = name
    found = {}
    for name, unit in listed.items():
        counts = {
            count: _number(unit[key], key, name)
            for count, key in (
                ("registered", "VotersRegistered"),
                ("ballots", "VotersParticipated"),
            )
            if key in unit
        }
        found[name] = _Unit(_name(unit), _above(name, parents, listed), counts)
    return found


def _name(unit: Object) -> str:
    return _sound(unit.get("Name") or unit.get("Number") or unit["@id"])


def _sound(value: object) -> str:
    """Return text with "?" for half letters: JSON may write one half of a surrogate pair."""
    return str(value).encode("utf-8", "replace").decode()


def _above(
    unit: str, parents: Mapping[str, str], listed: Mapping[str, Object]
) -> list[tuple[str, str]]:
    """Return kind and name of the units that contain one, largest first."""
    above: list[tuple[str, str]] = []
    seen = {unit}
    while unit in parents and parents[unit] not in seen:
        unit = parents[unit]
        seen.add(unit)
        kind = _sound(listed[unit].get("OtherType") or listed[unit].get("Type") or "area")
        above.append((kind, _name(listed[unit])))
    return above[::-1]


def _selections(report: Object, election: Object, contest: Object) -> list[str]:
    """Return the name of every selection of a contest."""
    names = {
        item["@id"]: _text(item.get("BallotName") or item.get("Name"))
        for item in (*election.get("Candidate", ()), *report.get("Party", ()))
    }
    found = []
    for selection in contest.get("BallotSelection", ()):
        ids = [*selection.get("CandidateIds", ()), *selection.get("PartyIds", ())]
        told = " / ".join(names[one] for one in ids) or _text(selection.get("Selection"))
        is_write_in = str(selection.get("IsWriteIn")).lower() in ("true", "1")
        found.append(told or ("write-in" if is_write_in else selection["@id"]))
    return found


def _text(value: Any) -> str:
    """Return a text, or the first language of an internationalized one."""
    if isinstance(value, Mapping):
        texts = value.get("Text") or [{}]
        return _sound(texts[0].get("Content", ""))
    return "" if value is None else _sound(value)


def _votes(
    contest: Object, units: Mapping[str, _Unit]
) -> tuple[dict[str, dict[int, int]], list[Repair]]:
    """Return votes by unit and number of the selection; ways of voting added, or their total."""
    by_way: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place, selection in enumerate(contest.get("BallotSelection", ())):
        for counts in selection.get("VoteCounts", ()):
            unit = counts.get("GpUnitId")
            if unit is None:
                continue
            if unit not in units:
                raise DataError(Fault(f"votes stand for the unit {unit!r}, which is not listed"))
            by_way[unit, place][counts["Type"]] += _number(counts["Count"], "Count", unit)
    votes: dict[str, dict[int, int]] = defaultdict(dict)
    added = 0
    for (unit, place), ways in by_way.items():
        votes[unit][place] = ways[TOTAL] if TOTAL in ways else sum(ways.values())
        added += TOTAL not in ways and len(ways) > 1
    why = "the report gives no total of them"
    return dict(votes), [Repair("ways of voting added up", added, why)] if added else []


def _smallest(votes: Mapping[str, object], report: Object) -> list[str]:
    """Return the units with votes that contain no other unit with votes."""
    inner = {unit["@id"]: unit.get("ComposingGpUnitIds", ()) for unit in report.get("GpUnit", ())}
    return [unit for unit in votes if not any(one in votes for one in inner[unit])]


def _summary_counts(contest: Object, units: Mapping[str, _Unit]) -> None:
    """Put ballots cast and rejected of a contest to the units that they are of."""
    for summary in contest.get("SummaryCounts", ()):
        unit = units.get(str(summary.get("GpUnitId")))
        if unit is None:
            continue
        for count, number in _counts_of(summary):
            unit.counts[count] = number


def _counts_of(summary: Object) -> Iterator[tuple[str, int]]:
    other = summary.get("OtherType")
    unit = str(summary.get("GpUnitId"))
    if other in (ISSUED, VALID):
        name = "issued" if other == ISSUED else "valid"
        yield name, _number(summary["BallotsCast"], "BallotsCast", unit)
    elif summary.get("Type") == TOTAL:
        for key, name in (("BallotsCast", "ballots"), ("BallotsRejected", "invalid")):
            if key in summary:
                yield name, _number(summary[key], key, unit)


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


def _number(value: object, name: str, unit: str) -> int:
    text = str(value).removesuffix(".0")  # Count is a number in v2, for weighted votes
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise DataError(
            Fault(
                f"{name} is {str(value)[:40]!r}",
                where=f"unit {unit!r}",
                expected="a whole number, 0 or more",
            )
        )
    return int(text)
