"""Votes in numbers: "N people voted No", "N votes for X", "by N votes to N"."""

from __future__ import annotations

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.grammar import grammar

FRAMES: tuple[Frame, ...] = (
    Frame(
        id="votes.chose",
        form="N people voted for X / said yes / were against",
        pattern=grammar(
            r"(?P<n>{N})(?: (?:of )?{HEAD})?{ASIDE}(?: who| that)?{AUX}{ADVERB} "
            r"(?P<option>(?:voted|vote|backed|supported|endorsed|approved|favou?red|chose|chosen|opted|rejected|opposed"
            r"|ticked|marked|picked)(?: {REST}{1,70}?)|(?:said|answered|say) (?:[\"']?(?:yes|no)[\"']?|{C})"
            r"|(?:(?:were|was|are) )?(?:cast |given )?(?:in favou?r|against)(?: {REST}{2,60}?)?"
            r"|(?:(?:were|was|had been) )?(?:cast|given) for {REST}{2,60}?|went to {REST}{2,60}?){ENDS}"
        ),
        kinds={"n": "votes"},
        examples={
            "In Kirn 312 people voted No.": ("votes No 312",),
            "Some 230,700 people voted to leave the union and stayed.": (
                "votes leave the union and stayed about 230,700",
            ),
            "There 388 voters said Yes.": ("votes Yes 388",),
            "He said 430,268 people were in favour.": ("votes in favour 430,268",),
        },
        counter_examples=(
            "Seven of the nine members of the committee voted for the rise.",
            "About 120 people had been detained.",
        ),
    ),
    Frame(
        id="votes.for",
        form="N votes for X, N against",
        pattern=grammar(
            r"(?P<n>{N}) {V}(?: were)?(?: cast)? (?P<option>(?:for|in favou?r(?: of)?|against)"
            r"(?: (?:the )?(?:{C}|[a-z-]+(?: [a-z-]+){0,3}?))??){ENDS}"
        ),
        kinds={"n": "votes"},
        examples={"There were 2,115,800 votes in favour.": ("votes in favour 2,115,800",)},
        counter_examples=("The house has 40 seats for women.",),
    ),
    Frame(
        id="votes.to",
        form="X by N votes to N, P to P",
        pattern=grammar(
            r"(?P<option>(?:{CHOSE}|adopted|passed|carried|defeated|won|beat|lost|prevailed)(?: {REST}{2,60}?)??)"
            r",?{ASIDE} (?:by|with)(?: a vote of| a majority of)? (?:(?P<n>{P})|(?P<m>{N})(?: {V})?)"
            r"(?: (?:to|against|-)|-) (?:(?P<n2>{P})|(?P<m2>{N}))"
        ),
        kinds={"n": "share", "m": "votes", "n2": "share", "m2": "votes"},
        options={"n": "option", "m": "option", "n2": "option_", "m2": "option_"},
        examples={
            "Residents have thrown out the bypass by 1,913 votes to 1,604.": (
                "votes thrown out the bypass 1,913",
                "votes ? 1,604",
            ),
        },
        counter_examples=("The side won by 3 goals to 2.",),
    ),
    Frame(
        id="votes.against-his",
        form="X had N votes to Y's N",
        pattern=grammar(
            r"(?P<option>{C}|he|she|they)(?: only| just)? (?:had|got|won|received|took|polled|has)"
            r" (?P<m>{N}) {V} to (?P<option2>{C}'s?|his|her|their|its) (?P<m2>{N})"
        ),
        kinds={"m": "votes", "m2": "votes"},
        options={"m": "option", "m2": "option2"},
        examples={"Ms Lind had 1,436 votes to his 232.": ("votes Ms Lind 1,436", "votes his 232")},
        counter_examples=(),
    ),
)
