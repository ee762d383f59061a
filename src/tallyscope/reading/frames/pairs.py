"""Pairs of shares or votes whose sides stand beside them, or were named before.

Tried last, as the frames of `beside` are, and only in a story about a vote. Which number is whose
is never guessed: a sentence that names a side itself is not read with the sides of another.
"""

from __future__ import annotations

import re

from tallyscope.reading.frames.between import NEAR, NO_RESULT, is_beside
from tallyscope.reading.frames.frame import PAIR_KINDS, RESULT_KINDS, Frame, never
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked


def _are_two_sides(marked: Marked, match: re.Match[str]) -> bool:
    """Whether two shares can be those of two sides, and the clause tells of nothing else."""
    first, second = (marked.mention(match[group]).quantity.value or 0 for group in ("n", "n2"))
    least = _LEAST if " and " in match.group() else 0
    front = marked.low[: match.start()]
    if _NAMES_A_SIDE.search(front) and not _NUMBER.search(front):
        return False
    begin = max(marked.low.rfind(mark, 0, match.start()) for mark in ".;:,")
    before = marked.low[begin + 1 : match.start()]
    return least <= first + second <= _ALL and not NO_RESULT.search(before.strip())


def _is_no_score(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a pair beside an option is of shares, or of more votes than goals."""
    is_large = not match["m"] or not match["m2"] or _is_large_pair(marked, match)
    return is_large and is_beside(marked, match)


def _is_large_pair_of_sides(marked: Marked, match: re.Match[str]) -> bool:
    """Whether two counts are votes, in a sentence that names nobody else."""
    front = marked.low[: match.start()]
    return "<C" not in front and _is_large_pair(marked, match)


def _is_large_pair(marked: Marked, match: re.Match[str]) -> bool:
    counts = [marked.mention(match[group]).quantity.value or 0 for group in ("m", "m2")]
    return min(counts) >= _VOTERS


# A sentence that names a side itself does not mean the sides named before.
_NAMES_A_SIDE = grammar(r"<B\d+>|\b(?:said|voted|vote|say) [\"']?(?:yes|no)\b|\b{CHOSE} ")
_NUMBER = grammar(r"{Q}(?!-to-)")
_LEAST = 60  # percent; our choice: two sides named in front take most of the votes


def _leads(marked: Marked, match: re.Match[str]) -> bool:
    """Whether the first number of a pair is the larger, which is not that of who lost."""
    first = match["n"] or match["m"]
    last = match["n2"] or match["m2"]
    values = [marked.mention(mark).quantity.value or 0 for mark in (first, last)]
    return values[0] > values[1]


_ALL = 101  # percent; two rounded shares can add up to a little more than everything
_VOTERS = 30  # votes; our choice: smaller pairs without a word for them are scores and odds


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="pair.pair-before",
        form="by a ratio of P to P, voters chose X",
        words=(
            r"\b(?:by|with)(?: an?)?(?: [a-z-]+){0,3}(?: of)? {PAIR}(?: {V})?,? [^.;:<]{0,30}?"
            r"(?:(?:[\w'-]+|<[A-Z]\d+>) ){0,5}?(?P<option>{CHOSE}(?: {REST}{1,60}?)??){ENDS}"
        ),
        kinds=PAIR_KINDS,
        needs=r"(?:by|with) ",
        is_sure=never,
        examples={
            "By a ratio of 52 to 48, islanders rejected the charter.": (
                "share rejected the charter 52%",
                "share ? 48%",
            ),
        },
        counter_examples=("By a train of 52 to 48 cars they came.",),
    ),
    Frame(
        id="pair.pair-lost",
        form="X went down to defeat P to P",
        words=(
            r"(?P<option2>{C}|{B}){NEAR}\b(?:lost|los(?:es|ing)|defeat(?:ed)?|fail(?:s|ed|ing)?"
            r"|rejected"
            r"|fell|fall(?:s|ing)|beaten|behind|trail\w*){NEAR},? ?(?:by |with |at |on )?{PAIR}"
        ).replace("{NEAR}", NEAR),
        kinds=PAIR_KINDS,
        needs=r"> ?(?:-|to|against) ?<",
        accepts=_leads,
        is_sure=never,
        examples={
            "Measure B went down to defeat 58% to 42%.": ("share Measure B 42%",),
        },
        counter_examples=("Measure B was failing, 47% to 53%.",),
    ),
    Frame(
        id="pair.pair-behind",
        form="X had it, P-P",
        words=(
            r"(?P<option>{C}|{B}){NEAR},? ?(?:by |with |at |on )?(?:a score of |a vote of )?{PAIR}"
        ).replace("{NEAR}", NEAR),
        kinds=PAIR_KINDS,
        needs=r"> ?(?:-|to|against) ?<",
        accepts=_is_no_score,
        is_sure=never,
        examples={"The Noes had it, 52-48.": ("share Noes 52", "share ? 48")},
        counter_examples=("The Noes said it was 5 to 4.",),
    ),
    Frame(
        id="pair.led-by",
        form="X led by N votes, N to N",
        words=(
            r"(?P<option>{C}|{B})(?:(?!<[PNRC]\d)[^.;:()\"]){0,40}?\b(?:led|leads|won|ahead"
            r"|prevailed|beat"
            r"|carried)\b[^.;:<]{0,30}? by (?:{N}(?: {V})?|{X}),? {PAIR}"
        ),
        kinds=PAIR_KINDS,
        is_sure=never,
        examples={
            "In Kirn Yes led by 14 votes, 402 to 388.": (
                "margin Yes 14",
                "votes Yes 402",
                "votes ? 388",
            ),
        },
        counter_examples=("In Kirn Yes led by 14 votes, and 402 of 500 stayed.",),
    ),
    Frame(
        id="pair.by-and-with",
        form="X won by N votes, with P",
        words=(
            r"(?P<option>{C}|{B}|\b(?:he|she|they)\b)(?: (?!said\b|told\b|lost\b)[\w'<>-]+){0,8}?"
            r" by {N}(?: {V})?,? with(?: a {V} of)? (?P<n>{P}){NOT_OF}"
        ),
        kinds={"n": "share"},
        needs=r"\bby <N\d+>.*with",
        is_sure=never,
        examples={
            "In June Yes had prevailed by 137 votes, with 51.7 per cent.": (
                "margin Yes 137",
                "share Yes 51.7%",
            ),
        },
        counter_examples=("In June Yes fell by 137 votes, with 5 per cent of boxes lost.",),
    ),
    Frame(
        id="pair.pair-of-leader",
        form="gave X a lead of N points, P to P",
        words=(
            r"(?:gave|gives?|giving|handed|put|puts) (?P<option>{C}|{B})(?: with)?(?: an?| the| in "
            r"the)?"
            r" (?:[a-z]+ )?(?:lead|edge|advantage|ahead|front)(?: of {X}| by {X})?,? (?:by )?{PAIR}"
        ),
        kinds=PAIR_KINDS,
        is_sure=never,
        examples={
            "The count gave No a lead of half a point, 43 to 42.5.": (
                "margin No half a points",
                "share No 43",
                "share ? 42.5",
            ),
        },
        counter_examples=("The team gave No a lead of two goals, 43 to 42.",),
    ),
    Frame(
        id="pair.pair-alone",
        form="P to P (of the sides named before)",
        words=(
            r"(?P<n>{P})(?: of {V})?(?: to | against | - |-| versus | and (?=<P\d+>(?:[.;]"
            r"|$)))(?P<n2>{P})"
            r"(?! of (?!{V})| in | (?:points?|turnout))"
        ),
        kinds={"n": "share", "n2": "share"},
        carries_sides=True,
        accepts=_are_two_sides,
        is_sure=never,
        examples={
            "Ms Lind had 45.1% and Mr Berg 44.2%. The agency made it 44.9 to 43.7.": (
                "share Ms Lind 45.1%",
                "share Mr Berg 44.2%",
                "share Ms Lind 44.9",
                "share Mr Berg 43.7",
            ),
        },
        counter_examples=("Wages rose by 3% to 5%.",),
    ),
    Frame(
        id="pair.has-it-at",
        form="a pollster, an agency has it at P",
        words=(
            r"(?:has|had|have|puts?|made|makes|gave|gives|saw|sees) (?:it|this|that|the figure)"
            r"(?: now)?(?: at| to be| as)? {RESULT}"
        ),
        kinds=RESULT_KINDS,
        carries_sides=True,
        is_sure=never,
        examples={
            "Yes is on 51.8% and No on 48.2%. The agency now has it at 52.5%.": (
                "share Yes 51.8%",
                "share No 48.2%",
                "share Yes 52.5%",
            ),
        },
        counter_examples=("The bank put it at 52.5% of wages.",),
    ),
    Frame(
        id="pair.counts-alone",
        form="N votes to N (of the sides named before)",
        words=(
            r"(?:[:;] |^in (?:numbers|votes|figures),? |\b(?:tally|count|result|score|vote|it|that)"
            r"(?:(?: finally)? (?:was|is|stood at|came to|finished)|'s) )(?P<m>{N})(?: {V})?"
            r"(?: to | against |-| and (?=<N\d+>(?:[.;]|$)))(?P<m2>{N})(?=[.,;)]|$| {V})"
        ),
        kinds={"m": "votes", "m2": "votes"},
        carries_sides=True,
        accepts=_is_large_pair_of_sides,
        is_sure=never,
        examples={
            "Ms Lind had 45.1% and Mr Berg 44.2%. In numbers: 8,835,579 and 8,791,521.": (
                "share Ms Lind 45.1%",
                "share Mr Berg 44.2%",
                "votes Ms Lind 8,835,579",
                "votes Mr Berg 8,791,521",
            ),
            "Yes had 68.4%, No 31.6%. The tally was 5,112 votes to 2,361.": (
                "share Yes 68.4%",
                "share No 31.6%",
                "votes Yes 5,112",
                "votes No 2,361",
            ),
        },
        counter_examples=("It closed at 5 to 4.",),
    ),
)
