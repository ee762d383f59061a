"""What a report of NIST SP 1500-100 v2 may be, beyond what we write ourselves.

Each report here is one that the schema permits; where the official schema files are at hand (see
`test_nist`) that is held against them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.sources.files import Reader, repairs
from tests.sources.test_nist import SCHEMAS

Object = dict[str, Any]
PREFIX = "ElectionResults."
VOTES = {"a": ((30, 28), (60, 57)), "b": ((40, 50), (20, 29))}  # by county and precinct: yes, no


def of(kind: str, **content: Any) -> Object:
    name = content.pop("id", None)
    told = {"@type": PREFIX + kind, **content}
    return {"@id": name, **told} if name else told


def text(content: str) -> Object:
    string = of("LanguageString", Content=content, Language="en")
    return of("InternationalizedText", Text=[string])


def votes(place: int, **more: Any) -> list[Object]:
    """Return the votes of one selection in the four precincts."""
    return [
        of("VoteCounts", GpUnitId=f"{county}{number}", Type="total", Count=both[place], **more)
        for county, rows in VOTES.items()
        for number, both in enumerate(rows)
    ]


def units(**more: Any) -> list[Object]:
    precincts = [
        of("ReportingUnit", id=f"{c}{n}", Name=text(f"{c.upper()}-{n}"), Type="precinct", **more)
        for c, rows in VOTES.items()
        for n in range(len(rows))
    ]
    counties = [
        of(
            "ReportingUnit",
            id=c,
            ComposingGpUnitIds=[f"{c}0", f"{c}1"],
            Name=text(c.upper()),
            Type="county",
        )
        for c in VOTES
    ]
    state = of(
        "ReportingUnit", id="s", ComposingGpUnitIds=["a", "b"], Name=text("Vosk"), Type="state"
    )
    return [state, *counties, *precincts]


def selections(*counts: list[Object]) -> list[Object]:
    return [
        of("CandidateSelection", id=f"x{n}", CandidateIds=[f"c{n}"], VoteCounts=told)
        for n, told in enumerate(counts or (votes(0), votes(1)))
    ]


def contest(kind: str = "CandidateContest", **content: Any) -> Object:
    base: Object = {"id": "k", "Name": "Mayor", "ElectionDistrictId": "s"}
    if kind == "CandidateContest":
        base |= {"VotesAllowed": 1, "ContestSelection": selections()}
    return of(kind, **{**base, **content})


def report(
    *contests: Object,
    gp_units: list[Object] | None = None,
    ballots: Iterable[Object] = (),
    **more: Any,
) -> Object:
    candidates = [
        of("Candidate", id=f"c{n}", BallotName=text(name)) for n, name in enumerate(("Ada", "Bo"))
    ]
    election = of(
        "Election",
        BallotCounts=list(ballots),
        Candidate=candidates,
        Contest=list(contests or (contest(),)),
        ElectionScopeId="s",
        Name=text("General Election"),
        StartDate="2033-05-01",
        EndDate="2033-05-01",
        Type="general",
    )
    return of(
        "ElectionReport",
        Election=[election],
        Format="precinct-level",
        GeneratedDate="2033-05-02T00:00:00-05:00",
        GpUnit=gp_units or units(),
        Issuer="Board",
        IssuerAbbreviation="B",
        SequenceStart=1,
        SequenceEnd=1,
        Status="certified",
        VendorApplicationId="x",
        **more,
    )


def told(reader: Reader, what: Object, part: str = "") -> Tally:
    """Read a report that the schema permits."""
    if SCHEMAS:
        schema = Path(SCHEMAS, "NIST_V2_election_results_reporting.json").read_text("utf-8")
        jsonschema.validate(what, json.loads(schema))
    path = reader.path(json.dumps(what), "report.json")
    return read(f"{path}/{part}" if part else path)


YES_NO = [list(both) for rows in VOTES.values() for both in rows]


def test_names_of_units_are_texts_in_languages(reader: Reader) -> None:
    tally = told(reader, report())
    assert tally.units.rows() == [
        (f"{c} / {c}-{n}", c, f"{c}-{n}") for c in ("A", "B") for n in (0, 1)
    ]
    assert tally.levels == ("county",)
    assert tally.choices == ("Ada", "Bo")
    assert tally.votes.tolist() == YES_NO
    assert tally.contest.country == ""  # the scope is a state


@pytest.mark.parametrize(
    ("kind", "content", "choices"),
    [
        (
            "BallotMeasureContest",
            {
                "Type": "other",
                "OtherType": "bond",
                "ContestSelection": [
                    of("BallotMeasureSelection", id=f"m{n}", Selection=text(w), VoteCounts=votes(n))
                    for n, w in enumerate(("Yes", "No"))
                ],
            },
            ("Yes", "No"),
        ),
        (
            "RetentionContest",
            {
                "CandidateId": "c0",
                "ContestSelection": [
                    of("BallotMeasureSelection", id=f"m{n}", Selection=text(w), VoteCounts=votes(n))
                    for n, w in enumerate(("Retain", "Remove"))
                ],
            },
            ("Retain", "Remove"),
        ),
        (
            "PartyContest",
            {
                "ContestSelection": [
                    of("PartySelection", id="m0", PartyIds=["pa", "pb"], VoteCounts=votes(0)),
                    of("PartySelection", id="m1", PartyIds=["co"], VoteCounts=votes(1)),
                ]
            },
            ("Red / Blue", "Left Together"),
        ),
    ],
)
def test_contests_of_every_kind(
    reader: Reader, kind: str, content: Object, choices: tuple[str, ...]
) -> None:
    parties = [
        of("Party", id="pa", Name=text("Red")),
        of("Party", id="pb", Name=text("Blue"), Abbreviation=text("B")),
        of("Coalition", id="co", Name=text("Left Together"), PartyIds=["pa"], ContestIds=["k"]),
    ]
    tally = told(reader, report(contest(kind, **content), Party=parties))
    assert tally.choices == choices
    assert tally.votes.tolist() == YES_NO


def test_contests_of_one_name_are_told_apart(reader: Reader) -> None:
    other = contest(
        id="q",
        ContestSelection=[
            {**one, "@id": f"y{n}"} for n, one in enumerate(selections(votes(1), votes(0)))
        ],
    )
    two = report(contest(), other)
    path = reader.path(json.dumps(two), "report.json")
    fault = reader.faults(path.read_bytes(), "report.json")[0]
    assert fault.startswith("the file has 2 contests: 'Mayor (k)', 'Mayor (q)'")
    assert told(reader, two, "Mayor (q)").votes.tolist() == [row[::-1] for row in YES_NO]


def test_write_ins(reader: Reader) -> None:
    own = of("CandidateSelection", id="x2", IsWriteIn=True, VoteCounts=votes(0))
    tally = told(reader, report(contest(ContestSelection=[*selections(), own])))
    assert tally.choices == ("Ada", "Bo", "write-in")
    number = [of("OtherCounts", GpUnitId="a0", WriteIns=7)]
    tally = told(reader, report(contest(OtherCounts=number)))
    assert tally.choices == ("Ada", "Bo")
    assert repairs(tally)["numbers of write-ins left out"] == 1


def test_no_vote_counts_twice(reader: Reader) -> None:
    total, device = votes(0), of("DeviceClass", Type="dre")
    parts = [{**one, "Type": way} for one in total for way in ("early", "election-day")]
    by_device = [{**one, "DeviceClass": device} for one in total]
    later = [{**one, "Round": 2, "Count": one["Count"] + 5} for one in total]
    seats = [{**one, "Type": "seats", "Count": 1} for one in total]
    first = [{**one, "Round": 1} for one in total]
    for counts in ([*parts, *total], [*total, *by_device], [*first, *later], [*seats, *total]):
        tally = told(reader, report(contest(ContestSelection=selections(counts, votes(1)))))
        assert tally.votes.tolist() == YES_NO
    # where there are parts only, they are added
    for counts, times in ((parts, 2), ([*by_device, *by_device], 2), (by_device, 1)):
        tally = told(reader, report(contest(ContestSelection=selections(counts, votes(1)))))
        assert tally.votes[:, 0].tolist() == [times * row[0] for row in YES_NO]
    tally = told(reader, report(contest(ContestSelection=selections([*first, *later], votes(1)))))
    assert repairs(tally)["counts of later rounds left out"] == 4


def test_suppressed_votes_are_no_zeros(reader: Reader) -> None:
    hidden = votes(0)
    hidden[0] |= {"Count": 0, "IsSuppressedForPrivacy": True}
    tally = told(reader, report(contest(ContestSelection=selections(hidden, votes(1)))))
    assert tally.votes.tolist() == YES_NO[1:]
    assert tally.set_aside["unit"].to_list() == ["A / A-0"]
    assert repairs(tally)["suppressed counts left out"] == 1


def test_units_that_contain_others_at_any_depth_are_sums(reader: Reader) -> None:
    with_sums = [
        [*votes(n), of("VoteCounts", GpUnitId="s", Type="total", Count=sum(r[n] for r in YES_NO))]
        for n in (0, 1)
    ]
    tally = told(reader, report(contest(ContestSelection=selections(*with_sums))))
    assert tally.votes.tolist() == YES_NO
    assert repairs(tally)["units that sum up others left out"] == 1


def test_districts_across_counties_are_no_level(reader: Reader) -> None:
    district = of(
        "ReportingUnit", id="d", ComposingGpUnitIds=["a1", "b0"], Type="state-house", Number="7"
    )
    for gp_units in ([district, *units()], [*units(), district]):
        tally = told(reader, report(gp_units=gp_units))
        assert tally.levels == ("county",)
        assert tally.units["county"].to_list() == ["A", "A", "B", "B"]


def test_units_without_names_and_with_one_name(reader: Reader) -> None:
    named = units()
    bare = [{key: value for key, value in one.items() if key != "Name"} for one in named]
    assert told(reader, report(gp_units=bare)).units["precinct"].to_list() == [
        "a0",
        "a1",
        "b0",
        "b1",
    ]
    numbered = [{**one, "Number": one["@id"][1:]} for one in bare]
    assert told(reader, report(gp_units=numbered)).units["unit"].to_list()[0] == "a / 0"
    alike = [{**one, "Name": text("Hall")} if one["Type"] == "precinct" else one for one in named]
    assert told(reader, report(gp_units=alike)).units["precinct"].to_list() == [
        f"Hall ({name})" for name in ("a0", "a1", "b0", "b1")
    ]
    machines = [
        of("ReportingDevice", id=one["@id"], SerialNumber=f"SN{n}") if n > 2 else one
        for n, one in enumerate(named)
    ]
    assert told(reader, report(gp_units=machines)).units["unit"].to_list()[0] == "A / SN3"


def ballots(**extra: int) -> list[Object]:
    """Return ballots of each precinct: the votes, and what is added to them."""
    return [
        of(
            "BallotCounts",
            GpUnitId=f"{county}{number}",
            Type="total",
            BallotsCast=sum(both) + extra.get("rejected", 0),
            BallotsRejected=extra.get("rejected", 0),
        )
        for county, rows in VOTES.items()
        for number, both in enumerate(rows)
    ]


def test_ballots_are_of_the_election_and_spoilt_votes_of_the_contest(reader: Reader) -> None:
    spoilt = [
        of("OtherCounts", GpUnitId=one["GpUnitId"], Overvotes=1, Undervotes=2.0)
        for one in ballots()
    ]
    measure = of("BallotMeasureSelection", id="m", Selection=text("Yes"), VoteCounts=votes(0))
    second = contest("BallotMeasureContest", id="q", Name="Levy", ContestSelection=[measure])
    alone = told(reader, report(ballots=ballots(rejected=3)))
    assert alone.counts("invalid").tolist() == [3] * 4
    both = report(contest(OtherCounts=spoilt), second, ballots=ballots(rejected=5))
    mayor = told(reader, both, "Mayor")
    assert mayor.counts("invalid").tolist() == [3] * 4
    assert mayor.counts("ballots").tolist() == [sum(row) + 5 for row in YES_NO]
    # rejected ballots of an election of two contests are not those of one of them
    levy = told(reader, both, "Levy")
    assert levy.source.evidence["rejected ballots"] == "no cell is filled"


def test_several_votes_of_one_voter_are_no_ballots(reader: Reader) -> None:
    halves = [of("OtherCounts", GpUnitId="a0", Overvotes=0.5, Undervotes=2)]
    mayors = contest(VotesAllowed=3, OtherCounts=halves)
    tally = told(reader, report(mayors, gp_units=units(VotersRegistered=40), ballots=ballots()))
    assert (tally.registered, tally.ballots, tally.invalid) == (None, None, None)
    assert tally.votes.tolist() == YES_NO  # 117 votes of 40 voters are no fault
    assert repairs(tally)["voters and ballots left out"] == 4


def test_counts_are_floating_numbers(reader: Reader) -> None:
    counts = [{**one, "Count": float(one["Count"])} for one in votes(0)]
    tally = told(reader, report(contest(ContestSelection=selections(counts, votes(1)))))
    assert tally.votes.tolist() == YES_NO
    counts[0]["Count"] = 30.5
    weighted = report(contest(ContestSelection=selections(counts, votes(1))))
    (fault,) = reader.faults(json.dumps(weighted), "a.json")
    assert fault == "unit 'a0': Count is '30.5'; expected a whole number, 0 or more."


def test_a_draft_of_the_specification_is_read(reader: Reader) -> None:
    draft = report(contest(SummaryCounts=ballots(rejected=2)))
    (only,) = draft["Election"][0]["Contest"]
    only["BallotSelection"] = only.pop("ContestSelection")
    for unit in draft["GpUnit"]:
        unit["Name"] = unit["Name"]["Text"][0]["Content"]
    tally = reader(json.dumps(draft), "draft.json")
    assert tally.votes.tolist() == YES_NO
    assert tally.units["unit"].to_list()[0] == "A / A-0"
    assert tally.counts("invalid").tolist() == [2] * 4
