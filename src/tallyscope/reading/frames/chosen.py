"""Shares with the voters as subject: "P of the votes were in favour", "approved by P"."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import CHOOSER_KINDS, RESULT_KINDS, Frame
from tallyscope.reading.frames.gained import in_words_of_a_vote
from tallyscope.reading.frames.votes import is_no_committee
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_SHARE: dict[str, Kind] = {"n": "share"}
_BACKING = Pattern(r"^(?:the )?(?:support|backing|approval|votes?) (?:for|in favou?r of)")


def _is_backing(marked: Marked, match: re.Match[str]) -> bool:
    """Whether words behind a number are a side of the vote or "support for X"."""
    if match["option"].startswith("<B"):
        return True
    return bool(_BACKING.match(marked.words(*match.span("option"))))


_WERE_SOMETHING = Pattern(r"(?:were|was|are|is|been) <[CA]|(?:said|answered) [\"']?(?:yes|no|<B)")


def _says_more_than_were(marked: Marked, match: re.Match[str]) -> bool:
    """Whether the words are not only "were SOMEBODY", outside a sentence about a vote."""
    is_bare = bool(_WERE_SOMETHING.match(match["option"]))
    return not is_bare or in_words_of_a_vote(marked, match)


# "he got 41% against X", "X polled 55% for the vacant seat": the share is that of whoever got it
_GOT_IT = Pattern(
    r"(?:<[CAB]\d+>|\b(?:he|she|they))(?: (?:had|has|have))? (?:got|won|took|polled|received"
    r"|secured|scored|obtained|drew|managed|gained)(?: (?:just|only|a mere))? $"
)


def _is_nobodys(marked: Marked, match: re.Match[str]) -> bool:
    """Whether nobody in front of a number is said to have got it."""
    return not _GOT_IT.search(marked.low, 0, match.start("n"))


def _is_no_aside(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a number between commas is an apposition: "nearly all, 96 per cent, voted Yes"."""
    between_commas = marked.low.startswith((", was", ", were", ", <", ", "), match.end("n"))
    is_of_votes = bool(match["of"]) or "<N" in marked.low[match.end("n") : match.start("option")]
    return not between_commas or is_of_votes or marked.low[: match.start("n")].endswith(", ")


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="share.chose",
        form="P (of the votes) voted for X, were in favour, backed X",
        words=(
            r"(?P<n>{P})(?: \({P}\))?(?: of (?:the )?{C}(?= (?:had|have|were|voted)\b)"
            r"|(?:,? (?:of|out of|among|from))? (?:the [a-z]+'s )?(?P<of>{V})(?: by {C}"
            r"|(?:(?!<[PNX]| said | told | believed | expected )[^.;:,()\"]){0,60}?"
            r"(?= (?:have|has|had|were|was|said|told|voted|backed|chose|wanted|rejected|supported"
            r"|opposed|favou?red|approved|preferred|want|say|are|back|favou?r|prefer|reject"
            r"|oppose) ))?)?"
            r"(?: respectively)?"
            r"(?:,(?: or)? {N}(?: {HEAD})?,| \({N}(?: {HEAD})?\)|, in other words,)?{ASIDE}"
            r"(?: who|,)?{AUX}{ADVERB}"
            r"(?: (?:said|reported|claimed|alleged|supposed|declared) to have)? "
            r"(?P<option>{CHOSE}(?! (?:early|late|online|by post|by mail|in person)\b)"
            r"(?:(?<=voted) {D}(?= to ))?(?: \"[^\"]{2,40}\"|(?: {REST}{1,70}?)??)"
            r"|(?:said|answered) (?:[\"']?(?:yes|no)[\"']?|{C}|\"[^\"]{2,40}\")"
            r"(?: to {REST}{2,40}?)??"
            r"|(?:were|was|are|is|been|came out|went|plumped|declared themselves|be) (?:{SIDE}|{C})"
            r"|(?:went|were cast|had been cast|go|gone) (?:to|for) {REST}{2,60}?"
            r"|(?:had|have|expressed) no preference|did (?:so|the same|likewise)"
            r"|went along(?! (?:with|to)\b)|followed suit){ENDS}"
        ),
        kinds=_SHARE,
        accepts=_is_no_aside,
        is_sure=_says_more_than_were,
        examples={
            "It claimed 93% of votes in Kherson were in favour.": (
                "share in favour 93% of votes in Kherson",
            ),
            "Officials said 96.2 per cent had said yes.": ("share yes 96.2%",),
            'Officials said 99.8% of those who came out had declared themselves "for".': (
                "share for 99.8% of voters",
            ),
            "In Kirn, where 63.1 per cent turned it down, nobody cried.": (
                "share turned it down 63.1%",
            ),
            "In all, 49.42 percent of voters in Iceland elected Jan Berg.": (
                "share Jan Berg 49.42% of voters",
            ),
            "In June 97.2 per cent were said to have voted for secession.": (
                "share secession 97.2%",
            ),
            "Just 27.4 percent could warm to the idea.": ("share warm to the idea 27.4%",),
            "In Kirn nearly everybody, 96 per cent, voted Yes.": ("share Yes 96%",),
            "More than half of the voters on Iceland have told Denmark to go.": (
                "share told Denmark to go over 50% of voters",
            ),
            "Just 63 percent of the Kirners had been for the bid.": ("share bid 63%",),
            "Some 71% chose German as the first language.": ("share German about 71%",),
            "In 1979, 51.6% of those who voted wanted an assembly.": (
                "share wanted an assembly 51.6% of voters",
            ),
        },
        counter_examples=(
            "Two thirds of school buses have been cancelled.",
            "Exports to the union were 12% higher.",
            "Of those on the list 41.7 per cent were said to have voted early.",
            "The opposition party, credited with 23.2%, rejected the count.",
        ),
    ),
    Frame(
        id="share.so-did",
        form="so did P in A",
        words=r"\b(?P<option>so) (?:did|had|have) (?P<n>{P}){NOT_OF}",
        kinds=_SHARE,
        needs=r"\bso ",
        examples={
            "In Kirn 97 percent said yes. But so did 84 percent in the port.": (
                "share yes 97%",
                "share yes 84%",
            ),
        },
        counter_examples=("But so did 84 percent of prices.",),
    ),
    Frame(
        id="share.choose",
        form="P (of voters) oppose X, would back X",
        words=(
            r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V})(?: (?:counted|cast)(?: so far)?)?)?"
            r"(?: would| will)?{ADVERB}"
            r" (?P<option>say (?:{B}|[\"']?(?:yes|no)\b[\"']?)|(?:vote|choose"
            r"|opposes?|supports?|backs?|rejects?|approves? of|endorses?|favou?rs?"
            r"|prefers?"
            r"|wants?|disagrees? with|agrees? with) (?!from|for (?!{C}|{B})|to farmers|early|by"
            r"|at)(?:{REST}{1,60}?|{B}"
            r"|{C}))"
            r"{ENDS}"
        ),
        kinds={"n": "share"},  # a poll, unless it is of votes: see `kinds`
        is_sure=in_words_of_a_vote,
        examples={
            "If it came to a vote today, 54 per cent would say Yes.": ("conditional Yes 54%",),
            "On the second question, 65.2% of the votes counted so far support it.": (
                "share support it 65.2% of votes",
            ),
            "A poll found that 74 per cent of voters oppose the change and only 19 per cent "
            "support it.": (
                "poll oppose the change 74% of voters",
                "poll support it 19%",
            ),
        },
        counter_examples=("The state gives 30% support to farmers.",),
    ),
    Frame(
        id="share.first-of-two",
        form="P and P (respectively) voted for X",
        words=(
            r"(?P<n>{P}),? and {P}(?: of {V})?(?: {I})?,?(?: respectively,?)?{AUX}{ADVERB}"
            r" (?P<option>{CHOSE}(?: {REST}{1,60}?)??|(?:were|was) {SIDE}){ENDS}"
        ),
        kinds=_SHARE,
        needs="> and <",
        examples={
            "In Kirn 92.1 and 90.2% respectively voted for Jan Berg.": (
                "share Jan Berg 92.1",
                "share Jan Berg 90.2%",
            ),
        },
        counter_examples=("In Kirn 92.1 and 90.2% of homes have power.",),
    ),
    Frame(
        id="share.list",
        form="P in A and P in B voted for X",
        words=(
            r"(?P<n>{P})(?: of (?P<of>{V}))? (?P<place>{I})(?:(?:,? and|,)(?: only| just)? {P}"
            r"(?: of {V})? {I}){1,5}{AUX}{ADVERB} (?P<option>{CHOSE}(?: {REST}{1,60}?)??"
            r"|(?:were|was) {SIDE}|said (?:{B}|[\"']?(?:yes|no)[\"']?)){ENDS}"
        ),
        kinds=_SHARE,
        examples={
            "It said 93% in Kherson and 87% in Luhansk were in favour.": (
                "share in favour 93% in Kherson",
                "share in favour 87% in Luhansk",
            ),
        },
        counter_examples=("It said 93% in Kherson and 87% in Luhansk had power.",),
    ),
    Frame(
        id="share.group-chose",
        form="P of women voted for X",
        words=(
            r"(?P<n>{P}) of (?!the (?:cases|time|seats))(?:(?:[\w'-]+|<[WG]\d+>) ){1,6}?(?:who "
            r")?(?:(?:had"
            r"|have) )?(?P<option>(?:voted|backed|supported|chose|said|were) (?:for )?(?:{C}"
            r"|[\"']?(?:yes|no)[\"']?|in favou?r|against)){ENDS}"
        ),
        kinds=_SHARE,
        examples={"Some 73% of first-time voters said Yes.": ("share Yes about 73% of voters",)},
        counter_examples=("Some 73% of the seats were against the wall.",),
    ),
    Frame(
        id="share.chosen-by",
        form="X was chosen by P",
        words=(
            r"(?:(?P<option>{C})|{CLAUSE}(?:{ANYONE}, )?(?P<option_>{ANYONE}|\"[^\"<]{2,30}\"))"
            r",? (?:was|were|is|are|has been|had been|being)"
            r" (?:chosen|backed|supported|picked|preferred|favou?red|endorsed|wanted|ticked|marked)"
            r" (?:by|on){FILL} {CHOOSERS}"
        ),
        kinds=CHOOSER_KINDS,
        needs=r"\b(?:by|on) ",
        examples={
            '"Against" was marked on 1.9 per cent of the papers.': (
                "share Against 1.9% of ballots",
            ),
            "The old charter was chosen by 2.51%.": ("share old charter 2.51%",),
            'A third answer, "neither", was chosen by 52,682, or 8.7 percent.': (
                "votes neither 52,682",
                "share neither 8.7%",
            ),
        },
        counter_examples=("The firm was bought by 20% of its staff.",),
    ),
    Frame(
        id="share.found-favour",
        form="X found favour with P",
        words=(
            r"{CLAUSE}(?P<option>{C}|{ANYONE})(?:, [^,]{2,100},)? (?:found favou?r with"
            r"|met with (?:the )?(?:approval|support) (?:of|from|by|with)|won over|convinced"
            r"|persuaded)"
            r" (?:only |just )?(?P<n>{P})"
        ),
        kinds=_SHARE,
        needs="found favou?r|met with|won over|convinced|persuaded",
        examples={
            "The second question found favour with only 2.3 per cent.": (
                "share second question 2.3%",
            ),
        },
        counter_examples=("The play met with 20% fewer visitors.",),
    ),
    Frame(
        id="share.voted-by",
        form="the country voted by P to do X",
        words=(
            r"(?:voted|vote|decided|opted|chose|chosen){ASIDE} (?:by|with) (?:a (?:majority|margin"
            r"|vote) of )?{RESULT} (?P<option>(?:to|for|in favou?r|against)(?! {Q})"
            r"(?: {REST}{2,60}?)??){ENDS}"
        ),
        kinds=RESULT_KINDS,
        examples={
            "The islanders voted on Sunday by more than 95% to keep their flag.": (
                "share keep their flag over 95%",
            ),
        },
        counter_examples=("The club decided by 20% of its budget to save.",),
    ),
    Frame(
        id="share.decided-by",
        form="the plan was approved by P; the city backed it with P",
        words=(
            r"(?P<option>(?<!found )(?<!most )(?!(?:picked|chosen|preferred|wanted) by)(?:{CHOSE}"
            r"|said (?:{B}|[\"']?(?:yes|no)[\"']?)"
            r"|(?:(?<=was )|(?<=were )|(?<=been ))(?:adopted|passed|carried|defeated)"
            r"|(?:adopted|passed|carried|defeated)(?= (?:the|an?|its|his|all|both) ))"
            r"(?: {REST}{2,60}?)??),?{ASIDE} (?:with|by|by a vote of"
            r"|by a margin of|with a majority of){FILL} {CHOOSERS}"
            r"(?! (?:margin|lead|against|in favou?r|opposed|abstain|support|approval|backing|to\b))"
        ),
        kinds=CHOOSER_KINDS,
        accepts=is_no_committee,
        needs="with|by",
        examples={
            "Northport, the largest city, backed independence with 53.5%.": (
                "share backed independence 53.5%",
            ),
            "The proposal was rejected by 52,682 voters.": ("votes rejected 52,682",),
            "The constitution was approved by 64 percent of voters.": (
                "share approved 64% of voters",
            ),
        },
        counter_examples=("Output was cut with 20% of staff gone.",),
    ),
    Frame(
        id="share.for",
        form="P for X, P against",
        words=(
            r"(?P<n>{P})(?:,? (?:of|out of) (?:(?:decided|likely|certain|committed|all) )?"
            r"(?P<of>{V}))?{ASIDE} (?P<option>opposed(?=[,.;]|$| and {Q})|for (?:the )?(?:{C}"
            r"|(?!the)[a-z-]+(?: (?:[a-z-]+|{L}|{G}|{C})){0,3}?)|in favou?r(?: of {REST}{2,40}?)??"
            r"|for(?=[.,;]|$)|against(?! {Q}| (?:the )?{C}(?:'s?)? {Q}"
            r"| (?:the )?(?:us )?(?:dollar|euro|pound|mark|franc|yen"
            r"|rou?ble"
            r"|sterling|greenback)\b)(?: (?:the )?{C}| {REST}{2,40}?)??){ENDS}"
        ),
        kinds=_SHARE,
        leans=True,
        accepts=_is_nobodys,
        examples={
            "That makes 97.7 per cent for independence.": ("share independence 97.7%",),
            "In 2020 Mr Lind got 40.6% against Mr Berg.": ("share Mr Lind 40.6%",),
            "Mr Lind polled 55 per cent for the vacant seat.": ("share Mr Lind 55%",),
        },
        is_sure=in_words_of_a_vote,
        counter_examples=("The pound rose 0.8% against the euro.",),
    ),
    Frame(
        id="share.vote",
        form="a P yes vote, P approval",
        words=(
            r"(?P<n>{P}) (?P<option>(?:\"?yes\"?|\"?no\"?) (?:vote|votes)|(?:support|backing"
            r"|approval)(?: for (?:{C}|[a-z-]+(?: [a-z-]+){0,2}?))?|(?:vote|majority) (?:in "
            r"favou?r(?: of"
            r" {REST}{2,40}?)??|against(?: {REST}{2,40}?)??|(?:for|to) {REST}{2,40}?)|in "
            r"favou?r){ENDS}"
        ),
        kinds=_SHARE,
        examples={"The new law passed with 57.6% support.": ("share support 57.6%",)},
        counter_examples=("The state gives 30% support to farmers.",),
    ),
    Frame(
        id="share.place-item",
        form="Izmir: P No",
        words=(
            r"(?:^|[;,.•*-] )(?P<place>{L}) ?(?::|-|,) ?(?P<n>{P}) (?P<option>{B}|yes|no)"
            r"(?=[.,;]|$)"
        ),
        kinds=_SHARE,
        examples={"Izmir: 68.8% No.": ("share No 68.8% in Izmir",)},
        counter_examples=("Izmir: 68.8% of homes.",),
    ),
    Frame(
        id="share.backing",
        form="P support for X, a P Yes vote",
        words=r"(?P<n>{P}) (?P<option>{B}|{C})(?=[.,;]|$| and | in )",
        kinds=_SHARE,
        accepts=_is_backing,
        examples={"Organisers announced a 97 per cent Yes vote.": ("share Yes 97%",)},
        counter_examples=("He owns 20 per cent Anna Berg, 80 per cent Jan Berg.",),
    ),
)
