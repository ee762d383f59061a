"""Votes in numbers: "N people voted No", "N votes for X", "by N votes to N"."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked

_SMALL = 13
"""Number words below this ("two wanted no change") count members more often than voters."""
_HEAD_FOLLOWS = grammar(r" (?:of )?{HEAD}")


def _is_no_small_word(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a count is printed in digits, is large, or has its noun behind it."""
    quantity = marked.mention(match["n"]).quantity
    in_digits = quantity.printed[:1].isdigit()
    is_large = quantity.value is not None and quantity.value >= _SMALL
    return in_digits or is_large or bool(_HEAD_FOLLOWS.match(marked.low, match.end("n")))


_ITEM = grammar(r"(?:^|[:,;.] ?){C} {N}(?=[.,;]|$)")


def _is_list(marked: Marked, match: re.Match[str]) -> bool:
    """Whether "Hughes 1,204" is one of several such items."""
    return not match["m"] or len(_ITEM.findall(marked.low)) > 1


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="votes.chose",
        form="N people voted for X / said yes / were against",
        pattern=grammar(
            r"(?P<n>{N})(?: (?:of )?{HEAD})?(?: \({P}\)|,(?: or)? {P},)?{ASIDE}(?: who| that)?{AUX}{ADVERB} "
            r"(?P<option>{CHOSE}(?: {REST}{1,70}?)|(?:said|answered|say) (?:[\"']?(?:yes|no)[\"']?|{C})"
            r"|(?:(?:were|was|are) )?(?:cast |given )?(?:in favou?r|against)(?! {Q})(?: {REST}{2,60}?)?|(?:were|was|are) (?:for|in support of) {REST}{2,60}?"
            r"|(?:(?:were|was|had been) )?(?:cast|given) for {REST}{2,60}?|went to {REST}{2,60}?){ENDS}"
        ),
        needs=re.compile(r"<N"),
        kinds={"n": "votes"},
        accepts=_is_no_small_word,
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
            r"(?P<n2>{N}) (?P<option2>{B})(?: {VOTES})?(?=[,.;)]| and| to| against|$)"
            r"|(?P<n>{N}) {V}(?: were)?(?: cast)? (?P<option>(?:for|in favou?r(?: of)?|against)(?! {Q})"
            r"(?: (?:the )?(?:{C}|[a-z-]+(?: [a-z-]+){0,3}?))??){ENDS}"
        ),
        needs=re.compile(r"<N"),
        kinds={"n": "votes", "n2": "votes"},
        examples={"There were 2,115,800 votes in favour.": ("votes in favour 2,115,800",)},
        counter_examples=("The house has 40 seats for women.",),
    ),
    Frame(
        id="votes.won-by",
        form="X won by P to P",
        pattern=grammar(
            r"(?P<option>{C}){AUX}{ADVERB} (?:won|wins|lost|prevailed|triumphed|carried the day|ahead|leads|led)(?: {REST}{2,50}?)??,?{ASIDE} by"
            r" (?:(?P<n>{P})|(?P<m>{N})(?: {V})?)(?: (?:to|against|-)|-) ?(?:(?P<n2>{P})|(?P<m2>{N}))"
        ),
        needs=re.compile(r"\bby <"),
        kinds={"n": "share", "m": "votes", "n2": "share", "m2": "votes"},
        options={"n": "option", "m": "option", "n2": "option_", "m2": "option_"},
        examples={
            "The No campaign won Sunday's plebiscite by 50.2% to 49.8%.": (
                "share No 50.2%",
                "share ? 49.8%",
            ),
        },
        counter_examples=("The team won the match by 3 goals to 2.",),
    ),
    Frame(
        id="votes.to",
        form="X by N votes to N, P to P",
        pattern=grammar(
            r"(?P<option>(?:{CHOSE}|adopted|passed|carried|defeated)(?: {REST}{2,60}?)??)"
            r",?{ASIDE}(?: (?:by|with)(?: a vote of| a majority of| a margin of)?)? (?:(?P<n>{P})|(?P<m>{N})(?: {V})?)"
            r"(?: (?:to|against|-)|-) (?:(?P<n2>{P})|(?P<m2>{N}))"
        ),
        needs=re.compile(r"> (?:<V\d+> )?(?:to|against|-) ?<|>-<"),
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
        id="votes.split",
        form="voted P-P to X",
        pattern=grammar(
            r"(?:voted|vote|split|divided|went|came out|backed it|decided)(?: by)? (?:(?P<n>{P})|(?P<m>{N}))(?: {V})?(?:-| to )(?:(?P<n2>{P})|(?P<m2>{N}))"
            r" (?P<option>(?:to|for|in favou?r|against)(?: {REST}{2,60}?)??){ENDS}"
        ),
        needs=re.compile(r"> (?:<V\d+> )?to <|>-<"),
        kinds={"n": "share", "m": "votes", "n2": "share", "m2": "votes"},
        options={"n": "option", "m": "option", "n2": "option_", "m2": "option_"},
        examples={"Scots voted 62-38 to stay.": ("share stay 62%", "share ? 38%")},
        counter_examples=("The team went 62-38 ahead.",),
    ),
    Frame(
        id="votes.beat",
        form="X beat Y by N to N",
        pattern=grammar(
            r"(?P<option>{C}) (?:beat|beats|defeated|edged(?: out| past)?|leads|led|over|ahead of|trounced|won against|prevailed over) (?P<option2>{C})"
            r"(?: {I})?,? ?(?:by|with)? ?(?:(?P<n>{P})|(?P<m>{N}))(?: {V})? ?(?:to|-|against) ?(?:(?P<n2>{P})|(?P<m2>{N}))"
        ),
        needs=re.compile(r"beat|defeat|edged|lead|led|over|ahead|trounced|won against|prevailed"),
        kinds={"n": "share", "m": "votes", "n2": "share", "m2": "votes"},
        options={"n": "option", "m": "option", "n2": "option2", "m2": "option2"},
        examples={
            "Anna Nowak beat Jan Berg by 48.6% to 40.5%.": (
                "share Anna Nowak 48.6%",
                "share Jan Berg 40.5%",
            ),
        },
        counter_examples=(),
    ),
    Frame(
        id="votes.item",
        form="Votes for: N (an item of a list)",
        pattern=grammar(
            r"(?:^|[.;,•*-] ?)(?:[Vv]otes )?(?P<option>for|against|in favou?r|yes|no|{B}|{C}) ?(?::|-) ?(?P<n>{N})(?: {VOTES})?(?=[.,;]|$)"
            r"|(?:^|[:,;] )(?P<option2>{C}) (?P<m>{N})(?=[.,;]|$)"
        ),
        needs=re.compile(r"<N"),
        kinds={"n": "votes", "m": "votes"},
        options={"n": "option", "m": "option2"},
        accepts=_is_list,
        examples={"Votes for: 1,204.": ("votes for 1,204",)},
        counter_examples=("Tickets for: 20 euros.",),
    ),
    Frame(
        id="votes.got",
        form="X got N (after votes were told)",
        pattern=grammar(
            r"(?P<option>{C}),?{AUX}{ADVERB} (?:{WON}|had|has|have|on|with){ASIDE}{FILL} (?P<n>{N})(?=[.,;)]|$| and | while | but )"
        ),
        needs=re.compile(r"<N"),
        kinds={"n": "votes"},
        inherits=True,
        examples={},
        counter_examples=("The Greens had 12, a record.",),
    ),
    Frame(
        id="votes.against-his",
        form="X had N votes to Y's N",
        pattern=grammar(
            r"(?P<option>{C}|he|she|they)(?: only| just)? (?:had|got|won|received|took|polled|has)"
            r" (?P<m>{N}) {V} to (?P<option2>{C}'s?|his|her|their|its) (?P<m2>{N})"
        ),
        needs=re.compile(r"<N"),
        kinds={"m": "votes", "m2": "votes"},
        options={"m": "option", "m2": "option2"},
        examples={"Ms Lind had 1,436 votes to his 232.": ("votes Ms Lind 1,436", "votes his 232")},
        counter_examples=(),
    ),
)
