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
NEAR = r"(?:(?!<[PNXR]\d)[^.;:()\"]){0,50}?"
SHORT = r"(?:(?!<[PNXR]\d)[^.;:(),\"]){0,25}?"
SPOILT = (
    r"(?:(?:invalid|spoil(?:ed|t)|blank|void|null|informal|unreadable|annulled)(?: (?:or|and)"
    r" [a-z]+)?(?: (?:ballots?|votes?|papers?|ones|slips|{V}))?"
    r"|(?:rejected|discarded|disqualified|disallowed) (?:ballots?|votes?|papers?|slips|{V}))"
)
CAN_VOTE = Pattern(
    r"registered|eligible|electorate|electors|enrolled|entitled|\b(?:list|roll|register)s?\b"
    r"|right to|called"
)
_SMALL = 10
"""Counts below this belong to committees and lists, not to the votes of a country. Our choice."""


def _is_of_those_who_can(marked: Marked, match: re.Match[str]) -> bool:
    return bool(CAN_VOTE.search(marked.words(*match.span("of")).lower()))


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


def cue_frame(
    name: str,
    form: str,
    words: str,
    kind: Kind,
    example: tuple[str, str],
    counter_example: str,
    accepts: Look = _is_no_small_count,
) -> Frame:
    """Return a frame of one kind whose number `n` a word of its clause tells."""
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
    cue_frame(
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
        lambda marked, match: bool(CAN_VOTE.search(marked.words(*match.span()).lower())),
    ),
    cue_frame(
        "row-invalid",
        "Spoiled papers: N",
        _ROW + SPOILT + r"(?::| -|,) ?(?P<n>{Q})",
        "invalid",
        ("Spoiled papers: 9.", "invalid 9"),
        "Spoiled goods - 34 142.",
        lambda *_: True,
    ),
    cue_frame(
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
    cue_frame(
        "counted",
        "the count was P complete; has processed P of the protocols",
        r"(?:\b(?:count|counting|tally|tallying)\b" + SHORT + r"|{DONE} )(?P<n>{P})"
        r"(?: of (?P<of>{COUNTABLE})| (?:complete|completed|finished|done|through|over)\b)",
        "counted",
        ("The count was 97.2% complete.", "counted 97.2%"),
        "The count was 97.2% of nothing.",
    ),
    cue_frame(
        "counting-reached",
        "counting had reached P",
        r"\b(?:count|counting|tally|tallying)(?: (?:had|has|have|is|was))?(?: (?:now|already))?"
        r" (?:reached|at|stood at|passed) (?P<n>{P})(?! of (?!{V}))",
        "counted",
        ("Counting had reached 61 percent by midnight.", "counted 61%"),
        "Counting on 61 percent was rash.",
    ),
    cue_frame(
        "counted-stations",
        "at P of the tally sheets",
        r"(?P<n>{P}) of (?P<of>(?:the |all |all the |its )?(?:[\w'-]+ ){0,2}(?:polling stations"
        r"|stations|polling places|precincts|protocols|tally sheets|sheets|ballot boxes|boxes"
        r"|counting cent(?:re|er)s))(?=[.,;]|$| (?:in|were|had|have|are|and|reporting|by)\b)",
        "counted",
        ("The count stopped at 83.8% of the tally sheets.", "counted 83.8% of stations"),
        "About 83.8% of the boxes of tea were sold.",
    ),
    cue_frame(
        "threshold",
        "the quorum, the hurdle, what is needed: P",
        r"\b(?:quorum|threshold|hurdle|barrier|approval of|asks? for"
        r"|required?|requires|requirement|needs?|needed"
        r"|must(?! be content)"
        r"|ha(?:s|ve|d) to(?! be (?:content|happy|satisfied)| content| settle| make do)|minimum"
        r"|provided that|as long as)\b" + NEAR + r" (?P<n>{P})"
        r"(?: (?:of|out of) (?P<of>{V}))?(?! of (?!{V}))",
        "threshold",
        ("A party has to win, by law, 5% of the valid votes.", "threshold 5% of valid"),
        "She needs 5% of the budget.",
        _is_no_assembly,
    ),
    cue_frame(
        "threshold-behind",
        "P to win outright, P for a run-off to be avoided",
        r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V}))?" + SHORT + r" (?:(?:in order )?to (?:win"
        r"|avoid|be elected|be valid|be binding|pass|succeed|count|carry|enter|get into)\b"
        r"|(?:is|are|was|were) (?:needed|required|necessary|enough)\b|(?:threshold|quorum|hurdle"
        r"|barrier)\b|would (?:have made|make|void|do\b|suffice|have (?:done|sufficed|been enough))"
        r"|suffices?\b|plus (?:one|a single)\b)",
        "threshold",
        ("It takes 50% of the votes to avoid a run-off.", "threshold 50% of votes"),
        "He spent 50% to buy a house.",
    ),
    cue_frame(
        "threshold-if",
        "a candidate who gets at least P; if at least P vote",
        r"(?:\b(?:if|unless|when|until|whoever|anyone who)\b" + NEAR + r"\b(?:turnout|participation"
        r"|vot(?:e|es|ed|ers)|take part|gets?|wins?|polls?|backs?|reach(?:es)?|secures?"
        r"|makes? up)\b"
        + NEAR
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
    cue_frame(
        "turnout",
        "P ... turnout",
        r"(?P<n>{P})(?:(?!<[PNXR]\d| and | with )[^.;:(),\"]){0,25}?"
        r" (?:turnout|turn-out|participation)\b",
        "turnout",
        ("The 65.2 per cent figure for turnout is a record.", "turnout 65.2%"),
        "The 65.2 per cent were the turn of the year.",
    ),
    cue_frame(
        "came",
        "P had come (in a story about a vote)",
        r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V})| (?:of )?(?P<of_>{V}))?"
        r" (?:had|have|has) (?:come|gone|been|shown up|done so)(?=[.,;]|$| and\b)",
        "turnout",
        ("He said that no more than 30 percent had come.", "turnout at most 30%"),
        "He said that 30 percent of cars had come.",
    ),
    cue_frame(
        "drew",
        "the referendum drew P",
        r"\b(?:poll|referendum|referenda|vote|ballot|election|plebiscite|consultation)s?\b"
        + NEAR
        + r",? (?:drew|attracted|brought out|mobilised) (?:just |only |barely )?(?P<n>{P})(?! of "
        r"(?!{V}))",
        "turnout",
        ("The last referendum, on a bypass, drew just 41%.", "turnout 41%"),
        "The last exhibition drew 41% more people.",
    ),
    cue_frame(
        "of-roll",
        "P of the electorate",
        r"(?P<n>{P}) of (?P<of>{V}(?: called)?)(?=[.,;:)]|$| (?:in|on|had|and|compared|against"
        r"|-)\b)",
        "turnout",
        ("That is 86 per cent of registered voters.", "turnout 86% of registered"),
        "That is 86 per cent of the cars.",
        _is_of_those_who_can,
    ),
    cue_frame(
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
)
