"""Votes in numbers: "N people voted No", "N votes for X", "by N votes to N"."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import PAIR_KINDS, Frame, at_least, never
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_VOTES: dict[str, Kind] = {"n": "votes"}

_SMALL = 13
"""Number words below this ("two wanted no change") count members more often than voters."""
_HEAD_FOLLOWS = grammar(r" (?:of )?{HEAD}")
_ITEM = grammar(r"(?:^|[:,;.] ?){C} {N}(?=[.,;]|$)")


def _is_no_small_word(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a count is printed in digits, is large, or has its noun behind it."""
    quantity = marked.mention(match["n"]).quantity
    in_digits = quantity.printed[:1].isdigit()
    is_large = quantity.value is not None and quantity.value >= _SMALL
    return in_digits or is_large or bool(_HEAD_FOLLOWS.match(marked.low, match.end("n")))


def is_no_committee(marked: Marked, match: re.Match[str]) -> bool:
    """Tell whether counts are those of voters: not in words, as "nine to four", nor a chamber's."""
    groups = match.groupdict()
    if _CHAMBER.search(marked.low, 0, match.start()) and not _AREA.search(marked.low):
        return False
    marks = [groups[group] for group in ("m", "m2") if groups.get(group)]
    found = [marked.mention(mark).quantity for mark in marks]
    return not found or any(
        one.printed[:1].isdigit() or (one.value or 0) >= _SMALL for one in found
    )


_CHAMBER = Pattern(
    r"^(?:[^.;:]*[,;] )?(?:the |its |his |her |both )?(?:[\w'-]+ "
    r"|<[A-Z]\d+>(?:'s)? ){0,3}?(?:parliament"
    r"|senate|assembly|council|councillors|committee|chambers?|house|mps|deputies|lawmakers"
    r"|senators"
    r"|legislature|legislators|cabinet|congress|bundestag|knesset|duma|delegates|board)(?: (?:has"
    r"|had"
    r"|have|then|also|later|narrowly|unanimously|finally))*(?: <D\d+>)? ?$"
)
_AREA = Pattern(r"council areas?\b")


def _is_told_first(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a pair stands before what was chosen, and not behind it."""
    clause = max(marked.low.rfind(mark, 0, match.start()) for mark in ".;:") + 1
    return is_no_committee(marked, match) and not _CHOSEN.search(marked.low, clause, match.start())


_CHOSEN = grammar(r"\b{CHOSE}")


def _is_no_score(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a pair of counts is larger than goals are."""
    marks = [match[group] for group in ("m", "m2") if match[group]]
    return all((marked.mention(mark).quantity.value or 0) >= _SMALL for mark in marks)


def _is_in_list(marked: Marked, _: re.Match[str]) -> bool:
    """Whether "Hughes 1,204" is one of several such items."""
    return len(_ITEM.findall(marked.low)) > 1


_HANDFUL = 100  # votes; our choice: a bare count alone in its line is more than most seats are


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="votes.front-pair",
        form="by N votes to N the people rejected X",
        words=(
            r"\bby (?:a (?:{V}|majority|margin) of )?{PAIR}"
            r"(?: {V})?,? (?:(?:[\w'-]+|<[A-Z]\d+>) ){1,5}?(?:have |has |had )?"
            r"(?:(?P<option>{CHOSE}(?: {REST}{1,60}?)??)"
            r"|decided (?:<D\d+> )?(?P<option_>to {REST}{2,60}?)){ENDS}"
        ),
        kinds=PAIR_KINDS,
        accepts=_is_told_first,
        needs="by (?:a |<)",
        examples={
            "By a vote of 93 to 70, they chose Mr Lind.": ("votes Mr Lind 93", "votes ? 70"),
            "By 2,001,926 votes to 1,617,989 its people turned down the chance.": (
                "votes turned down the chance 2,001,926",
                "votes ? 1,617,989",
            ),
        },
        counter_examples=("He came by 30 cars and 4 people wanted tea.",),
    ),
    Frame(
        id="votes.chose",
        form="N people voted for X, said yes, were against",
        words=(
            r"(?P<n>{N})(?: (?:of )?{HEAD}(?:(?!<[PNX]| said | told )[^.;:,()\"]){0,40}?"
            r"(?= (?:had|have|voted|said|were|chose|backed|wanted|rejected|opposed|supported)\b)"
            r"| (?:of )?{HEAD})?(?: \({P}\)|,(?: or)? {P}(?: of {V})?,)?{ASIDE}(?: who| "
            r"that)?{AUX}{ADVERB} (?P<option>{CHOSE}(?! (?:early|late|online|by post|by mail|in"
            r" person|in advance)\b)(?: {REST}{1,70}?)|(?:said|answered|say) "
            r"(?:[\"']?(?:yes|no)[\"']?|{C})(?: to {REST}{2,40}?)??|(?:(?:were|was|are) )?"
            r"(?:cast |given )?(?:in favou?r|against)(?!:| (?:{Q}"
            r"|(?:the )?{C}(?:'s?)? {Q}))(?: {REST}{2,60}?)??"
            r"|(?:expressed|declared|pronounced) themselves (?:in favou?r"
            r"|against)(?: {REST}{2,60}?)??"
            r"|(?:approved|rejected|agreed|disagreed|refused|objected|dissented"
            r"|opposed it)(?=[,.;]|$)"
            r"|(?:were|was|are) (?:for(?= and\b|[,.;]|$)|(?:for|in support of) "
            r"(?!and\b){REST}{2,60}?)"
            r"|(?:(?:were|was|had been) )?(?:cast|given) for {REST}{2,60}?"
            r"|went to {REST}{2,60}?){ENDS}"
        ),
        kinds=_VOTES,
        accepts=_is_no_small_word,
        examples={
            "In Kirn 312 people voted No.": ("votes No 312",),
            "Some 230,700 people voted to leave the union.": (
                "votes leave the union about 230,700",
            ),
            "There 388 voters said Yes.": ("votes Yes 388",),
            "In Kirn 7,412 persons expressed themselves against.": ("votes against 7,412",),
            "Some 22,441 residents rejected inclusion and 19,032 approved.": (
                "votes rejected inclusion about 22,441",
                "votes approved 19,032",
            ),
            "He said 430,268 people were in favour.": ("votes in favour 430,268",),
        },
        counter_examples=(
            "Seven of the nine members of the committee voted for the rise.",
            "About 120 people had been detained.",
            "The committee met and two wanted no change.",
            "Some 24,200 have asked for the papers.",
            "A record 1.9 million Norwegians voted early.",
        ),
    ),
    Frame(
        id="votes.side",
        form="N Yes votes, N No",
        words=(
            r"(?P<n>{N}) (?P<option>{B})(?: {VOTES})?"
            r"(?=[,.;)]| and| to| against| were cast| had been cast|$)"
        ),
        kinds=_VOTES,
        examples={"It counted 177,547 No votes.": ("votes No 177,547",)},
        counter_examples=("It counted 12 No. 10 shirts.",),
    ),
    Frame(
        id="votes.side-reached",
        form="the No votes reached N",
        words=(
            r"(?P<option>{B})(?: {VOTES})?{AUX}{ADVERB} (?:reached|numbered|totall?ed|came to"
            r"|stood at|were(?: put at)?|amounted to|added up to){FILL} (?P<n>{N})"
            r"(?=[.,;)]|$| and\b| as\b| against| to\b| while)"
        ),
        kinds=_VOTES,
        examples={
            'The "no" votes reached 172,304 as against 122,223 for "yes".': (
                "votes no 172,304",
                "votes yes 122,223",
            ),
        },
        counter_examples=("The No campaigners were 12.",),
        accepts=_is_no_small_word,
    ),
    Frame(
        id="votes.for",
        form="N votes for X, N votes against",
        words=(
            r"(?P<n>{N}) (?:{VOTES}|<[WE]\d+>)(?: \({P}\))?(?: were)?(?: cast)? (?P<option>(?:for"
            r"|in favou?r(?: of)?|against)(?! (?:{Q}|(?:the )?{C}(?:'s?)? {Q}))"
            r"(?: (?:the )?(?:{C}|[a-z-]+(?: [a-z-]+){0,3}?))??){ENDS}"
        ),
        kinds=_VOTES,
        examples={"There were 2,115,800 votes in favour.": ("votes in favour 2,115,800",)},
        counter_examples=("The house has 40 seats for women.",),
    ),
    Frame(
        id="votes.told-off",
        form="the tally: N for, N against",
        words=r"(?:^|[:,;] |\band )(?P<n>{N}) (?P<option>for|against|in favou?r|opposed|yes"
        r"|no)(?=[,.;]|$| and\b)",
        kinds=_VOTES,
        examples={"The tally: 402 for, 371 against.": ("votes for 402", "votes against 371")},
        counter_examples=("The shop has 402 for sale.",),
    ),
    Frame(
        id="votes.won-by",
        form="X won by P to P",
        words=(
            r"(?P<option>{C}|\b(?:opponents|supporters|critics|unionists)(?: of (?:the )?[a-z]+)?"
            r"|\bit\b(?= ahead)){AUX}{ADVERB} (?:won|wins"
            r"|lost|prevailed|triumphed|carried the day"
            r"|ahead|leads|led)(?: {REST}{2,50}?)??,?{ASIDE}(?: by|(?<= ahead)) {PAIR}"
        ),
        kinds=PAIR_KINDS,
        accepts=is_no_committee,
        needs=r"\bby <|ahead <",
        examples={
            "The No campaign won Sunday's plebiscite by 50.2% to 49.8%.": (
                "share No 50.2%",
                "share ? 49.8%",
            ),
        },
        counter_examples=("The team won the match by 3 goals to 2.",),
    ),
    Frame(
        id="votes.split",
        form="voted P-P to X",
        words=(
            r"(?:voted|vote|split|divided|went|came out|backed it|decided|(?:{VOTES}|vote|result"
            r"|count)"
            r" was)(?: by)? {PAIR}"
            r" (?P<option>(?:to|for|in favou?r|against)(?: {REST}{2,60}?)??){ENDS}"
        ),
        kinds=PAIR_KINDS,
        accepts=is_no_committee,
        needs=r"> (?:<V\d+> )?to <|>-<",
        examples={
            "The vote was 61 per cent to 39 in favour.": ("share in favour 61%", "share ? 39"),
            "Scots voted 62-38 to stay.": ("share stay 62% in Scotland", "share ? 38% in Scotland"),
        },
        counter_examples=("The team went 62-38 ahead.",),
    ),
    Frame(
        id="votes.decided-by",
        form="voters rejected X by N votes to N",
        words=(
            r"(?P<option>(?:{CHOSE}|(?:said|answered) [\"']?(?:yes|no|<B\d+>)[\"']?|adopted|passed"
            r"|carried|defeated)(?: {REST}{2,60}?)??)(?:,|(?<= yes):|(?<= no):)?{ASIDE}"
            r"(?: (?:by|with)(?: a vote of| a majority of| a margin of)?)?(?<!from) {PAIR}"
        ),
        kinds=PAIR_KINDS,
        accepts=is_no_committee,
        needs=r">,? (?:(?:<V\d+>|of (?:us|them|those|<W\d+>)),? )?(?:to|(?:as )?against|versus"
        r"|-) ?<"
        r"|>-<",
        examples={
            "Residents have thrown out the bypass by 1,913 votes to 1,604.": (
                "votes thrown out the bypass 1,913",
                "votes ? 1,604",
            ),
            "Voters said no, 53% to 47%.": ("share no 53%", "share ? 47%"),
            "They have answered yes: 1,924,186 of them against 875,619.": (
                "votes yes 1,924,186",
                "votes ? 875,619",
            ),
            "Voters in Ohio rejected the measure 57% to 43%.": (
                "share rejected the measure 57% in Ohio",
                "share ? 43% in Ohio",
            ),
        },
        counter_examples=(
            "They passed the ball by 3 metres.",
            "Parliament passed the law in July, by 50 votes to 34.",
        ),
    ),
    Frame(
        id="votes.beat",
        form="X beat Y by N to N",
        words=(
            r"(?P<option>{C})(?: of {L})? (?:beat|beats|defeated|edged(?: out| past)?|leads|led"
            r"|over|ahead "
            r"of|trounced|won against|prevailed over) (?:{C}'s? )?"
            r"(?:(?!the|an?|his|her|its|their|by)[a-z-]+ )?(?P<option2>{C}|{ANYONE})(?: {I}|"
            r" {D}| then| in (?:the |<D\d+>'s )(?:[\w'-]+ |<[CAGL]\d+> ){0,3}(?:primary|run-?off"
            r"|election|by-election|contest|race|vote|ballot)){0,2},?"
            r" ?(?:by |with "
            r")?{PAIR}"
        ),
        kinds=PAIR_KINDS,
        accepts=_is_no_score,
        needs="beat|defeat|edged|lead|led|over|ahead|trounced|won against|prevailed",
        examples={
            "Anna Nowak beat three-term Mayor Jan Berg in Tuesday's Green primary, 1,846 votes to"
            " 1,203.": ("votes Anna Nowak 1,846", "votes Mayor Jan Berg 1,203"),
            "Anna Nowak beat Jan Berg by 48.6% to 40.5%.": (
                "share Anna Nowak 48.6%",
                "share Jan Berg 40.5%",
            ),
            "Anna Nowak beat an unknown importer by 97.4% to 2.5.": (
                "share Anna Nowak 97.4%",
                "share unknown importer 2.5",
            ),
        },
        counter_examples=("Anna Nowak beat Jan Berg in 3 to 5 minutes.",),
    ),
    Frame(
        id="votes.to-his",
        form="X had N votes to Y's N",
        words=(
            r"(?P<option>{C}|he|she|they)(?: only| just)? (?:had|got|won|received|took|polled|has)"
            r" (?P<n>{N})(?: {V})? to (?P<option2>{C}'s?|his|her|their|its) (?P<n2>{N})"
        ),
        kinds={"n": "votes", "n2": "votes"},
        examples={
            "Jan Berg came too, but Ms Lind had 1,436 votes to his 232.": (
                "votes Ms Lind 1,436",
                "votes Jan Berg 232",
            ),
        },
        counter_examples=("Ms Lind had 36 votes to count.",),
    ),
    Frame(
        id="votes.item",
        form="Votes for: N (an item of a list)",
        words=(
            r"(?:^|[.;,•*-] ?|(?<=>) )(?:\d\. )?(?:votes )?(?P<option>for(?: {REST}{2,30}?)?"
            r"|against(?: {REST}{2,30}?)?"
            r"|in favou?r|yes|no|{B}|{C})(?:, {C}(?=:))? ?(?::|-|(?<=<B\d>),|(?<=favour)"
            r"|(?<=against)"
            r"|(?= <N\d+> \(<P\d+>\)\.?$)) ?(?P<n>{N})(?: {VOTES})?(?=[.,;]|$"
            r"| \(| - | (?:for|against|yes|no|<[BC]\d+>):)"
        ),
        kinds=_VOTES,
        examples={
            "Against: 987.": ("votes Against 987",),
            "Yes, 1,100,260.": ("votes Yes 1,100,260",),
            "1. Eva Lund 1,204,332 (50.1%)": ("votes Eva Lund 1,204,332", "share Eva Lund 50.1%"),
            "For the charter: 430,268; against it: 29,001.": (
                "votes charter 430,268",
                "votes against it 29,001",
            ),
            "Amadou Ba: 1 605 086 (35,79%).": (
                "votes Amadou Ba 1 605 086",
                "share Amadou Ba 35,79%",
            ),
        },
        counter_examples=("Tickets for: 20 euros.",),
    ),
    Frame(
        id="votes.list",
        form="the count: X N, Y N",
        words=r"(?:^|[:,;] )(?P<option>{C}) (?P<n>{N})(?=[.,;]|$)",
        kinds=_VOTES,
        accepts=_is_in_list,
        examples={
            "The count: Jo Hughes (Lab) 1,204, Ravi Patel (Con) 1,180.": (
                "votes Jo Hughes 1,204",
                "votes Ravi Patel 1,180",
            ),
        },
        counter_examples=("He lives at Jo Hughes 12, Berlin.",),
    ),
    Frame(
        id="votes.bare-row",
        form="X (party) N, a line of a table",
        words=r"^(?:- |\d\. )?(?P<option>{C}|{B})(?: \({C}\))? (?P<n>{N})(?: {VOTES})?$",
        kinds=_VOTES,
        accepts=at_least(_HANDFUL),
        is_sure=never,
        examples={
            "The results:\nCosta (Green) 812\nLind (Labour) 781": (
                "votes Costa 812",
                "votes Lind 781",
            ),
        },
        counter_examples=("The results:\nCosta (Green) 12\nLind (Labour) 11",),
    ),
    Frame(
        id="votes.got",
        form="X got N (after votes were told)",
        words=(
            r"(?P<option>{C}),?(?: who| which)?{AUX}{ADVERB} (?:{WON}|had|has|have|on|with"
            r"|(?:was|ended) an? (?:distant |poor |close )?(?:second|third|fourth|last) (?:with|on)"
            r"|(?:trailed|limped|came|straggled|finished)(?: (?:along|in|behind|home|third|last))?"
            r" (?:with|on)){ASIDE}{FILL} (?P<n>{N})"
            r"(?=[.,;)]|$| and | while | but )"
        ),
        kinds=_VOTES,
        accepts=_is_no_small_word,
        leans=True,
        examples={
            "Mr Raisi received 17,926 votes. Mohsen Rezaei had 3,412.": (
                "votes Mr Raisi 17,926",
                "votes Mohsen Rezaei 3,412",
            ),
            "Mr Raisi received 17,926 votes. Mohsen Rezaei trailed along with 298.": (
                "votes Mr Raisi 17,926",
                "votes Mohsen Rezaei 298",
            ),
            "Mr Raisi received 17,926 votes. Mohsen Rezaei was a distant third with 96.": (
                "votes Mr Raisi 17,926",
                "votes Mohsen Rezaei 96",
            ),
        },
        counter_examples=("The Greens had 12 seats, a record.",),
    ),
)
