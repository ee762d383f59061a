"""Reports of NIST SP 1500-100 v2: what is written is read again, and built as the schema says.

The official schema files are not ours to carry. The tables below restate, for the classes that we
write, which elements they require and allow, and in which order the XML has them.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tallyscope.errors import DataError
from tallyscope.sources import read
from tallyscope.sources.nist_report import NAMESPACE, report_of, write_nist
from tallyscope.tally import Contest, Tally
from tests.sources.files import Reader, repairs

# class: elements in the order of the XML schema, version 2.0.3, the required ones with a star
ELEMENTS = {
    "ElectionReport": "Election ExternalIdentifier Format* GeneratedDate* GpUnit Header Issuer*"
    " IssuerAbbreviation* IsTest Notes Office OfficeGroup Party Person SequenceStart* SequenceEnd*"
    " Status* TestType VendorApplicationId*",
    "Election": "BallotCounts BallotStyle Candidate ContactInformation Contest CountStatus"
    " ElectionScopeId* ExternalIdentifier Name* StartDate* EndDate* Type* OtherType",
    "Candidate": "BallotName* CampaignSlogan ContactInformation ExternalIdentifier FileDate"
    " IsIncumbent IsTopTicket PartyId PersonId PostElectionStatus PreElectionStatus",
    "CandidateContest": "Abbreviation BallotSubTitle BallotTitle ContestSelection CountStatus"
    " ElectionDistrictId* ExternalIdentifier HasRotation Name* OtherCounts SequenceOrder"
    " SubUnitsReported TotalSubUnits VoteVariation OtherVoteVariation NumberElected NumberRunoff"
    " OfficeIds PrimaryPartyIds VotesAllowed*",
    "CandidateSelection": "SequenceOrder VoteCounts CandidateIds EndorsementPartyIds IsWriteIn",
    "VoteCounts": "DeviceClass GpUnitId* IsSuppressedForPrivacy Round Type* OtherType Count*",
    "BallotCounts": "DeviceClass GpUnitId* IsSuppressedForPrivacy Round Type* OtherType BallotsCast"
    " BallotsOutstanding BallotsRejected",
    "ReportingUnit": "ComposingGpUnitIds ExternalIdentifier Name AuthorityIds ContactInformation"
    " CountStatus ElectionAdministration IsDistricted IsMailOnly Number PartyRegistration"
    " SpatialDimension SubUnitsReported TotalSubUnits Type* OtherType VotersParticipated"
    " VotersRegistered",
    "InternationalizedText": "Text*",  # and the attribute Label
    "LanguageString": "Content* Language*",
}
# types of the schema, as its XML form writes them; references are ids of other objects
DATE = r"\d{4}-\d\d-\d\d"
TIME = DATE + r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"
ID, WHOLE = r"[A-Za-z_][\w.-]*", r"-?\d+"
WAYS = (
    "absentee|absentee-fwab|absentee-in-person|absentee-mail|early|election-day|provisional|seats"
    "|total|uocava|write-in|other"
)
TYPES = {
    **dict.fromkeys(("StartDate", "EndDate"), DATE),
    "GeneratedDate": TIME,
    **dict.fromkeys(("SequenceStart", "SequenceEnd", "SequenceOrder", "VotesAllowed"), WHOLE),
    **dict.fromkeys(("BallotsCast", "BallotsRejected", "VotersRegistered", "Count"), WHOLE),
    **dict.fromkeys(("ElectionScopeId", "ElectionDistrictId", "GpUnitId"), ID),
    **dict.fromkeys(("ComposingGpUnitIds", "CandidateIds"), rf"{ID}(?: {ID})*"),
    "Election/Type": "general|partisan-primary-closed|partisan-primary-open|primary|runoff|special"
    "|other",
    "BallotCounts/Type": WAYS,
    "VoteCounts/Type": WAYS,
    "GpUnit/Type": "ballot-batch|ballot-style-area|borough|city|city-council|combined-precinct"
    "|congressional|country|county|county-council|drop-box|judicial|municipality|polling-place"
    "|precinct|school|special|split-precinct|state|state-house|state-senate|town|township|utility"
    "|village|vote-center|ward|water|other",
}
IDENTIFIED = {"Candidate", "CandidateContest", "CandidateSelection", "ReportingUnit"}
ENUMERATED = {
    "Format": {"precinct-level", "summary-contest"},
    "Status": {"certified", "correction", "pre-election", "recount"}
    | {"unofficial-complete", "unofficial-partial"},
}


def tally() -> Tally:
    return Tally(
        contest=Contest("Bridge", "Ruritania", "2033-05-01", levels=("canton", "commune")),
        units=pl.DataFrame(
            {
                "unit": ["A / x / 1", "A / x / 2", "A / y / 1", "B / x / 1"],
                "canton": ["A", "A", "A", "B"],
                "commune": ["x", "x", "y", "x"],
            }
        ),
        choices=("Yes & more", "No"),
        votes=np.array([[30, 28], [60, 57], [40, 50], [20, 29]]),
        registered=np.array([100, 200, 150, 80]),
        issued=np.array([61, 121, 90, 50]),
        ballots=np.array([60, 120, 90, 50]),
        valid=np.array([58, 117, 90, 49]),
        invalid=np.array([2, 3, 0, 1]),
        set_aside=pl.DataFrame(
            {"unit": ["B / x / 2"], "row": [6], "reason": ["no data published"]},
            schema={"unit": pl.String, "row": pl.Int64, "reason": pl.String},
        ).with_columns(canton=pl.lit("B"), commune=pl.lit("x")),
    )


@pytest.mark.parametrize("ending", [".json", ".xml"])
def test_what_is_written_is_read_again(tmp_path: Path, ending: str) -> None:
    path, wrote = tmp_path / f"report{ending}", tally()
    write_nist(wrote, path, issuer="Commission")
    again = read(path)
    assert again.units.rows() == [(*row, row[0][-1]) for row in wrote.units.rows()]
    assert again.levels == wrote.levels
    assert again.choices == wrote.choices
    assert again.votes.tolist() == wrote.votes.tolist()
    for count in ("registered", "issued", "ballots", "valid", "invalid"):
        assert getattr(again, count).tolist() == getattr(wrote, count).tolist(), count
    told = again.contest
    assert (told.name, told.country, told.date) == ("Bridge", "Ruritania", "2033-05-01")
    assert again.source.evidence["registered voters"].startswith("named by the format of the file")


def test_counts_that_are_not_known_stay_unknown(tmp_path: Path) -> None:
    few = replace(tally(), registered=None, issued=None, ballots=None, valid=None, invalid=None)
    write_nist(few, tmp_path / "few.xml", issuer="Commission")
    again = read(tmp_path / "few.xml")
    assert (again.registered, again.issued, again.ballots, again.invalid) == (None,) * 4
    assert again.derived == ("valid",)


def check(thing: Any) -> None:
    """Hold one object, and all in it, against the tables above."""
    if isinstance(thing, list):
        for one in thing:
            check(one)
    if not isinstance(thing, dict):
        return
    kind = thing["@type"].removeprefix("ElectionResults.")
    allowed = [name.rstrip("*") for name in ELEMENTS[kind].split()]
    required = {name.rstrip("*") for name in ELEMENTS[kind].split() if name.endswith("*")}
    own = [name for name in thing if not name.startswith("@")]
    assert required <= {*own}, kind
    assert own == sorted(own, key=allowed.index), kind
    assert ("@id" in thing) == (kind in IDENTIFIED), kind
    for name in ENUMERATED.keys() & thing.keys():
        assert thing[name] in ENUMERATED[name]
    for value in thing.values():
        check(value)


def test_the_report_is_built_as_the_schema_says() -> None:
    report = report_of(tally(), issuer="Commission")
    check(report)
    listed = {unit["@id"] for unit in report["GpUnit"]}
    assert len(listed) == len(report["GpUnit"]) == 1 + 2 + 3 + 4 + 1  # scope, levels, units, aside
    for unit in report["GpUnit"]:
        assert {*unit.get("ComposingGpUnitIds", ())} <= listed


def test_the_xml_has_the_elements_in_the_order_of_the_schema(tmp_path: Path) -> None:
    write_nist(tally(), tmp_path / "a.xml", issuer="Commission")
    root = etree.parse(tmp_path / "a.xml").getroot()
    assert root.tag == f"{{{NAMESPACE}}}ElectionReport"
    names = [etree.QName(child).localname for child in root]
    order = [name.rstrip("*") for name in ELEMENTS["ElectionReport"].split()]
    assert names == sorted(names, key=order.index)


def test_the_xml_has_the_types_and_references_of_the_schema(tmp_path: Path) -> None:
    write_nist(tally(), tmp_path / "a.xml", issuer="Commission")
    root = etree.parse(tmp_path / "a.xml").getroot()
    ids = [element.get("ObjectId") for element in root.iter() if element.get("ObjectId")]
    assert len(ids) == len({*ids})
    for element in root.iter():
        name = etree.QName(element).localname
        parent = element.getparent()
        above = "" if parent is None else etree.QName(parent).localname
        form = TYPES.get(f"{above}/{name}", TYPES.get(name))
        assert name != "Type" or form is not None
        if form is not None:
            assert re.fullmatch(form, element.text or ""), (above, name)
        if name.endswith(("Id", "Ids")) and name != "VendorApplicationId":
            assert {*(element.text or "").split()} <= {*ids}
        if element.get("Language") is not None:
            assert re.fullmatch(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", element.get("Language", ""))
        other = element.findtext(f"{{{NAMESPACE}}}OtherType")
        assert (element.findtext(f"{{{NAMESPACE}}}Type") == "other") == (other is not None)


SCHEMAS = os.environ.get("TALLYSCOPE_NIST_SCHEMAS", "")
OFFICIAL = "NIST_V2_election_results_reporting"


def assert_official(written: Path) -> None:
    """Hold a file against the official schema of its form."""
    if written.suffix == ".json":
        schema = json.loads(Path(SCHEMAS, OFFICIAL + ".json").read_text("utf-8"))
        jsonschema.validate(json.loads(written.read_bytes()), schema)
    else:
        schema = etree.XMLSchema(etree.parse(Path(SCHEMAS, OFFICIAL + ".xsd")))
        schema.assertValid(etree.parse(written))


@pytest.mark.skipif(not SCHEMAS, reason="TALLYSCOPE_NIST_SCHEMAS names no folder of the schemas")
@pytest.mark.parametrize("ending", [".json", ".xml"])
def test_the_report_is_valid_by_the_official_schema(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    write_nist(tally(), path, issuer="Commission")
    assert_official(path)


# a name may have what XML and JSON must escape; blanks are collapsed and totals found on reading
NAMES = st.text(st.characters(categories=("L", "P", "S")), min_size=2, max_size=8).map("n{}".format)
COUNT = st.integers(0, 400)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Draw a tally of two units or more with any counts known, in any number of levels."""
    depth = draw(st.integers(0, 3))
    heads = draw(st.lists(NAMES, min_size=depth + 2, max_size=depth + 4, unique=True))
    levels, choices = tuple(heads[:depth]), tuple(heads[depth:])
    places = st.tuples(*[NAMES] * (depth + 1))
    rows = sorted(draw(st.lists(places, min_size=2, max_size=5, unique=True)))
    votes = np.array([[1 + draw(COUNT) for _ in choices] for _ in rows])
    valid = votes.sum(axis=1)
    invalid = np.array([draw(COUNT) for _ in rows])
    ballots, known = valid + invalid, draw(st.booleans())
    return Tally(
        contest=Contest(draw(NAMES), draw(NAMES | st.just("")), "2033-05-01", levels=levels),
        units=pl.DataFrame(
            {
                "unit": [" / ".join(row) for row in rows],
                **{level: [row[place] for row in rows] for place, level in enumerate(levels)},
            }
        ),
        choices=choices,
        votes=votes,
        registered=ballots + draw(COUNT) if draw(st.booleans()) else None,
        issued=ballots + draw(COUNT) if draw(st.booleans()) else None,
        ballots=ballots if known else None,
        valid=valid if draw(st.booleans()) else None,
        invalid=invalid if known else None,
    )


@given(wrote=tallies(), ending=st.sampled_from([".json", ".xml"]))
@settings(max_examples=30, deadline=None)
def test_tallies_of_any_kind_are_written_and_read_again(wrote: Tally, ending: str) -> None:
    check(report_of(wrote, issuer="Commission"))
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a{ending}")
        write_nist(wrote, path, issuer="Commission")
        if SCHEMAS:
            assert_official(path)
        again = read(path)
    assert again.contest == wrote.contest
    assert (again.choices, again.votes.tolist()) == (wrote.choices, wrote.votes.tolist())
    assert again.units["unit"].to_list() == wrote.units["unit"].to_list()
    for count in ("registered", "issued", "ballots", "valid", "invalid"):
        before, after = getattr(wrote, count), getattr(again, count)
        assert (after is None) == (before is None), count
        assert before is None or after.tolist() == before.tolist(), count


def test_two_writings_have_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_nist(tally(), tmp_path / name, issuer="Commission")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_report_needs_a_day_and_a_known_ending(tmp_path: Path) -> None:
    undated = replace(tally(), contest=Contest("Bridge", levels=("canton", "commune")))
    with pytest.raises(DataError, match=r"no day of the election is known; .*date='2024-11-05'"):
        write_nist(undated, tmp_path / "a.xml", issuer="Commission")
    with pytest.raises(DataError, match=r"the name ends in '.csv'; expected .json or .xml"):
        write_nist(tally(), tmp_path / "a.csv", issuer="Commission")
    assert not list(tmp_path.iterdir())


def test_names_that_a_form_cannot_hold_are_told(tmp_path: Path) -> None:
    half, bell = (replace(tally(), choices=(name, "No")) for name in ("a\ud800", "a\a"))
    for wrote, ending in ((half, "json"), (half, "xml"), (bell, "xml")):
        with pytest.raises(DataError, match=f"a name cannot be written as {ending.upper()}"):
            write_nist(wrote, tmp_path / f"a.{ending}", issuer="Commission")
    assert not list(tmp_path.iterdir())
    write_nist(bell, tmp_path / "a.json", issuer="Commission")
    assert read(tmp_path / "a.json").choices == ("a\a", "No")


def changed(**contest: Any) -> bytes:
    report = report_of(tally(), issuer="Commission")
    report["Election"][0]["Contest"][0] |= contest
    return json.dumps(report).encode()


def test_ways_of_voting_are_added_up_where_there_is_no_total(reader: Reader) -> None:
    counts = [
        {"GpUnitId": f"p{unit}", "Type": way, "Count": votes}
        for unit in (0, 1)
        for way, votes in (("early", 3), ("election-day", 4))
    ]
    selections = [{"@id": f"s{n}", "CandidateIds": [f"c{n}"], "VoteCounts": counts} for n in (0, 1)]
    tally = reader(changed(ContestSelection=selections), "a.json")
    assert tally.votes.tolist() == [[7, 7], [7, 7]]
    assert repairs(tally)["ways of voting added up"] == 4


def test_a_report_with_faults_is_refused(reader: Reader) -> None:
    (fault,) = reader.faults(changed(ContestSelection=[]), "a.json")
    assert fault.startswith("the contest 'Bridge' has no votes by unit; expected VoteCounts with")
    counts = [{"GpUnitId": "p0", "Type": "total", "Count": -1}]
    selection = [{"@id": "s0", "CandidateIds": ["c0"], "VoteCounts": counts}]
    (fault,) = reader.faults(changed(ContestSelection=selection), "a.json")
    assert fault == "unit 'p0': Count is '-1'; expected a whole number, 0 or more."
    counts[0] |= {"GpUnitId": "p9"}
    (fault,) = reader.faults(changed(ContestSelection=selection), "a.json")
    assert fault.startswith("votes stand for the unit 'p9', which is not listed")
    (fault,) = reader.faults(
        b'{"@type": "ElectionResults.ElectionReport", "Election": [3]}', "b.json"
    )
    assert fault.startswith("the report is not built as NIST SP 1500-100 v2 says")


def test_half_letters_are_replaced(reader: Reader) -> None:
    report = report_of(tally(), issuer="Commission")
    report["GpUnit"][-2]["Name"] = "\ud800 x"
    assert "? x" in " ".join(reader(json.dumps(report), "a.json").units["unit"])
