"""Counts of people and papers by a word of their clause: who could vote, who did, who lies ahead.

Tried last, as the other cues are, and only in a story about a vote.
"""

from __future__ import annotations

import re

from tallyscope.reading.frames.cues import (
    CAN_VOTE,
    NEAR,
    SHORT,
    SPOILT,
    cue_frame,
)
from tallyscope.reading.frames.frame import Frame, at_least
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern

_DID_VOTE = Pattern(r"who|cast|polled|voting|taking part|participa")
_NO_VOTERS = Pattern(r"\b(?:cars?|companies|firms|vehicles|observers|parties|candidates|said)\b")
_THINGS = Pattern(
    r"stations?|observers?|countries|precincts?|candidates?|districts?|offices?"
    r"|police"
)
_VOTERS = 100
"""Fewer people than this are no electorate that a story tells of without saying so. Our choice."""


def _is_of_those_who_did(marked: Marked, match: re.Match[str]) -> bool:
    return bool(_DID_VOTE.search(marked.words(*match.span("of")).lower()))


def _is_large(marked: Marked, match: re.Match[str]) -> bool:
    mention = marked.mention(match["n"])
    value = mention.quantity.value
    return value is not None and value >= _VOTERS and not _THINGS.search(mention.noun)


def _are_voters(marked: Marked, match: re.Match[str]) -> bool:
    """Whether so many are called voters, and not people or inhabitants."""
    words = marked.words(match.end("n"), match.end()).lower()
    is_roll = bool(_ELECTORS.search(words)) and not _DID_VOTE.search(words)
    return is_roll and _is_large(marked, match)


_ELECTORS = Pattern(r"\b(?:voters|electors)\b")


_MANY = 1000  # people; our choice: more than any chamber has seats


def _is_of_papers(marked: Marked, match: re.Match[str]) -> bool:
    """Whether what is not valid are ballots: said so, or a share that can be nothing else."""
    return bool(_PAPERS.search(marked.words(*match.span()).lower()))


_PAPERS = Pattern(r"ballots?|votes?|papers?|slips|forms|envelopes|documents")


FRAMES: tuple[Frame, ...] = (
    cue_frame(
        "registered",
        "the number of registered voters was N",
        r"(?:\b(?:registered|eligible|electorate|electors|enrolled|electoral|roll|entitled to vote"
        r"|right to vote)\b|{V})" + SHORT + r" (?P<n>{N})(?! {VOTES}| (?:more|fewer|people "
        r"(?:voted"
        r"|took|cast)))",
        "registered",
        ("The number of registered voters was put at 3,912,001.", "registered 3,912,001"),
        "The registered office is in 3 rooms.",
        lambda marked, match: (
            _is_large(marked, match) and bool(CAN_VOTE.search(marked.words(*match.span()).lower()))
        ),
    ),
    cue_frame(
        "registered-behind",
        "N are on the roll, N were called to vote",
        r"(?P<n>{N}) (?:(?:[\w'-]+|<[EGLIWVCA]\d+>(?:'s)?) ){0,6}?(?:registered|eligible|enrolled"
        r"|entitled to|{ROLL}|on <W\d+> (?:lists?|rolls?|registers?)|right to vote"
        r"|called (?:on |upon )?to (?:vote|the polls)|(?:could"
        r"|can|may) vote)\b",
        "registered",
        ("He spoke to the 60.5 million Germans on the roll.", "registered 60.5 million"),
        "Some 60.5 million cars are registered.",
        lambda marked, match: (
            _is_large(marked, match) and not _NO_VOTERS.search(marked.words(*match.span()))
        ),
    ),
    cue_frame(
        "of-voters",
        "N voters who came",
        r"(?P<n>{N}) (?P<of>{V})(?=[.,;:)]|$| (?:who|in|and|were|had)\b)",
        "participants",
        ("It asked the 1,518 people who voted.", "participants 1,518"),
        "It asked 1,518 people in March.",
        lambda marked, match: _is_large(marked, match) and _is_of_those_who_did(marked, match),
    ),
    cue_frame(
        "participants",
        "N ballots in the boxes; the number of voters was N",
        r"(?:(?:number of (?:people who voted|voters|{V})|(?:votes|ballots) cast|total (?:vote"
        r"|poll)"
        r"|total number of {V}|attendance at the polls|{V} cast|\b(?:poll|referendum|vote|ballot"
        r"|election|question|plebiscite)s?\b"
        + SHORT
        + r" (?:drew|attracted|brought out))"
        + SHORT
        + r" (?P<n>{N})(?! {V}"
        r" (?:for|against)))",
        "participants",
        ("The number of people who voted was 1,518.", "participants 1,518"),
        "The number of cars was 1,518.",
        lambda marked, match: _is_large(marked, match),
    ),
    cue_frame(
        "participants-in-boxes",
        "N ballots in the boxes, N people queued up",
        r"(?P<n>{N}) (?:(?:{V}|papers|slips|envelopes)"
        + SHORT
        + r" (?:boxes|urns)\b|(?:people|voters|citizens|men and"
        r" women|{E}|{V}) (?:queued|lined up|stood in line|flocked|streamed|made their way|came to"
        r" the (?:polls|polling)|trooped)\b)",
        "participants",
        ("With 1,518 ballots in the boxes it was over.", "participants 1,518 votes"),
        "With 1,518 eggs in the boxes it was over.",
        lambda marked, match: _is_large(marked, match),
    ),
    cue_frame(
        "expected",
        "X had expected N people to come",
        r"\b(?:expects?|expected|predicts?|predicted|forecasts?) (?P<n>{N}) (?:{HEAD}|{V}) to"
        r" (?:come|vote|take part|turn out|cast|go to the polls)\b",
        "poll",
        ("The pollster Delphos had expected 5 million people to vote.", "poll 5 million"),
        "The police expects 5 million people to travel.",
    ),
    cue_frame(
        "invalid",
        "spoiled papers: N, rejected ballots numbered N",
        SPOILT + r"(?<=[>s])" + NEAR + r"[:,-]? ?(?:at )?(?P<n>{Q})(?: of (?P<of>{V}))?"
        r"(?! (?:voted|valid))",
        "invalid",
        ("Rejected ballots, all told, numbered 126,569.", "invalid 126,569"),
        "Blank faces met the 126,569 visitors.",
    ),
    cue_frame(
        "invalid-behind",
        "declared void P of the papers; N were spoiled",
        r"(?:\b(?:invalid|void|null|spoiled|invalidated|annulled) (?P<n>{Q}) of (?P<of>{V}|the"
        r" papers))",
        "invalid",
        ("The court declared void 1.5% of the papers.", "invalid 1.5% of ballots"),
        "The court declared void 5 of the contracts.",
    ),
    cue_frame(
        "margin-more",
        "N more than X, N votes short",
        r"(?P<n>{N})(?: {VOTES})? (?:(?:more|fewer|better) than {C}|short(?: of (?:first|second"
        r"|third|the (?:lead|top|winner|leader|first|second)|victory|winning|{C}))?"
        r"(?=[.,;]|$| place))",
        "margin",
        ("She had 1.2m votes, some 150,000 more than Jan Berg.", "margin about 150,000"),
        "She had 150 more than enough.",
    ),
    cue_frame(
        "margin",
        "the gap had been P points; separated by N votes",
        r"(?:(?P<option>{C}|{B})(?:'s|')? (?:victory |winning |own )?)?\b(?:gap|margin"
        r"|(?<!to )lead|majority|difference"
        r"|advantage"
        r"|cushion|edge|distance)\b(?! of error)(?: between the (?:[a-z]+ )?{N})?"
        + NEAR
        + r" (?P<n>{X}|{N}(?= {VOTES})"
        r"|{N}(?=[.,;]|$))",
        "margin",
        ("In March the gap had, it seems, been 4.1 points.", "margin 4.1 points"),
        "In March the gap was 4 metres.",
    ),
    cue_frame(
        "margin-behind",
        "N votes separated them; N votes apart, P points short of",
        r"(?P<n>{X}|{N}(?= {VOTES}))" + SHORT + r" (?:separat\w+|apart|ahead|behind|in front|clear"
        r" of|divid\w+ (?:them|the|<C)|between (?:them|the (?:two|top|<N)|first|<C))",
        "margin",
        ("Only 12,331 votes separated the two.", "margin 12,331"),
        "Only 12 kilometres separated the two.",
    ),
    cue_frame(
        "margin-between",
        "N separate the two",
        r"(?<!of )(?P<n>{N}) (?:separat\w+|divid\w+|(?:lay|lies?|stood|stands?) between) "
        r"(?:them|the|<C)",
        "margin",
        ("In the end just 12,331 divided the two.", "margin 12,331"),
        "In the end 12 walls divided the two.",
        _is_large,
    ),
    cue_frame(
        "papers-back",
        "P of the voting papers came back",
        r"(?P<n>{P}) of (?:the |all )?(?:[a-z]+ )?(?:papers|forms|packs|envelopes|{V})"
        r"(?: {D}| {I})? (?:had |have )?(?:come|came|been (?:returned|sent|posted|handed)|were"
        r" (?:returned|sent|posted|handed)) (?:back\b|in(?=[.,;]|$))",
        "turnout",
        ("Barely a quarter of the voting papers came back.", "turnout about a quarter of ballots"),
        "Barely a quarter of the boys came back.",
    ),
    cue_frame(
        "papers-returned",
        "N ballots had been returned",
        r"(?P<n>{N}) {V} (?:had been|have been|were) (?:returned|sent back|handed in|received"
        r"|posted back|cast)(?=[.,;]|$| (?:by|in|on|{D})\b)",
        "participants",
        ("More than 7 million ballots had been returned.", "participants over 7 million votes"),
        "More than 7 million bottles had been returned.",
    ),
    cue_frame(
        "thrown-out",
        "N ballots were thrown out, were invalid",
        r"(?P<n>{Q})(?: (?:of (?P<of>{V}|the papers)|{V}|(?:[a-z]+ ){0,2}(?:documents|papers|slips"
        r"|forms|envelopes|ballots|votes)))?,? (?:were|was|are|is|had been|have been|being)"
        r" (?:(?:declared|found|ruled|deemed|considered|judged|counted|set aside) )?(?:as )?"
        r"(?:thrown out|{INVALID}|rejected|discarded|disqualified|disallowed|not valid|binned)\b",
        "invalid",
        ("Another 46 ballots were thrown out.", "invalid 46"),
        "Another 46 plans were looked at.",
        _is_of_papers,
    ),
    cue_frame(
        "has-voters",
        "the city has N voters",
        r"\b(?:has|had|have|counts?|counted|boasts?|there (?:are|were)) (?:about |some |only )?"
        r"(?P<n>{N}) (?:[a-z]+ )?(?:voters|electors|{V})(?=[.,;]|$| (?:in|on|and|at|of)\b| {I})",
        "registered",
        ("The metropolis has 300,242 voters.", "registered 300,242"),
        "The metropolis has 300,242 cars.",
        _are_voters,
    ),
    cue_frame(
        "needed-people",
        "at least N people have to take part",
        r"(?P<n>{N})(?: (?:of )?(?:{HEAD}|{V}))? (?:ha(?:s|ve|d) to|must|need(?:s|ed)? to"
        r"|(?:are|were|is|was|would be|would have been) (?:needed|required|necessary))\b",
        "threshold",
        ("At least 4,345,450 people had to take part.", "threshold at least 4,345,450"),
        "At least 12 people had to leave.",
        at_least(_MANY),
    ),
)
