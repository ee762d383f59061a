"""Shares and votes with the option as subject: "X won with P", "X was on P", "X (P)"."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import RESULT_KINDS, Frame, never
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_SHARE: dict[str, Kind] = {"n": "share"}

_VOTE_WORDS = Pattern(
    r"\b(?:vot(?:e|es|ed|ers|ing)|elect\w*|ballots?|polls?|turnout|part(?:y|ies)|candidates?"
    r"|referend\w+|presiden\w+|coalition|bloc|count(?:ed|ing)?|run-?off|seats|majority|round|race"
    r"|opposition|incumbent|support|pollsters?)\b",
    re.IGNORECASE,
)
_PERSON = Pattern(r"^(?:Mr|Mrs|Ms|Dr|President|Prime Minister)\b|^[A-Z][\w'-]+ [A-Z][\w. '-]+$")


def in_words_of_a_vote(marked: Marked, match: re.Match[str]) -> bool:
    """Tell whether the sentence speaks of a vote, or the option is a side or a person."""
    found = match.groupdict()
    named = found.get("option") or ""
    if named.startswith("<B") or found.get("of"):
        return True
    person = named and _PERSON.match(marked.words(*match.span("option")))
    return bool(person or _VOTE_WORDS.search(marked.plain))


_PARTICIPLE = Pattern(r"\w+ing\b")


def _is_no_object(marked: Marked, match: re.Match[str]) -> bool:
    """Whether no "with" stands in front, as in "a union with the mainland won 48%"."""
    if not match["option_"] or not marked.low[: match.start("option_")].endswith("with "):
        return True
    return bool(_PARTICIPLE.match(marked.low[match.end("option_") :].lstrip()))


# "X won KIRN with P", "X beat Y with P": the share is that of X
_PRIZE = re.compile(
    r"\b(?:won|wins|took|carried|held|holds|retained|kept|captured|beat|beats|defeated|unseated"
    r"|ousted"
    r"|edged|pipped|remained|became|defeating|beating|declared"
    r"|(?:won|took|captured|held|gained|stood|ran)\b[^.;:<]{2,60} for(?: the)?"
    r"|(?:chances?|odds|probability|likelihood) of(?: an?)?) $"
)
_BARE = re.compile(r",? (?:with|on|at|of)\b")


def is_no_prize(marked: Marked, match: re.Match[str]) -> bool:
    """Tell whether an option with only "with" behind it is not what somebody else won or beat."""
    bare = _BARE.match(marked.low, match.end("option"))
    return not (bare and _PRIZE.search(marked.low[: match.start("option")]))


# "the officer declared Ms Lind elected with P": not the officer's
_DECLARES = re.compile(
    r",? (?:(?:has|have|had|just|then|now) ){0,3}(?:declared|proclaimed) <[CB]\d+>"
)


def _is_not_who_declares(marked: Marked, match: re.Match[str]) -> bool:
    end = match.end("option" if match["option"] else "option_")
    return not _DECLARES.match(marked.low, end)


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="share.best-in",
        form="X's best result was in A (P)",
        words=(
            r"(?P<option>{C}(?:'s|')|\b(?:his|her|its|their)\b) (?:[a-z]+ ){1,2}?(?:result|showing"
            r"|performance|score|haul|tally)s? (?:was|came) {I},?(?: \(|:? (?:at |with |on )?)"
            r"(?P<n>{P})"
        ),
        kinds=_SHARE,
        needs="result|showing|performance|score|haul|tally",
        is_sure=never,
        examples={
            "Mr Lind's best result was in Gozo (61.2%).": ("share Mr Lind 61.2% in Gozo",),
        },
        counter_examples=("The firm's best result was in Gozo (61.2 tonnes).",),
    ),
    Frame(
        id="share.won",
        form="X won P, X received N votes",
        words=(
            r"(?:(?P<option>{C})(?: of (?:[a-z]+|{C}))?|{CLAUSE}(?P<option_>{ANYONE}|he|she|they"
            r"|it(?! takes?\b)))(?: (?:party|alliance"
            r"|bloc))?(?:, who\b)?,?{AND_THEN}{ADVERB}{AUX}{ADVERB} {WON}{ASIDE}{FILL}"
            r" {RESULT}"
        ),
        kinds=RESULT_KINDS,
        accepts=_is_no_object,
        is_sure=in_words_of_a_vote,
        examples={
            "The independence bloc took 55.5 per cent of the vote on Sunday.": (
                "share independence bloc 55.5% of votes",
            ),
            "Nationwide the incumbent was given 87.3%.": ("share incumbent 87.3%",),
            "In Kirn, where the party of power got just 42%, queues were long.": (
                "share party 42%",
            ),
            "His main challenger, Anna Nowak, took 9.9 per cent.": ("share Anna Nowak 9.9%",),
            "Ann Tsai received 8,170,231 votes, or 57.1 percent of the total.": (
                "votes Ann Tsai 8,170,231",
                "share Ann Tsai 57.1% of votes",
            ),
        },
        counter_examples=(
            "The company won 60% of the contract.",
            "The army took 12% of the region.",
            "The currency lost 15% of its value.",
        ),
    ),
    Frame(
        id="share.stood",
        form="X was on P, X had P, X's share fell to P",
        words=(
            r"(?P<option>{C})(?:(?:'s|') (?:vote share|share(?: of {V})?|support|score|tally"
            r"|(?:primary |party |list )?vote|{VOTES}))?(?: (?:party|alliance|bloc|itself|alone))?"
            r"(?: of (?:(?:the )?(?:[a-z]+ ){0,2}[a-z]+, )?{C})?"
            r",?{AUX}{ADVERB} {STOOD}{ASIDE}{FILL} {RESULT}"
        ),
        kinds=RESULT_KINDS,
        accepts=is_no_prize,
        is_sure=in_words_of_a_vote,
        examples={
            "Mr Lind beat Mr Berg with 50.8 percent.": ("share Mr Lind 50.8%",),
            "Support for independence stood at 90.2 percent.": ("share independence 90.2%",),
            "The Remain side was on 48.1%.": ("share Remain 48.1%",),
            "The Progressives of Jan Berg are at 35 per cent in the vote.": (
                "share Progressives 35%",
            ),
            "The No votes come to 71.7 percent of the valid total.": ("share No 71.7% of valid",),
            "The Yes votes add up to 54 percent.": ("share Yes 54%",),
            "The bloc's share of the vote dropped to 20.8%.": ("share bloc 20.8% of votes",),
        },
        counter_examples=("Inflation stood at 10.1% in March.",),
    ),
    Frame(
        id="share.had-of-the-vote",
        form="anybody had P of the vote",
        words=(
            r"{CLAUSE}(?P<option>{ANYONE}){AUX}{ADVERB} {STOOD}{ASIDE}{FILL} (?P<n>{P}) of "
            r"(?P<of>{V})"
        ),
        kinds=_SHARE,
        needs=r"<P\d+> of",
        examples={
            "The former clown had 12% of the vote.": ("share former clown 12% of votes",),
        },
        counter_examples=("The council had 23% of the budget.",),
    ),
    Frame(
        id="share.put",
        form="figures gave X P, put X on P",
        words=(
            r"(?:gave|give|gives|given|giving|put|puts|putting|placed|places|saw|seen|showed|shown"
            r"|shows|showing|had|has|with|projected"
            r"|(?<!was )(?<!were )(?<!been )(?:proclaimed|declared)) (?P<option>{C}|him|her|them|it"
            r"(?= (?:at|on)\b)"
            r"|{ANYONE}|supporters|opponents|independence|statehood|union|secession)"
            r"(?: (?:as )?<C\d+>| (?:re-?)?elected| president| mayor)?{ASIDE}"
            r"(?: (?:to|for) (?:(?!with\b)[a-z-]+ ){1,3}?(?=ahead))?(?:,? (?:ahead"
            r"|leading|winning|taking|getting|in the lead|in front|first|second|narrowly ahead"
            r"|with|on|at|to win|to take|securing|polling|between)|, with){0,4},? {RESULT}"
        ),
        kinds=RESULT_KINDS,
        is_sure=in_words_of_a_vote,
        examples={
            "Official figures gave Mr Lind 65% of the vote.": ("share Mr Lind 65% of votes",),
            "The count put the Yes side on 52%.": ("share Yes 52%",),
            "The board proclaimed No the winner on Tuesday with 172,304 votes.": (
                "votes No 172,304",
            ),
            "The officer Jan Berg has declared Ms Lind elected with 914,143 votes.": (
                "votes Ms Lind 914,143",
            ),
            "The last polls had put Mr Lind ahead, on 37 per cent.": ("poll Mr Lind 37%",),
            "A poll last week had supporters ahead with 54%.": ("poll supporters 54%",),
        },
        counter_examples=("The bank gave savers 5% interest.",),
    ),
    Frame(
        id="share.participle",
        form="X did this or that, taking P; X stunned Y after polling N votes",
        words=(
            r"(?:^|[;:] )(?:(?:{D}|{I}),? )?(?P<option>{C})(?:(?!<P)[^.;:\"]){3,120}?"
            r"(?:,| after| by| despite) (?:grabbing|taking|winning|polling|securing|garnering"
            r"|receiving|getting|capturing|scoring|finishing(?: [a-z]+)? (?:with|on|at)){FILL}"
            r" {RESULT}"
        ),
        kinds=RESULT_KINDS,
        is_sure=in_words_of_a_vote,
        examples={
            "Jan Berg strode into the hall of Mr Lind on Tuesday, grabbing 50.4% of the vote.": (
                "share Jan Berg 50.4% of votes",
            ),
            "Jan Berg stunned Eva Lund in the by-election after polling 4,377 votes.": (
                "votes Jan Berg 4,377",
            ),
            "Jan Berg, an economist, surprised everybody by finishing second with 16.8%.": (
                "share Jan Berg 16.8%",
            ),
        },
        counter_examples=("Jan Berg left the firm, taking 50.4% of the staff.",),
    ),
    Frame(
        id="share.winning",
        form="returns showed the bond for schools winning with P",
        words=(
            r"(?:showed|shows|showing|saw|sees|had|has|with) (?P<option>(?:the|a|an) {REST}{2,60}?)"
            r" (?:winning|leading|trailing|ahead|losing|failing|passing)(?: narrowly| easily)?"
            r" (?:with|by|on|at){FILL} {RESULT}"
        ),
        kinds=RESULT_KINDS,
        is_sure=in_words_of_a_vote,
        examples={
            "Returns showed the $64 million bond for schools winning with 56% of the vote.": (
                "share $64 million bond for schools 56% of votes",
            ),
        },
        counter_examples=("The chart showed the club leading by 56% in sales.",),
    ),
    Frame(
        id="share.share-of",
        form="put the share of Yes votes at P",
        words=(
            r"(?:share|proportion|percentage) of (?:the )?(?P<option>{B}|{C})(?: {VOTES})?{AUX}"
            r"{ADVERB} (?:at|was|is|stood at|reached|came to|to be) (?P<n>{P})"
        ),
        kinds=_SHARE,
        examples={
            "He put the share of Yes votes at 90 percent.": ("share Yes 90%",),
        },
        counter_examples=("He put the share of the costs at 90 percent.",),
    ),
    Frame(
        id="share.placed",
        form="X came first, was elected, won the race with P",
        words=(
            r"(?:(?P<option>{C}(?: (?:not )?(?:to|for) {REST}{2,40}?)?)|{CLAUSE}"
            r"(?P<option_>{ANYONE}|he|she|they))(?: (?:party|alliance|bloc))?,?(?:'s (?:victory"
            r"|win|re-?election|triumph))?{AND_THEN}{AUX}{ASIDE}{ADVERB} {PLACED}(?:"
            r" [^;:.()\"]{1,70}?)??,? "
            r"(?:with|on|at|by|(?:having|after) (?:won|taken|winning|taking|polling|securing"
            r"|receiving"
            r"|getting|garnering|gaining)|taking|winning|polling|securing|receiving"
            r"|getting|garnering|gaining){FILL} {RESULT}"
        ),
        kinds=RESULT_KINDS,
        accepts=_is_not_who_declares,
        is_sure=in_words_of_a_vote,
        examples={
            "Alexander Petrov has won a sixth term as president with 80.23 per cent of the vote.": (
                "share Alexander Petrov 80.23% of votes",
            ),
            "The Greens won Kirn with 37.1%.": ("share Greens 37.1%",),
            "Mr Lind was declared elected after garnering 2,350,711 votes.": (
                "votes Mr Lind 2,350,711",
            ),
            "The incumbent was re-elected with 54.1 percent.": ("share incumbent 54.1%",),
            "Ms Lind has held the seat since 1991 and was re-elected in 2015 with 55.6 per cent.": (
                "share Ms Lind 55.6%",
            ),
            "The option not to ratify the treaty won with 50.23 percent.": (
                "share option not to ratify the treaty 50.23%",
            ),
        },
        counter_examples=("The team won the league with 80% of its squad injured.",),
    ),
    Frame(
        id="share.place-side",
        form="Sheffield: Leave P, Remain P; Sheffield: Leave N, Remain N",
        words=(
            r"(?:^|[:;,.•*-] ?)(?P<place>{L}) ?(?::|-) ?(?P<option>{B}|yes|no)"
            r" (?:(?P<n>{P})|(?P<m>{N})(?=[,.;]|$))"
        ),
        kinds=RESULT_KINDS,
        examples={
            "Sheffield: Leave 51%, Remain 49%.": (
                "share Leave 51% in Sheffield",
                "share Remain 49% in Sheffield",
            ),
            "Sheffield: Yes 8,113, No 1,246.": (
                "votes Yes 8,113 in Sheffield",
                "votes No 1,246 in Sheffield",
            ),
        },
        counter_examples=("Sheffield: snow on 51% of roads.",),
    ),
    Frame(
        id="share.side-item",
        form="the Yes vote, P",
        words=r"(?P<option>{B}),? ?(?:of|at|by|with|-|:|,) ?(?P<n>{P})(?! of)",
        kinds=_SHARE,
        examples={
            "Tirol recorded the strongest No vote, 68.9 per cent.": ("share No 68.9%",),
            "Yes, by 98.51%.": ("share Yes 98.51%",),
        },
        counter_examples=("He said No, 5% of people did.",),
    ),
    Frame(
        id="share.item-of-place",
        form="Kirn: P X",
        words=r"(?:^|[;.•*-] ?)(?:{C}|{L}): (?P<n>{P}) (?:for )?(?P<option>{C})",
        kinds=_SHARE,
        examples={"Kirn: 83.9% Jan Berg.": ("share Jan Berg 83.9%",)},
        counter_examples=("Kirn: 83.9% of Jan Berg's voters.",),
    ),
    Frame(
        id="share.item",
        form="X: P (an item of a list)",
        words=(
            r"(?:^|[;,•*-] )(?:- )?(?:(?P<option>{C}|in favou?r|against|for(?: {REST}{2,30}?)?"
            r"|yes|no) ?(?::|-|,) ?|(?P<option_>[\"']?(?:in favou?r|against|for|yes|no)[\"']?)"
            r" (?:were|was|stood at|amounted to|came to|made) )(?P<n>{P})(?! of)"
        ),
        kinds=_SHARE,
        is_sure=in_words_of_a_vote,
        examples={
            "Against: 52.3%": ("share Against 52.3%",),
            '"Against" were 3.3 percent.': ("share Against 3.3%",),
        },
        counter_examples=(),
    ),
    Frame(
        id="share.places-chose",
        form="A (P) and B (P) voted for X",
        words=(
            r"(?P<place>{L}) \((?P<n>{P})\)(?:(?:, | and |, and ){L} \({P}\)){0,5}{AUX}{ADVERB}"
            r" (?P<option>{CHOSE}(?: {REST}{1,60}?)??){ENDS}"
        ),
        kinds=_SHARE,
        needs=r"\(<P",
        examples={
            "Wales (55.8%) and Scotland (62%) voted to remain.": (
                "share remain 55.8% in Wales",
                "share remain 62% in Scotland",
            ),
        },
        counter_examples=("Wales (55.8% forest) voted to remain.",),
    ),
    Frame(
        id="share.strongest",
        form="the Yes vote was highest in A (P)",
        words=(
            r"(?P<option>{B}|{C}|\b(?:he|she|it|they)\b) (?:was|were|is|did|fared)"
            r" (?:highest|lowest|strongest|weakest|best|worst) (?P<place>{I})"
            r"(?: \(|,? (?:at|with) )(?P<n>{P})"
        ),
        kinds=_SHARE,
        examples={
            "The Yes vote was highest in Dublin (78.5%).": ("share Yes 78.5% in Dublin",),
        },
        counter_examples=("The rain was highest in Dublin (78.5%).",),
    ),
    Frame(
        id="share.bracket",
        form="X (P)",
        words=(
            r"(?P<option>{C}|(?:voted |were )?(?:against|in favou?r|for|yes|no)) \((?P<n>{P})"
            r"(?:\)|, (?:up|down|plus|minus)\b)"
        ),
        kinds=_SHARE,
        needs=r"\(<P",
        is_sure=in_words_of_a_vote,
        examples={
            "More people voted against (53.3%) than in favour (46.7%).": (
                "share against 53.3%",
                "share in favour 46.7%",
            ),
        },
        counter_examples=("He has been against (and rightly) all 20%.",),
    ),
)
