"""Shares and margins of whoever won or kept a place or a seat: "X carried A with P"."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import RESULT_KINDS, Frame
from tallyscope.reading.frames.gained import in_words_of_a_vote
from tallyscope.reading.marking import Marked
from tallyscope.statement import Kind

_MARGIN: dict[str, Kind] = {"n": "margin", "m": "margin"}

_WINNER = (
    r"(?P<option>{C}|\b(?:he|she|they|it)\b)(?: (?:party|alliance|bloc))?(?:, [^,<]{2,60}"
    r"(?:<[LCA]\d+>[^,<]{0,20})?,)?{AUX}{ADVERB}"
)
_TOOK = (
    r" (?:carr(?:ied|ies)|held(?: on to| onto)?|holds|kept|keeps|retain(?:ed|s)|regain(?:ed|s)"
    r"|recaptured|captur(?:ed|es)|snatch(?:ed|es)|wrest(?:ed|s)|seiz(?:ed|es)|flip(?:ped|s)"
    r"|gain(?:ed|s)|took|takes|w[io]ns?|defend(?:ed|s)|clung on to|hung on to) "
)
_PRIZE = (
    r"(?:(?:the |a |an |his |her |its |their )?(?:[a-z-]+ (?:of )?){0,3}?<[LC]\d+>(?:'s)?"
    r"(?: (?:[a-z-]+ ){0,2}(?:seat|ward|district|constituency|city|province|region|state|council"
    r"|municipality|riding|borough))?"
    r"|(?:the|a|an|his|her|its|their|both) (?:[a-z-]+ ){0,3}(?:seat|ward|district|constituency"
    r"|council|riding|borough|city|state|province|region|island|town|village|capital|mayoralty"
    r"|governorship)|it(?: in the [a-z]+)?)(?:,? <I\d+>)?(?: (?:easily|narrowly|comfortably|again"
    r"|back))?(?: from (?:the )?(?:<[CA]\d+>|[a-z]+))?"
)


def _is_in_a_vote(marked: Marked, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of a vote; land, too, is held and taken."""
    return in_words_of_a_vote(marked, match)


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="margin.prize",
        form="X kept A by N votes",
        words=(
            _WINNER + _TOOK + _PRIZE + r",? (?:by|with) (?:a (?:[a-z-]+ )?(?:majority|margin|lead)"
            r" of )?(?:only |just |a mere |some |about |around )?"
            r"(?:(?P<n>{X})|(?P<m>{N})(?: {VOTES}|(?=[.,;]|$))(?! (?:to|against)\b))"
        ),
        kinds=_MARGIN,
        needs="by|margin|majority|lead",
        is_sure=_is_in_a_vote,
        accepts=lambda _, match: " by " in match.group() or " of <" in match.group(),
        examples={
            "The Greens snatched Kirn from the Liberals by 4,309 votes.": ("margin Greens 4,309",),
            "Jan Berg retained a ward in Kirn by 1,204 votes.": ("margin Jan Berg 1,204",),
            "Jan Berg won Kirn with a margin of 2,405.": ("margin Jan Berg 2,405",),
            "Jan Berg, a son of the late mayor, kept it in the family by 37,719 votes.": (
                "margin Jan Berg 37,719",
            ),
            "Jan Berg took the city from the Liberals by 12 points.": (
                "margin Jan Berg 12 points",
            ),
        },
        counter_examples=(
            "The army took Kirn by 4,309 shells.",
            "Jan Berg won Kirn with 2,405 votes.",
        ),
    ),
    Frame(
        id="share.prize",
        form="X carried A with P",
        words=_WINNER + _TOOK + _PRIZE + r",? (?:with|on|at){FILL} {RESULT}",
        kinds=RESULT_KINDS,
        is_sure=_is_in_a_vote,
        examples={
            "Jan Berg carried Iceland, with 51%.": ("share Jan Berg 51%",),
            "The Greens held Kirn with 72 per cent of the vote.": ("share Greens 72% of votes",),
            "Jan Berg kept the seat, with 57.6%.": ("share Jan Berg 57.6%",),
            "The Greens won the council with 3,204 votes.": ("votes Greens 3,204",),
        },
        counter_examples=("The army held Kirn with 72% of its tanks.",),
    ),
)
