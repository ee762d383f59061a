"""Numbers by a word of their clause that says what they are: turnout, roll, quorum, margin.

Tried last, for numbers that no other frame or link claimed, and only in a story about a vote.
"""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame, Look, never
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

# Words of the same clause, without another number.
_NEAR = r"(?:(?!<[PNXR]\d)[^.;:()\"]){0,50}?"
_SHORT = r"(?:(?!<[PNXR]\d)[^.;:(),\"]){0,25}?"
_SPOILT = (
    r"(?:(?:invalid|spoil(?:ed|t)|blank|void|null|informal|unreadable|annulled)(?: (?:or|and)"
    r" [a-z]+)?(?: (?:ballots?|votes?|papers?|ones|slips|{V}))?"
    r"|(?:rejected|discarded|disqualified|disallowed) (?:ballots?|votes?|papers?|slips|{V}))"
)
_CAN_VOTE = Pattern(
    r"registered|eligible|electorate|electors|enrolled|entitled|\b(?:list|roll|register)s?\b"
    r"|right to|called"
)
_DID_VOTE = Pattern(r"who|cast|polled|voting|taking part|participa")
_NO_VOTERS = Pattern(r"\b(?:cars?|companies|firms|vehicles|observers|parties|candidates|said)\b")
_THINGS = Pattern(
    r"stations?|observers?|countries|precincts?|candidates?|districts?|offices?"
    r"|police"
)
_VOTERS = 100
"""Fewer people than this are no electorate that a story tells of without saying so. Our choice."""
_SMALL = 10
"""Counts below this belong to committees and lists, not to the votes of a country. Our choice."""


def _is_of_those_who_can(marked: Marked, match: re.Match[str]) -> bool:
    return bool(_CAN_VOTE.search(marked.words(*match.span("of")).lower()))


def _is_of_those_who_did(marked: Marked, match: re.Match[str]) -> bool:
    return bool(_DID_VOTE.search(marked.words(*match.span("of")).lower()))


def _is_large(marked: Marked, match: re.Match[str]) -> bool:
    mention = marked.mention(match["n"])
    value = mention.quantity.value
    return value is not None and value >= _VOTERS and not _THINGS.search(mention.noun)


def _is_no_small_count(marked: Marked, match: re.Match[str]) -> bool:
    mention = marked.mention(match["n"])
    value = mention.quantity.value
    return mention.sort != "count" or (value is not None and value >= _SMALL)


_LIMITS = ("at least", "over", "under")
_ASSEMBLY = Pattern(
    r"\b(?:parliament|deputies|assembly|legislature|senate|senators|lawmakers|congress|councillors"
    r"|house|members|mps|legislators)\b"
)


def _is_no_assembly(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a majority that is needed is one of voters, and not of deputies."""
    by_deputies = marked.low.startswith(" majority", match.end("n")) and _ASSEMBLY.search(
        marked.low, 0, match.end()
    )
    of_money = _OF_MONEY.search(marked.low, match.start(), match.end())
    return not (by_deputies or of_money) and _is_no_small_count(marked, match)


_OF_MONEY = Pattern(r"\b(?:inflation|unemployment|interest|debts?|deficit|growth|prices?)\b")


def _is_a_limit(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a share is one to reach: "at least 40%", "more than half"."""
    return marked.mention(match["n"]).quantity.comparator in _LIMITS


def _frame(
    name: str,
    form: str,
    words: str,
    kind: Kind,
    example: tuple[str, str],
    counter_example: str,
    accepts: Look = _is_no_small_count,
) -> Frame:
    return Frame(
        id=f"cue.{name}",
        form=form,
        words=words,
        kinds={"n": kind},
        accepts=accepts,
        is_sure=never,
        examples={example[0]: (example[1],)},
        counter_examples=(counter_example,),
    )


_ROW = r"(?:^|[;,•*-] )(?:the )?(?:total |number of |total number of )?"

ROWS: tuple[Frame, ...] = (
    _frame(
        "row-registered",
        "Registered voters: N",
        _ROW + r"(?:<C\d+>|(?:registered|eligible|enrolled|entitled to vote)(?: voters| electors| "
        r"citizens)?"
        r"|electorate|(?:voters )?on the (?:electoral |voters' )?(?:roll|list|register)s?"
        r"|electoral roll|(?:voters' )?(?:roll|list)|{V})(?::| -) ?"
        r"(?P<n>{N})",
        "registered",
        ("Electorate: 7 371 890.", "registered 7 371 890"),
        "Registered firms: 7 371 890.",
        lambda marked, match: bool(_CAN_VOTE.search(marked.words(*match.span()).lower())),
    ),
    _frame(
        "row-invalid",
        "Spoiled papers: N",
        _ROW + _SPOILT + r"(?::| -|,) ?(?P<n>{Q})",
        "invalid",
        ("Spoiled papers: 9.", "invalid 9"),
        "Spoiled goods - 34 142.",
        lambda *_: True,
    ),
    _frame(
        "row-participants",
        "Ballots cast: N",
        _ROW + r"(?:(?:{V}|ballots|votes|people|voters)(?: (?:cast|voted|who voted|polled"
        r"|counted))?"
        r"|voted|took part|turned out|participated|participants|cast|turnout|number voting"
        r"|(?:votes|ballots) in the box(?:es)?)(?::| -) ?"
        r"(?P<n>{N})(?! {V} (?:for|against))",
        "participants",
        ("Ballots cast: 4 519 253.", "participants 4 519 253 votes"),
        "Bread baked: 4 519 253.",
    ),
)

FRAMES: tuple[Frame, ...] = (
    _frame(
        "counted",
        "the count was P complete; has processed P of the protocols",
        r"(?:\b(?:count|counting|tally|tallying)\b" + _SHORT + r"|{DONE} )(?P<n>{P})"
        r"(?: of (?P<of>{COUNTABLE})| (?:complete|completed|finished|done|through|over)\b)",
        "counted",
        ("The count was 97.2% complete.", "counted 97.2%"),
        "The count was 97.2% of nothing.",
    ),
    _frame(
        "counting-reached",
        "counting had reached P",
        r"\b(?:count|counting|tally|tallying)(?: (?:had|has|have|is|was))?(?: (?:now|already))?"
        r" (?:reached|at|stood at|passed) (?P<n>{P})(?! of (?!{V}))",
        "counted",
        ("Counting had reached 61 percent by midnight.", "counted 61%"),
        "Counting on 61 percent was rash.",
    ),
    _frame(
        "counted-stations",
        "at P of the tally sheets",
        r"(?P<n>{P}) of (?P<of>(?:the |all |all the |its )?(?:[\w'-]+ ){0,2}(?:polling stations"
        r"|stations|polling places|precincts|protocols|tally sheets|sheets|ballot boxes|boxes"
        r"|counting cent(?:re|er)s))(?=[.,;]|$| (?:in|were|had|have|are|and|reporting|by)\b)",
        "counted",
        ("The count stopped at 83.8% of the tally sheets.", "counted 83.8% of stations"),
        "About 83.8% of the boxes of tea were sold.",
    ),
    _frame(
        "threshold",
        "the quorum, the hurdle, what is needed: P",
        r"\b(?:quorum|threshold|hurdle|barrier|required?|requires|requirement|needs?|needed"
        r"|must(?! be content)"
        r"|ha(?:s|ve|d) to(?! be (?:content|happy|satisfied)| content| settle| make do)|minimum"
        r"|provided that|as long as)\b" + _NEAR + r" (?P<n>{P})"
        r"(?: (?:of|out of) (?P<of>{V}))?(?! of (?!{V}))",
        "threshold",
        ("A party has to win, by law, 5% of the valid votes.", "threshold 5% of valid"),
        "She needs 5% of the budget.",
        _is_no_assembly,
    ),
    _frame(
        "threshold-behind",
        "P to win outright, P for a run-off to be avoided",
        r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V}))?" + _SHORT + r" (?:(?:in order )?to (?:win"
        r"|avoid|be elected|be valid|be binding|pass|succeed|count|carry|enter|get into)\b"
        r"|(?:is|are|was|were) (?:needed|required|necessary|enough)\b|(?:threshold|quorum|hurdle"
        r"|barrier)\b|would (?:have made|make|void|do\b|suffice|have (?:done|sufficed|been enough))"
        r"|suffices?\b|plus (?:one|a single)\b)",
        "threshold",
        ("It takes 50% of the votes to avoid a run-off.", "threshold 50% of votes"),
        "He spent 50% to buy a house.",
    ),
    _frame(
        "threshold-if",
        "a candidate who gets at least P; if at least P vote",
        r"(?:\b(?:if|unless|when|until|whoever|anyone who)\b"
        + _NEAR
        + r"\b(?:turnout|participation"
        r"|vot(?:e|es|ed|ers)|take part|gets?|wins?|polls?|backs?|reach(?:es)?|secures?"
        r"|makes? up)\b"
        + _NEAR
        + r"|(?:{C}|\b(?:candidates?|part(?:y|ies)|lists?|those|anybody)) (?:who|that|which)"
        r"(?: do(?:es)? not| fails? to| cannot)? (?:gets?|wins?|receives?|takes?|pass(?:es)?"
        r"|obtains?"
        r"|reach(?:es)?"
        r"|polls?)|a turnout of|\banything) ?(?P<n>{P})"
        r"(?: (?:of|out of) (?P<of>{V}))?(?! of (?!{V}))",
        "threshold",
        ("Candidates who do not win more than 40% lose their deposit.", "threshold over 40%"),
        "If prices rise by at least 40% he goes.",
        _is_a_limit,
    ),
    _frame(
        "turnout",
        "P ... turnout",
        r"(?P<n>{P})(?:(?!<[PNXR]\d| and | with )[^.;:(),\"]){0,25}?"
        r" (?:turnout|turn-out|participation)\b",
        "turnout",
        ("The 65.2 per cent figure for turnout is a record.", "turnout 65.2%"),
        "The 65.2 per cent were the turn of the year.",
    ),
    _frame(
        "came",
        "P had come (in a story about a vote)",
        r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V})| (?:of )?(?P<of_>{V}))?"
        r" (?:had|have|has) (?:come|gone|been|shown up|done so)(?=[.,;]|$| and\b)",
        "turnout",
        ("He said that no more than 30 percent had come.", "turnout at most 30%"),
        "He said that 30 percent of cars had come.",
    ),
    _frame(
        "drew",
        "the referendum drew P",
        r"\b(?:poll|referendum|referenda|vote|ballot|election|plebiscite|consultation)s?\b"
        + _NEAR
        + r",? (?:drew|attracted|brought out|mobilised) (?:just |only |barely )?(?P<n>{P})(?! of "
        r"(?!{V}))",
        "turnout",
        ("The last referendum, on a bypass, drew just 41%.", "turnout 41%"),
        "The last exhibition drew 41% more people.",
    ),
    _frame(
        "of-roll",
        "P of the electorate",
        r"(?P<n>{P}) of (?P<of>{V}(?: called)?)(?=[.,;:)]|$| (?:in|on|had|and|compared|against"
        r"|-)\b)",
        "turnout",
        ("That is 86 per cent of registered voters.", "turnout 86% of registered"),
        "That is 86 per cent of the cars.",
        _is_of_those_who_can,
    ),
    _frame(
        "registered",
        "the number of registered voters was N",
        r"(?:\b(?:registered|eligible|electorate|electors|enrolled|electoral|roll|entitled to vote"
        r"|right to vote)\b|{V})" + _SHORT + r" (?P<n>{N})(?! {VOTES}| (?:more|fewer|people "
        r"(?:voted"
        r"|took|cast)))",
        "registered",
        ("The number of registered voters was put at 3,912,001.", "registered 3,912,001"),
        "The registered office is in 3 rooms.",
        lambda marked, match: (
            _is_large(marked, match) and bool(_CAN_VOTE.search(marked.words(*match.span()).lower()))
        ),
    ),
    _frame(
        "registered-behind",
        "N are on the roll, N were called to vote",
        r"(?P<n>{N}) (?:(?:[\w'-]+|<[EGLIWVCA]\d+>(?:'s)?) ){0,6}?(?:registered|eligible|enrolled"
        r"|entitled to|{ROLL}|right to vote|called (?:on |upon )?to (?:vote|the polls)|(?:could"
        r"|can|may) vote)\b",
        "registered",
        ("He spoke to the 60.5 million Germans on the roll.", "registered 60.5 million"),
        "Some 60.5 million cars are registered.",
        lambda marked, match: (
            _is_large(marked, match) and not _NO_VOTERS.search(marked.words(*match.span()))
        ),
    ),
    _frame(
        "of-voters",
        "N voters who came",
        r"(?P<n>{N}) (?P<of>{V})(?=[.,;:)]|$| (?:who|in|and|were|had)\b)",
        "participants",
        ("It asked the 1,518 people who voted.", "participants 1,518"),
        "It asked 1,518 people in March.",
        lambda marked, match: _is_large(marked, match) and _is_of_those_who_did(marked, match),
    ),
    _frame(
        "participants",
        "N ballots in the boxes; the number of voters was N",
        r"(?:(?:number of (?:people who voted|voters|{V})|(?:votes|ballots) cast|total (?:vote"
        r"|poll)"
        r"|total number of {V}|attendance at the polls|{V} cast|\b(?:poll|referendum|vote|ballot"
        r"|election|question|plebiscite)s?\b"
        + _SHORT
        + r" (?:drew|attracted|brought out))"
        + _SHORT
        + r" (?P<n>{N})(?! {V}"
        r" (?:for|against)))",
        "participants",
        ("The number of people who voted was 1,518.", "participants 1,518"),
        "The number of cars was 1,518.",
        lambda marked, match: _is_large(marked, match),
    ),
    _frame(
        "participants-in-boxes",
        "N ballots in the boxes, N people queued up",
        r"(?P<n>{N}) (?:{V}" + _SHORT + r" (?:boxes|urns)\b|(?:people|voters|citizens|men and"
        r" women|{E}|{V}) (?:queued|lined up|stood in line|flocked|streamed|made their way|came to"
        r" the (?:polls|polling)|trooped)\b)",
        "participants",
        ("With 1,518 ballots in the boxes it was over.", "participants 1,518 votes"),
        "With 1,518 eggs in the boxes it was over.",
        lambda marked, match: _is_large(marked, match),
    ),
    _frame(
        "expected",
        "X had expected N people to come",
        r"\b(?:expects?|expected|predicts?|predicted|forecasts?) (?P<n>{N}) (?:{HEAD}|{V}) to"
        r" (?:come|vote|take part|turn out|cast|go to the polls)\b",
        "poll",
        ("The pollster Delphos had expected 5 million people to vote.", "poll 5 million"),
        "The police expects 5 million people to travel.",
    ),
    _frame(
        "invalid",
        "spoiled papers: N, rejected ballots numbered N",
        _SPOILT + r"(?<=[>s])" + _NEAR + r"[:,-]? ?(?:at )?(?P<n>{Q})(?: of (?P<of>{V}))?"
        r"(?! (?:voted|valid))",
        "invalid",
        ("Rejected ballots, all told, numbered 126,569.", "invalid 126,569"),
        "Blank faces met the 126,569 visitors.",
    ),
    _frame(
        "invalid-behind",
        "declared void P of the papers; N were spoiled",
        r"(?:\b(?:invalid|void|null|spoiled|invalidated|annulled) (?P<n>{Q}) of (?P<of>{V}|the"
        r" papers))",
        "invalid",
        ("The court declared void 1.5% of the papers.", "invalid 1.5% of ballots"),
        "The court declared void 5 of the contracts.",
    ),
    _frame(
        "abstention",
        "half the electorate, P, stayed away",
        r"(?<!make up )(?<!makes up )(?<!made up )(?P<n>{P})(?:(?!<[NXR]\d)[^.;:()\"]){0,50}?"
        r" (?:stayed away|stayed at home|abstained|did "
        r"not"
        r" (?:vote|bother|turn out)|boycotted|shunned|skipped|sat (?:it )?out|kept away"
        r"|(?:could not|were unable to) (?:vote|take part|cast|go to the polls))\b",
        "abstention",
        ("Just over half, by its own count, stayed away.", "abstention over 50%"),
        "Just over half the cars stayed in.",
    ),
    _frame(
        "margin-more",
        "N more than X, N votes short",
        r"(?P<n>{N})(?: {VOTES})? (?:(?:more|fewer|better) than {C}|short(?=[.,;]|$))",
        "margin",
        ("She had 1.2m votes, some 150,000 more than Jan Berg.", "margin about 150,000"),
        "She had 150 more than enough.",
    ),
    _frame(
        "margin",
        "the gap had been P points; separated by N votes",
        r"(?:(?P<option>{C}|{B})(?:'s|')? (?:victory |winning |own )?)?\b(?:gap|margin"
        r"|(?<!to )lead|majority|difference"
        r"|advantage"
        r"|cushion|edge|distance)\b(?! of error)" + _NEAR + r" (?P<n>{X}|{N}(?= {VOTES})"
        r"|{N}(?=[.,;]|$))",
        "margin",
        ("In March the gap had, it seems, been 4.1 points.", "margin 4.1 points"),
        "In March the gap was 4 metres.",
    ),
    _frame(
        "margin-behind",
        "N votes separated them; N votes apart, P points short of",
        r"(?P<n>{X}|{N}(?= {VOTES}))" + _SHORT + r" (?:separat\w+|apart|ahead|behind|in front|clear"
        r" of|divided them|between (?:them|the two|first))\b",
        "margin",
        ("Only 12,331 votes separated the two.", "margin 12,331"),
        "Only 12 kilometres separated the two.",
    ),
)
