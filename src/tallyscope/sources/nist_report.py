"""A tally as an election results report of NIST SP 1500-100 v2, as JSON or XML.

The report is built as the objects of the JSON form, with their keys in the order in which the XML
schema wants the elements. What the specification has no name for keeps its place through
``OtherType``: ballots issued and valid votes are ``BallotCounts`` of type "other". Units that were
set aside are listed without counts. Choices are written as candidates, since a tally does not know
whether they are people, parties or answers.

Reference: NIST SP 1500-100 Revision 2 (2019); element names, order and required elements after its
schema files NIST_V2_election_results_reporting.json and .xsd, version 2.0.3.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date as calendar_date
from pathlib import Path
from typing import Any

from lxml import etree

from tallyscope.errors import DataError, Fault
from tallyscope.sources.build import BETWEEN
from tallyscope.sources.readers.nist import ISSUED, VALID
from tallyscope.sources.readers.nist_counts import TOTAL
from tallyscope.sources.readers.nist_xml import XSI_TYPE
from tallyscope.tally import CountName, Tally
from tallyscope.writing import replacing

NAMESPACE = "http://itl.nist.gov/ns/voting/1500-100/v2"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
UNDETERMINED = "und"  # the language of names that a tally does not know; BCP 47
SCOPE = "u0"  # id of the unit that the election is held in
PREFIX = "ElectionResults."

Object = dict[str, Any]


def write_nist(tally: Tally, path: str | Path, *, issuer: str, date: str = "") -> None:
    """Write a tally as a report of NIST SP 1500-100 v2.

    Parameters
    ----------
    tally : Tally
    path : str or Path
        A name that ends in ``.json`` or ``.xml``; the ending decides the form.
    issuer : str
        Who issues the report.
    date : str, optional
        Polling day as ``YYYY-MM-DD``; the contest's date if left out.

    Raises
    ------
    DataError
        For another ending, if the day is not known as a date, or if a name has characters that
        the form does not know.
    """
    path = Path(path)
    if path.suffix not in _FORMS:
        raise DataError(
            Fault(f"the name ends in {path.suffix!r}", expected=".json or .xml"), source=str(path)
        )
    report = report_of(tally, issuer=issuer, date=date)
    try:
        data = _FORMS[path.suffix](report)
    except ValueError as error:
        raise DataError(
            Fault(
                f"a name cannot be written as {path.suffix[1:].upper()}: {error}",
                expected="names without control characters and halves of letters",
                remedy="Write the report as .json" if path.suffix == ".xml" else "",
            ),
            source=str(path),
        ) from None
    with replacing(path) as beside:
        beside.write_bytes(data)


def report_of(tally: Tally, *, issuer: str, date: str = "") -> Object:
    """Return the report as the objects of the JSON form; see `write_nist` for the arguments."""
    day = _day(date or tally.contest.date)
    units = _units(tally)
    return {
        "@type": PREFIX + "ElectionReport",
        "Election": [_election(tally, day)],
        "Format": "precinct-level",
        "GeneratedDate": f"{day}T00:00:00Z",
        "GpUnit": units,
        "Issuer": issuer,
        "IssuerAbbreviation": issuer,
        "SequenceStart": 1,
        "SequenceEnd": 1,
        "Status": "unofficial-complete",
        "VendorApplicationId": "tallyscope",
    }


def _day(date: str) -> str:
    try:
        return calendar_date.fromisoformat(date).isoformat()
    except ValueError:
        raise DataError(
            Fault(
                f"the day of the election is {date!r}"
                if date
                else "no day of the election is known",
                expected="a date, which a report of NIST SP 1500-100 must have",
                remedy="Give it: date='2024-11-05'",
            )
        ) from None


def _election(tally: Tally, day: str) -> Object:
    name = tally.contest.name or tally.source.what or "contest"
    ballots = [counts for unit in range(len(tally)) for counts in _ballots(tally, unit)]
    return {
        "@type": PREFIX + "Election",
        "BallotCounts": ballots,
        "Candidate": [
            {"@type": PREFIX + "Candidate", "@id": f"c{place}", "BallotName": _text(choice)}
            for place, choice in enumerate(tally.choices)
        ],
        "Contest": [_contest(tally, name)],
        "ElectionScopeId": SCOPE,
        "Name": _text(name),
        "StartDate": day,
        "EndDate": day,
        "Type": "general",
    }


def _contest(tally: Tally, name: str) -> Object:
    return {
        "@type": PREFIX + "CandidateContest",
        "@id": "contest",
        "ContestSelection": [
            {
                "@type": PREFIX + "CandidateSelection",
                "@id": f"s{place}",
                "SequenceOrder": place + 1,
                "VoteCounts": [
                    {
                        "@type": PREFIX + "VoteCounts",
                        "GpUnitId": f"p{unit}",
                        "Type": TOTAL,
                        "Count": int(votes),
                    }
                    for unit, votes in enumerate(tally.votes[:, place])
                ],
                "CandidateIds": [f"c{place}"],
            }
            for place in range(len(tally.choices))
        ],
        "ElectionDistrictId": SCOPE,
        "Name": name,
        "VotesAllowed": 1,
    }


def _ballots(tally: Tally, unit: int) -> list[Object]:
    base = {"@type": PREFIX + "BallotCounts", "GpUnitId": f"p{unit}"}
    told: list[Object] = []
    total = {
        key: int(tally.counts(name)[unit])
        for key, name in _TOTALS.items()
        if tally.has(name) and name not in tally.derived
    }
    if total:
        told.append({**base, "Type": TOTAL, **total})
    for other, name in _OTHERS.items():
        if tally.has(name) and name not in tally.derived:
            count = int(tally.counts(name)[unit])
            told.append({**base, "Type": "other", "OtherType": other, "BallotsCast": count})
    return told


_TOTALS: Mapping[str, CountName] = {"BallotsCast": "ballots", "BallotsRejected": "invalid"}
_OTHERS: Mapping[str, CountName] = {ISSUED: "issued", VALID: "valid"}


def _units(tally: Tally) -> list[Object]:
    """Return the scope, the places of every level, the units, and those that were set aside."""
    places: dict[tuple[str, ...], str] = {}
    inner: dict[tuple[str, ...], list[str]] = {(): []}
    precincts = []
    for number, row in enumerate(tally.units.select("unit", *tally.levels).iter_rows()):
        above = tuple(row[1:])
        _add_places(above, places, inner)
        inner[above].append(f"p{number}")
        precincts.append(_precinct(f"p{number}", row[0], above, _registered(tally, number)))
    for number, row in enumerate(tally.set_aside.select("unit").iter_rows()):
        precincts.append(_precinct(f"a{number}", row[0], (), {}))
        inner[()].append(f"a{number}")
    scope = _unit(SCOPE, tally.contest.country, "country", inner[()])
    levels = [
        _unit(id_, above[-1], "other", inner[above], tally.levels[len(above) - 1])
        for above, id_ in places.items()
    ]
    return [scope, *levels, *precincts]


def _add_places(
    above: tuple[str, ...],
    places: dict[tuple[str, ...], str],
    inner: dict[tuple[str, ...], list[str]],
) -> None:
    for depth in range(1, len(above) + 1):
        way = above[:depth]
        if way not in places:
            places[way] = f"l{len(places)}"
            inner[way] = []
            inner[way[:-1]].append(places[way])


def _precinct(id_: str, unit: str, above: Sequence[str], registered: Mapping[str, int]) -> Object:
    prefix = "".join(name + BETWEEN for name in above)
    return {**_unit(id_, unit.removeprefix(prefix), "precinct", ()), **registered}


def _registered(tally: Tally, unit: int) -> dict[str, int]:
    if not tally.has("registered"):
        return {}
    return {"VotersRegistered": int(tally.counts("registered")[unit])}


def _unit(id_: str, name: str, kind: str, inner: Sequence[str], other: str = "") -> Object:
    unit: Object = {"@type": PREFIX + "ReportingUnit", "@id": id_}
    if inner:
        unit["ComposingGpUnitIds"] = list(inner)
    if name:
        unit["Name"] = _text(name)
    unit["Type"] = kind
    if other:
        unit["OtherType"] = other
    return unit


def _text(content: str) -> Object:
    return {
        "@type": PREFIX + "InternationalizedText",
        "Text": [
            {
                "@type": PREFIX + "LanguageString",
                "Content": content,
                "Language": UNDETERMINED,
            }
        ],
    }


# Classes whose elements tell their class, because the schema has an abstract one in their place.
_SUBCLASSES = ("CandidateContest", "CandidateSelection", "ReportingUnit")


def _xml(report: Object) -> bytes:
    names = {None: NAMESPACE, "xsi": XSI}
    # lxml takes None for the default namespace; its stubs do not know
    root = etree.Element(f"{{{NAMESPACE}}}ElectionReport", nsmap=names)  # type: ignore[arg-type]
    _fill(root, report)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _fill(element: etree._Element, content: Object) -> None:
    kind = str(content["@type"]).removeprefix(PREFIX)
    if kind == "LanguageString":
        element.set("Language", content["Language"])
        element.text = content["Content"]
        return
    if "@id" in content:
        element.set("ObjectId", content["@id"])
    if kind in _SUBCLASSES:
        element.set(XSI_TYPE, kind)
    for name, value in content.items():
        if not name.startswith("@"):
            _add(element, name, value)


def _add(element: etree._Element, name: str, value: Any) -> None:
    if isinstance(value, list) and not (value and isinstance(value[0], str)):
        for one in value:  # of an empty list the XML has no element at all
            _fill(etree.SubElement(element, f"{{{NAMESPACE}}}{name}"), one)
        return
    child = etree.SubElement(element, f"{{{NAMESPACE}}}{name}")
    if isinstance(value, dict):
        _fill(child, value)
    else:
        child.text = " ".join(value) if isinstance(value, list) else str(value)


def _json(report: Object) -> bytes:
    return json.dumps(report, ensure_ascii=False, indent=1).encode()


_FORMS: Mapping[str, Callable[[Object], bytes]] = {".json": _json, ".xml": _xml}
