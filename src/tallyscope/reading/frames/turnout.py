"""Turnout: the share of those who could vote that did."""

from __future__ import annotations

from tallyscope.reading.frames.electorate import can_vote
from tallyscope.reading.frames.frame import Frame
from tallyscope.statement import Kind

_TURNOUT: dict[str, Kind] = {"n": "turnout"}

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="turnout.at",
        form="at P, turnout was the lowest ever",
        words=r"\b(?:at|with) (?P<n>{P}),? (?:the |voter )?(?:turnout|participation)\b",
        kinds=_TURNOUT,
        needs="turnout|participation",
        examples={"At 48.8 per cent, turnout was the lowest ever.": ("turnout 48.8%",)},
        counter_examples=("At 48.8 per cent, growth was low.",),
    ),
    Frame(
        id="turnout.from-to",
        form="turnout fell from P to P",
        words=(
            r"(?:turnout|participation)(?:(?!<[PNX])[^.;:()\"]){0,40} from (?P<was>{P})"
            r"(?:,? [^<.;:]{1,25}?| {D})? to (?:just |only |a record )?(?P<n>{P})"
        ),
        kinds={"n": "turnout", "was": "turnout"},
        needs="turnout|participation",
        examples={"Turnout fell from 65.2% in 2019 to 61.4%.": ("turnout 65.2%", "turnout 61.4%")},
        counter_examples=("Turnout was up; prices went from 5% to 6%.",),
    ),
    Frame(
        id="turnout.was",
        form="turnout was P, a turnout of P",
        words=(
            r"(?:turnout|participation(?: rate)?)(?:(?! (?:rose|fell|increased|dropped|was up"
            r"|was down) by)(?:[^.;:,()<\"]|<[IDTLGCABVW]\d+>|, (?:[a-z' ]{2,40}|<[DI]\d+>),|,"
            r"(?= (?:at|just|only|a|with) ))){0,70}? ?[,:(-]? ?(?<! by )(?P<n>{P})(?:,? of "
            r"(?P<of>{V}))?(?! "
            r"(?:higher|lower|more|less|up(?! from)|down(?! from)|was|is|were)\b)"
        ),
        kinds=_TURNOUT,
        needs="turnout|participation",
        examples={
            "Turnout was 74.87%.": ("turnout 74.87%",),
            "Turnout by 6pm had reached 41 percent.": ("turnout 41%",),
            "Turnout was 86.5 per cent of the 484,718 registered voters.": (
                "turnout 86.5% of registered",
                "registered 484,718",
            ),
        },
        counter_examples=("Turnout rose by 3 percent.",),
    ),
    Frame(
        id="turnout.named",
        form="a P turnout",
        words=(
            r"(?P<n>{P}) (?:voter |electoral )?(?:turnout|participation)\b"
            r"(?! (?:threshold|requirement|quorum|hurdle))"
        ),
        kinds=_TURNOUT,
        needs="turnout|participation",
        examples={"A 56 per cent turnout was announced.": ("turnout 56%",)},
        counter_examples=("There is a 56 per cent turnout threshold.",),
    ),
    Frame(
        id="turnout.list",
        form="P in A and P in B took part",
        words=(
            r"(?P<n>{P})(?: of (?P<of>{V}))? (?P<place>{I})(?:(?:,? and|,)(?: only| just)? {P}"
            r"(?: of {V})? {I}){1,5}{AUX}{ADVERB} {DID}"
        ),
        kinds=_TURNOUT,
        examples={
            "He said 32 percent of voters in Donetsk and 24 percent in Luhansk had cast ballots.": (
                "turnout 32% of registered in Donetsk",
                "turnout 24% in Luhansk",
            ),
        },
        counter_examples=("About 32 percent in Donetsk and 24 percent in Luhansk stayed calm.",),
    ),
    Frame(
        id="turnout.did",
        form="P of those entitled to vote did so",
        words=r"(?P<n>{P}) (?:of|out of) (?P<of>{V}){AUX}{ADVERB} (?:did so|did)\b",
        kinds=_TURNOUT,
        needs=r"\bdid\b",
        accepts=can_vote,
        examples={
            "Only 55.1 per cent of those entitled to vote did so.": (
                "turnout 55.1% of registered",
            ),
        },
        counter_examples=("Some 55.1 per cent of the yes voters did so.",),
    ),
    Frame(
        id="turnout.took-part",
        form="P of the voters took part",
        words=(
            r"(?P<n>{P})(?:(?:,? (?:of|out of)(?: (?:the |its )?(?:[a-z]+|<[LG]\d+>)'s)?)? "
            r"(?P<of>{V})(?:(?!<[PNX]| said | told )[^.;:,()\"]){0,60}?)?{ASIDE}{AUX}{ADVERB} {DID}"
        ),
        kinds=_TURNOUT,
        examples={
            "They said 81% of the electorate had taken part.": ("turnout 81% of registered",),
            "A record 84% of voters cast ballots.": ("turnout 84% of registered",),
        },
        counter_examples=("About 40% of drivers took part in the strike.",),
    ),
)
