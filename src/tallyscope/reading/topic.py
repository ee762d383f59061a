"""What a story is about: a vote, or something else in which people may be asked or vote too."""

from __future__ import annotations

from functools import lru_cache

from tallyscope.reading.pattern import Pattern
from tallyscope.reading.typography import lowered
from tallyscope.reading.vote_words import VOTE_NOUN

VOTE_WORDS_OF_A_STORY = 3
"""Words such as "vote" or "Yes" in a story before its doubtful numbers count. Our choice."""

WORDS_OF_A_SHORT_STORY = 150
"""In a story with fewer words one word for a vote less will do. Our choice."""

_VOTE_WORD = Pattern(
    rf"\b(?:{VOTE_NOUN}|turnout|voters?|voted|ballots?|electoral|candidates?|took part)\b"
)
_SIDE = Pattern(r"\b(?:Yes|No (?:side|camp))\b")

# Words of sport, business, shows, medicine and nature: prizes, firms and polls of listeners have
# votes, turnouts, shares and margins as well.
_OTHER_WORD = Pattern(
    r"\b(?:teams?|teammates?|coach(?:es)?|matches|match|leagues?|tournament|championship|champions?"
    r"|runners?|marathon|spectators?|seasons?|players?|innings|batt(?:ing|ed|er)|baseman|catcher"
    r"|pitcher|striker|goalkeeper|grandmasters?|hall of fame|medals?|stadium|fans"
    r"|shareholders?|investors?|dividends?|profits?|revenues?|turnover|customers?|takeovers?"
    r"|mergers?|subsidiary|chief executive|employers?|employees|managers|insurer|retailer|brewers?"
    r"|shares (?:closed|rose|fell|were (?:up|down))"
    r"|listeners?|viewers?|audiences?|jury|juries|songs?|albums?|costumes?|broadband"
    r"|species|scientists?|animals?|whales?|patients?|doses?|jabs?|vaccin\w+|clinics?|hospital"
    r"|reservoirs?|harvest|recipes?|pupils|passengers?)\b"
)


def is_about_a_vote(text: str) -> bool:
    """Tell whether a story speaks of votes often enough, and of nothing else more often."""
    needed = VOTE_WORDS_OF_A_STORY - (text.count(" ") < WORDS_OF_A_SHORT_STORY)
    votes, others = _counts(text)
    return votes >= needed and votes >= others


def is_about_something_else(text: str) -> bool:
    """Tell whether a story speaks of sport, business, shows or nature more often than of votes."""
    votes, others = _counts(text)
    return others > votes


@lru_cache(maxsize=1)  # a story is asked several times
def _counts(text: str) -> tuple[int, int]:
    """How many words of a vote there are, and of something else."""
    low = lowered(text)  # a pattern that ignores case takes five times as long
    votes = len(_VOTE_WORD.findall(low)) + len(_SIDE.findall(text))
    return votes, len(_OTHER_WORD.findall(low))
