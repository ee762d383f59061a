"""How far apart: margins between options, and changes against an earlier vote."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame, never
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_MARGIN: dict[str, Kind] = {"n": "margin"}
_CHANGE: dict[str, Kind] = {"n": "change"}

_SMALL = 10  # votes; our choice: smaller majorities, in words, are those of committees


def _is_no_committee(marked: Marked, match: re.Match[str]) -> bool:
    mention = marked.mention(match["n"])
    value = mention.quantity.value or 0
    if mention.sort != "count":
        return True
    if value < _LARGEST_HOUSE and "<V" not in match.group() and _SEATS.search(marked.low):
        return False
    return value >= _SMALL or mention.quantity.printed[:1].isdigit()


_LARGEST_HOUSE = 1000  # seats; our choice: a majority of fewer, beside seats, is one of seats
_SEATS = Pattern(r"\b(?:seats|parliament|members|mandates|deputies|mps|legislature|chamber)\b")


_MANY = 50  # votes; our choice: fewer without the word are goals, seconds and places as often


def _is_of_votes(marked: Marked, match: re.Match[str]) -> bool:
    mention = marked.mention(match["n"])
    is_named = "<V" in match.group() or "vote" in match.group()
    return mention.sort == "points" or is_named or (mention.quantity.value or 0) >= _MANY


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="change.by",
        form="up P points, a rise of P points",
        words=(
            r"(?:(?P<option>{C}|\b(?:it|they|he|she)\b)(?:'s? |'? )?(?:(?:is |are |was "
            r"|were )?(?:own |vote |primary )?(?:share|vote"
            r"|support)(?: of"
            r" {V})? )?)?(?:up|down|rocketed|soared|plunged|tumbled|sank|surged|jumped|plummeted"
            r"|collapsed|slumped|edged|crept|shot|rose|rises?|fell|falls?|increased|decreased"
            r"|dropped|drops?|climbed|climbs?|slipped|grew|gained|gains?|lost|loses?|swing"
            r"|increase|decrease|loss|slump|improvement)(?: (?:by|of|some|about|only|just|to"
            r"|nearly|up|down)){0,2} (?P<n>{X})"
        ),
        kinds=_CHANGE,
        examples={
            "Turnout was down 12 points on 2018.": ("change 12 points",),
            "The Lib Dem share of the vote rocketed by 27.6 points.": (
                "change Lib Dem 27.6 points of votes",
            ),
            "Mr Berg slumped by 8 points.": ("change Mr Berg 8 points",),
        },
        counter_examples=("The pound rose 12 cents.",),
    ),
    Frame(
        id="change.signed",
        form="P (+P)",
        words=r"<P\d+>,? \(?(?:up|down|\+|-|plus|minus) ?(?P<n>{X})",
        kinds=_CHANGE,
        needs=r"> \(|>, ",
        examples={
            "Labour 41.0% (-2.3), Liberals 27.7% (+4.1).": (
                "share Labour 41.0%",
                "change Labour 2.3 points",
                "share Liberals 27.7%",
                "change Liberals 4.1 points",
            ),
        },
        counter_examples=("Labour 41.0% (2.3 points).",),
    ),
    Frame(
        id="change.swing",
        form="a swing of P",
        words=(
            r"\bswing (?:[^<.;:]{0,30} )?of (?P<n>{P}|{X})"
            r"(?: (?:against|to|towards|from) (?P<option>{C}|the (?:government|opposition)))?"
        ),
        kinds=_CHANGE,
        examples={"There was a swing of 8.4 per cent to Labour.": ("change Labour 8.4%",)},
        counter_examples=("There was a swing for 8 children.",),
    ),
    Frame(
        id="change.higher",
        form="P points higher",
        words=(
            r"(?P<n>{X})(?: (?:higher|lower|more|less|up|down|above|below|better|worse|fewer"
            r"|swing|rise|fall|drop|increase)\b|-(?:swing|rise|fall|drop|increase))"
        ),
        kinds=_CHANGE,
        examples={"Turnout was three points lower than in 2018.": ("change three points",)},
        counter_examples=("She won by three points.",),
    ),
    Frame(
        id="margin.of",
        form="a margin of N, a lead of P points",
        words=(
            r"(?:(?P<option>{C}|\b(?:his|her|its|their)\b)(?:'s?)? "
            r"(?:(?!<[PNXCAB])[^.;:,()\"]){0,40}?)?(?:margin|lead"
            r"|majority"
            r"|whisker"
            r"|difference|gap|advantage|edge|victory)s?(?: between (?:them|the two|<[CB]\d+> and"
            r" <[CB]\d+>))? (?:of|was|is|stood at|at|to|(?:has |had "
            r")?(?:narrowed|grown|grew|shrunk|shrank|widened|fallen|risen|been cut) to) (?:only "
            r"|just |some |about )?(?P<n>{N}|{X})(?: {V})?(?! to)"
        ),
        kinds=_MARGIN,
        accepts=_is_no_committee,
        examples={
            "He won by a margin of 25,000 votes.": ("margin 25,000",),
            "Ms Lind had 52% of the vote. Her margin was 342,873 votes.": (
                "share Ms Lind 52% of votes",
                "margin Ms Lind 342,873",
            ),
            "The gap between the two is 1.2 points.": ("margin 1.2 points",),
            "Ms Lind edged it by a whisker of 675 votes.": ("margin Ms Lind 675",),
            "The bill has a lead of 1.2 percentage points.": ("margin 1.2 points",),
        },
        counter_examples=(
            "A majority of voters, 53 percent, stayed away.",
            "They hold 89 seats, too few for the constitutional majority of 113.",
        ),
    ),
    Frame(
        id="margin.from-to",
        form="X's majority was cut from N to N",
        words=(
            r"(?:(?P<option>{C}|\b(?:his|her|its|their)\b)(?:'s?)? )?(?:[a-z]+ )?(?:margin|lead"
            r"|majority|advantage|gap)\b(?:(?!<[PNX])[^.;:,()\"]){0,40}?"
            r" from (?P<was>{N}|{X})(?: {V})? to "
            r"(?:only |just )?(?P<n>{N}|{X})(?! to)"
        ),
        kinds={"n": "margin", "was": "margin"},
        accepts=_is_no_committee,
        needs=" from <",
        examples={
            "Ms Lind had 52% of the vote. Her majority was cut from 12,000 to just 812.": (
                "share Ms Lind 52% of votes",
                "margin Ms Lind 12,000",
                "margin Ms Lind 812",
            ),
        },
        counter_examples=("The lead ran from 12 wells to 14 houses.",),
    ),
    Frame(
        id="margin.ahead",
        form="N votes ahead, a P-point lead",
        words=(
            r"(?:(?P<option>{C}) (?:is|was|has|had|leads|led|leading|with)(?: a| by)? )?"
            r"(?P<n>{N}|{X})[ -]?(?: ?{V}|-?(?:vote|point))?[ -](?:lead|margin|majority|gap"
            r"|advantage|ahead|clear|behind|in front|apart)\b"
        ),
        kinds=_MARGIN,
        accepts=_is_of_votes,
        examples={
            "Pedro Castro is 44,058 votes ahead of Ana Fuentes.": ("margin Pedro Castro 44,058",),
        },
        counter_examples=("He had 44,058 votes to her 40,000.",),
    ),
    Frame(
        id="margin.by",
        form="by N votes, by P points",
        words=(
            r"(?:(?P<option>{C}) (?:is|was|led|leads|won|ahead|trailed)(?: [^.;,<]{1,30}?)? "
            r")?by (?:only |just |a mere |a majority of |a whisker of |some )?(?P<n>{X}"
            r"|{N}(?= {VOTES}(?! (?:to"
            r"|against) )))(?: {V})?(?! (?:higher|lower))"
        ),
        kinds=_MARGIN,
        examples={
            "Yes was ahead by 10 points.": ("margin Yes 10 points",),
            "He won by just 537 votes.": ("margin 537",),
        },
        counter_examples=("The plan was rejected by 1,913 votes to 1,604.",),
    ),
    Frame(
        id="margin.more",
        form="N more votes, N votes to spare",
        words=(
            r"(?P<n>{N}) (?:(?:more|fewer) {V}"
            r"|{VOTES} (?:(?:were |was )?in it|to spare|decided|settled"
            r"|made (?:all )?the difference)\b)"
        ),
        kinds=_MARGIN,
        examples={
            "In all, 1,269,501 more people voted Leave.": ("margin 1,269,501",),
            "In the end there were 34 votes in it.": ("margin 34",),
        },
        counter_examples=("More than 1,269,501 people came.",),
    ),
    Frame(
        id="margin.won-by",
        form="ahead by N, wins by N (votes, in a story about a vote)",
        words=(
            r"(?:(?<!for )(?<!against )(?P<option>{C})(?: (?!by\b)[\w'<>-]+){0,4}?,? )?"
            r"\b(?:ahead|behind|led|leads"
            r"|leading"
            r"|trail\w*|won|wins|winning|lost|loses|beaten|elected|squeak\w*|squeez\w*|scrap\w*"
            r"|romps?"
            r"|romped|home|in front|short|prevailed|held|holds|takes?|took)\b(?: (?!by\b|to\b)"
            r"[\w'<>-]+){0,4}? by (?:just |only |a mere |a slim |some )?(?P<n>{N})"
            r"(?=[.,;!]|$| (?:on|in|after|with|when|while|as)\b)"
        ),
        kinds=_MARGIN,
        accepts=_is_of_votes,
        needs=" by ",
        is_sure=never,
        examples={
            "The Greens' Jan Berg had been ahead there by 103.": ("margin Jan Berg 103",),
            "The vet romped home by 4,316.": ("margin 4,316",),
        },
        counter_examples=("Jan Berg won the race by 12 seconds.", "She won by 3."),
    ),
    Frame(
        id="margin.beating",
        form="beating X by N",
        words=(
            r"(?:beat|beating|defeating|defeated|ahead of) {C} by (?:just |only |a mere )?"
            r"(?P<n>{N})(?=[.,;]|$)"
        ),
        kinds=_MARGIN,
        needs="beat|defeat|ahead of",
        examples={"She took the seat, beating Ravi Patel by just 24.": ("margin 24",)},
        counter_examples=("She beat Ravi Patel by 24 metres.",),
    ),
)
