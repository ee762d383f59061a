"""Results whose side is told in a phrase: "against it were P", "those in favour numbered N"."""

from __future__ import annotations

from tallyscope.reading.frames.frame import RESULT_KINDS, Frame
from tallyscope.reading.frames.gained import in_words_of_a_vote

_SIDE = (
    r"(?:against(?: (?:it|this|that|them|(?:the|a) [a-z-]+(?: [a-z-]+)?))?"
    r"|in favou?r(?: of {REST}{2,40}?)?|opposed(?: to {REST}{2,40}?)?"
    r"|for(?: (?:it|this|the [a-z-]+(?: [a-z-]+)?))?)"
)

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="side.were",
        form="against it were P; voting Yes were P",
        words=(
            r"{CLAUSE}(?:voting )?(?P<option>" + _SIDE + r"|[\"']?(?:yes|no)[\"']?|{B})"
            r" (?:were|was|stood|came){ASIDE}{FILL} (?:{RESULT}|(?P<m_>{N})(?=[.,;]|$| and\b))"
        ),
        kinds={**RESULT_KINDS, "m_": "votes"},
        is_sure=in_words_of_a_vote,
        examples={
            "Against it were 9.7 per cent.": ("share Against it 9.7%",),
            "In favour of the charter were 61 per cent, opposed 39 per cent.": (
                "share In favour of the charter 61%",
                "share opposed 39%",
            ),
            "In Kirn, opposed to the plan were 1,312.": ("votes opposed to the plan 1,312",),
            "Voting Yes were 61.2 per cent.": ("share Yes 61.2%",),
        },
        counter_examples=(
            "In favour of the charter were 12 villages.",
            "He spoke for 61 minutes.",
            "Among those against the dam were 30 fishermen.",
        ),
    ),
    Frame(
        id="side.those",
        form="those in favour numbered N, made up P",
        words=(
            r"(?:\bthose|<W\d+>) (?:who were |voting )?(?P<option>" + _SIDE + r")"
            r" (?:numbered|were|totall?ed|made up|came to|amounted to|accounted for|reached)"
            r"{FILL} (?:{RESULT}|(?P<m_>{N})(?=[.,;]|$| and\b))"
        ),
        kinds={**RESULT_KINDS, "m_": "votes"},
        is_sure=in_words_of_a_vote,
        examples={
            "Those in favour numbered 430,268.": ("votes in favour 430,268",),
            "Those against the charter made up 39 per cent.": ("share against the charter 39%",),
        },
        counter_examples=("Those in favour were 40 years old.",),
    ),
    Frame(
        id="side.majority-of",
        form="a majority of P is in favour",
        words=(
            r"\bmajority(?: of|,| -) (?P<n>{P})(?:,? (?:of"
            r"|out of) (?:<[LG]\d+>(?:'s)? )?(?P<of>{V}))?,?(?: -)?"
            r" (?:is|are|was|were) (?P<option>in favou?r|against|for|opposed)(?: (?:of|to)"
            r" {REST}{2,40}?)?{ENDS}"
        ),
        kinds={"n": "share"},
        examples={
            "A majority of 57.5 per cent of Iceland's voters is in favour.": (
                "share in favour 57.5% of voters",
            ),
            "A majority, 57.5 per cent, was against.": ("share against 57.5%",),
        },
        counter_examples=("A majority of 57.5 per cent of the shares is in favour of gold.",),
    ),
)
