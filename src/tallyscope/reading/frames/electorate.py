"""Who voted and who could, in numbers."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame, at_least
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

_PARTICIPANTS: dict[str, Kind] = {"n": "participants"}
_REGISTERED: dict[str, Kind] = {"n": "registered"}
_BOTH: dict[str, Kind] = {"n": "participants", "n2": "registered"}

CAN_VOTE = Pattern(
    r"registered|eligible|electorate|electors|enrolled|entitled|\b(?:list|roll|register)s?\b"
    r"|right to"
)


def can_vote(marked: Marked, match: re.Match[str]) -> bool:
    """Tell whether the words of a group are those of an electorate."""
    return bool(CAN_VOTE.search(marked.words(*match.span("of")).lower()))


_FEW = 20  # our choice: fewer than this are no electorate


def _are_all_voters(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a count is told of voters, and not of people, and is large enough."""
    mark = match["n"] or match["n_"]
    of = marked.words(*match.span("of")).lower() if match["of"] else "voters"
    is_large = (marked.mention(mark).quantity.value or 0) >= _FEW
    return is_large and bool(re.match(r"(?:the )?(?:[a-z]+ )?(?:voters|electors)$", of))


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="electorate.share-of-n",
        form="P of the country's N voters took part",
        words=(
            r"(?P<n>{P}) of (?:(?:the|its|their|all|some|about|<[LG]\d+>(?:'s)?|[a-z]+'s) ){0,2}"
            r"(?P<m>{N}) (?:{HEAD}|<E\d+>|{REGISTERED}|{ROLL})(?:(?!<[PNX]| said | told "
            r")[^.;:,()\"]){0,40}?{AUX}{ADVERB}"
            r" (?:{DID}|did(?=[,.;]|$| so\b))"
        ),
        kinds={"n": "turnout", "m": "registered"},
        needs=r"<P\d+> of .*<N",
        examples={
            "About 94 per cent of the island's five million voters turned out.": (
                "turnout about 94% of registered",
                "registered five million",
            ),
        },
        counter_examples=("About 94 per cent of the five million cars turned out fine.",),
    ),
    Frame(
        id="electorate.or-share",
        form="N people, or P of those on the register",
        words=(
            r"(?P<n>{N})(?: {HEAD})?, or (?P<n2>{P}) of (?P<of>(?:the )?(?:<W\d+>|electorate"
            r"|(?:electoral )?(?:roll|register))(?: {ROLL})?)"
            r"(?=[.,;]|$)"
        ),
        kinds={"n": "participants", "n2": "turnout"},
        needs=", or ",
        examples={
            "It was about 3.2 million, or 58% of those on the register.": (
                "participants about 3.2 million",
                "turnout 58% of registered",
            ),
        },
        counter_examples=("It was 3.2 million, or 58% of the budget.",),
    ),
    Frame(
        id="electorate.n-of-n-registered",
        form="N out of N registered",
        words=(
            r"(?P<n>{N})(?: {HEAD})? (?:of|out of)(?: (?:the|its|some"
            r"|about))? (?P<n2>{N})(?: {HEAD})?"
            r" (?:registered|eligible|enrolled|on the)\b"
        ),
        kinds=_BOTH,
        examples={
            "Turnout was low: 20.6 million out of 53.4 million registered.": (
                "participants 20.6 million",
                "registered 53.4 million",
            ),
            "It was 79,428 people out of 103,840 on the register.": (
                "participants 79,428",
                "registered 103,840",
            ),
        },
        counter_examples=("It closed 20 of 53 shops on the coast.",),
    ),
    Frame(
        id="electorate.of-them-voted",
        form="N of the voters took part",
        words=(
            r"(?P<n>{N})(?: {HEAD})? (?:of|out of) {V}(?: of {L})?{ASIDE}{AUX}{ADVERB}"
            r" (?:{DID}|voted)"
        ),
        kinds=_PARTICIPANTS,
        examples={
            "Some 306,000 of 389,000 registered voters took part.": (
                "participants about 306,000",
                "registered 389,000",
            ),
            "Two million people out of 5.4 million eligible voters took part.": (
                "participants Two million",
                "registered 5.4 million",
            ),
        },
        counter_examples=("Some 306 of the voters were ill.",),
    ),
    Frame(
        id="electorate.n-of-n",
        form="N of the N eligible took part",
        words=(
            r"(?P<n>{N}) (?:of|out of|from)"
            r"(?: (?:the|its|their|all|a total of|some|[a-z]+'s|<L\d+>'s))* (?P<n2>{N})"
            r"(?: {HEAD}| {REGISTERED}| (?:people|those) {REGISTERED}| {ROLL}){1,2}"
            r"(?: (?:at|in|on|from) [^.;:,()\"<]{2,30}?)?(?: who)?{AUX}{ADVERB} (?:{DID}|voted)"
        ),
        kinds=_BOTH,
        examples={
            "Some 13 million of the 34.9 million eligible voted.": (
                "participants about 13 million",
                "registered 34.9 million",
            ),
        },
        counter_examples=("Two of the 14 members went home.",),
    ),
    Frame(
        id="electorate.of-n-share",
        form="of the island's N voters P took part",
        words=(
            r"\bof (?:(?:the|its|their|<[LG]\d+>(?:'s)?|[a-z]+'s) ){1,2}(?P<n>{N}) (?:{HEAD}"
            r"|<E\d+>)"
            r"[^.;:<]{0,30}?,?(?: only| just| some)? {P}{AUX}{ADVERB} {DID}"
        ),
        kinds=_REGISTERED,
        needs="of ",
        examples={
            "Of the island's 52,300 voters 75.1 per cent cast a ballot.": (
                "registered 52,300",
                "turnout 75.1%",
            ),
        },
        counter_examples=("Of the island's 52,300 cars 75.1 per cent turned out fine.",),
    ),
    Frame(
        id="electorate.of-n-n",
        form="of N who could, N voted",
        words=(
            r"\bof (?:the |its |their |some |a total of )?(?:(?:[a-z]+|<[LG]\d+>)'s )?(?:some "
            r"|about )?(?P<n2>{N})(?: (?:{HEAD}|{REGISTERED}|{ROLL}|(?:that|who) [^,]{2,40}"
            r"|entitled to vote)){0,3},? (?:a total of |only |just |some )?(?P<n>{N})(?: "
            r"{HEAD})?{AUX}{ADVERB} {DID}"
        ),
        kinds=_BOTH,
        examples={
            "Of 840 households that got a form, 602 sent it back.": (
                "registered 840 households",
                "participants 602 households",
            ),
        },
        counter_examples=("Of 840 households, 602 have a car.",),
    ),
    Frame(
        id="electorate.of-them-came",
        form="of N on the list, N came",
        words=r"\bof {V},? (?:only |just |some )?(?P<n>{N})(?: {HEAD})?{AUX} (?:came|did)\b",
        kinds=_PARTICIPANTS,
        examples={
            "Of 2,204 people on the roll 1,640 came.": ("registered 2,204", "participants 1,640"),
            "Of 10.2 lakh voters, nearly 68 per cent turned out.": (
                "registered 10.2 lakh",
                "turnout about 68%",
            ),
        },
        counter_examples=("Of the voters on the roll some came.",),
    ),
    Frame(
        id="electorate.of-cast",
        form="of N ballots cast, ...",
        words=(
            r"\bof (?:the |a total of )?(?P<n>{N}) {VOTES}(?: (?:handed in|returned|counted"
            r"|received))?(?:{ASIDE}|[^,.;<]{0,40}),"
        ),
        kinds=_PARTICIPANTS,
        needs=r"\bof ",
        examples={
            "It was a majority of the 181,067 ballots cast in May, he said.": (
                "participants 181,067 votes",
            ),
        },
        counter_examples=("Of 12 seats he lost in the house, two mattered.",),
    ),
    Frame(
        id="electorate.among-cast",
        form="among N ballots",
        words=r"\bamong (?:the |some |about )?(?P<n>{N}) {VOTES}",
        kinds=_PARTICIPANTS,
        examples={"They were few among 13 million ballots.": ("participants 13 million votes",)},
        counter_examples=("They were few among 13 million people.",),
    ),
    Frame(
        id="electorate.registered-voters",
        form="N registered voters",
        words=(
            r"(?P<n>{N}) (?:of the )?(?:[a-z]+ )?(?:registered|eligible|enrolled|qualified)"
            r"(?: (?:voters|electors|people|citizens|members|{G})|(?=[,.;]|$))"
        ),
        kinds=_REGISTERED,
        examples={"It had 24,300 people registered.": ("registered 24,300",)},
        counter_examples=("The firm has 300 registered patents.",),
    ),
    Frame(
        id="electorate.registered-group",
        form="N newly registered voters",
        words=(
            r"(?P<n>{N}) (?!of |out )(?:[a-z-]+ ){0,2}(?P<of>{V})"
            r"(?! (?:took|cast|went|did|came|turned|said|(?:had |have )?{CHOSE}))"
        ),
        kinds=_REGISTERED,
        accepts=can_vote,
        examples={"The island has 24,300 newly registered voters.": ("registered 24,300",)},
        counter_examples=("The island has 24,300 female voters.",),
    ),
    Frame(
        id="electorate.of-those",
        form="N of the N on the roll",
        words=r"(?P<n>{N}),? (?:of|out of) (?P<of>{V})(?=[.,;:)]|$)",
        kinds=_PARTICIPANTS,
        accepts=can_vote,
        examples={
            "It was only 1.4 million of 3.5 million people on the lists.": (
                "participants 1.4 million",
                "registered 3.5 million",
            ),
        },
        counter_examples=("It was only 1.4 million of the women.",),
    ),
    Frame(
        id="electorate.sent-to",
        form="ballot papers were sent to N",
        words=(
            r"(?:papers?|ballots?|forms|{V}) (?:had been|were|was|have been) (?:sent|posted|mailed"
            r"|issued|distributed)(?: out)? to (?P<n>{N})(?: {HEAD}|(?=[.,;]|$))"
        ),
        kinds=_REGISTERED,
        examples={
            "Ballot papers had been sent to 1,913 people.": ("registered 1,913",),
        },
        counter_examples=("The papers were sent to 5 addresses.",),
    ),
    Frame(
        id="electorate.able",
        form="N expatriates were able to vote",
        words=r"(?P<n>{N})(?: [a-z]+){1,3} (?:were|are|was) (?:able|entitled|eligible) to vote",
        kinds=_REGISTERED,
        accepts=at_least(_FEW),
        needs="to vote",
        examples={
            "Around 1.4 million expatriates were able to vote.": ("registered about 1.4 million",)
        },
        counter_examples=(
            "Around 1.4 million expatriates came to stay.",
            "People in three time zones were eligible to vote.",
        ),
    ),
    Frame(
        id="electorate.entitled",
        form="N people were entitled to vote, were on the list",
        words=(
            r"(?P<n>{N})(?: (?:of )?{HEAD}|(?= who (?:are|were|had))"
            r"|(?= (?:are|were|had been) (?:entitled|eligible|registered|enrolled|allowed))"
            r"|(?= (?:may|can|could) vote\b))"
            r"(?: abroad| {I}| (?:in|from|on) (?:[a-z-]+|<[NL]\d+>)(?: [a-z-]+){0,2})?,?(?: (?:who"
            r"|that))?(?: (?:are|were|had been"
            r"|have been|is|was|have|had))? (?:the right to vote|a (?:vote\b|{VOTES})|registered"
            r"|eligible|entitled|enrolled|qualified|called (?:on |upon )?to (?:vote|the polls|cast)"
            r"|able to vote|(?:may|can|could|may "
            r"have|could have|might have) (?:vote|voted)|{ROLL})\b(?! parties)"
        ),
        kinds=_REGISTERED,
        needs=r"to vote|a vote\b|(?:ha[ds]|have) (?:a|the) |registered|eligible|entitled|enrolled"
        r"|qualified|called|may|can"
        r"|could|on the",
        examples={
            "Nearly 205 million people in three time zones were eligible to vote.": (
                "registered about 205 million",
            ),
            "Around 21 million Venezuelans were registered.": ("registered about 21 million",),
            "Some 4.26 million people may vote.": ("registered about 4.26 million",),
            "It has 24,000 inhabitants, of whom 18,300 may vote.": ("registered 18,300",),
        },
        counter_examples=("Some 300 people were called home.",),
    ),
    Frame(
        id="electorate.of",
        form="an electorate of N, a voter list with N names",
        words=(
            r"(?:(?:electorate|(?:electoral|voter|voters') (?:list|roll|register)s?|\brolls?"
            r"|\bregisters?|(?:registered|eligible) (?:voters|electors))(?: {I})?(?: (?:of|is|was"
            r"|has|had|numbers?|numbered|contains?|included?s?|lists?|holds?|totals?|totalled"
            r"|stood at|contained|held|counts?|counted|names|with|put at|carr(?:y|ies|ied)|bears?"
            r"|runs? to|comprises?)){1,2}(?: a total of)? (?P<n>{N})"
            r"|\blists? (?:of voters )?(?:contains?|contained|holds?|held|has|have|had"
            r"|carr(?:y|ies|ied)|bears?|with|shows?|runs? to) (?P<n_>{N}) (?:names|voters|electors"
            r"|citizens))"
        ),
        kinds={**_REGISTERED, "n_": "registered"},
        needs="electorate|list|roll|register|voters|electors",
        examples={
            "The island has an electorate of 24,300.": ("registered 24,300",),
            "The register holds 2.3 million names.": ("registered 2.3 million",),
            "The register carries 2.63 million names.": ("registered 2.63 million",),
            "The lists contain 214,600 names.": ("registered 214,600",),
            "The electoral roll contains 4,812,331 names.": ("registered 4,812,331",),
        },
        counter_examples=("The price list has 300 entries.",),
    ),
    Frame(
        id="electorate.its-voters",
        form="half of the country's N voters, N names on the list",
        words=(
            r"(?:(?:(?:[a-z]+|<[LGE]\d+>)(?:'s|')|its|their|of the) (?P<n>{N}) (?P<of>{V})"
            r"(?=[.,;]|$| (?!who)[a-z]+)"
            r"|(?P<n_>{N}) (?:names|people|<W\d+>)(?: (?:stood|stand|were|are|appear(?:ed)?))?"
            r" on (?:it|(?:the|its|their) (?:common |electoral |voters'? )?(?:lists?|registers?"
            r"|rolls?))\b)"
        ),
        kinds={**_REGISTERED, "n_": "registered"},
        accepts=_are_all_voters,
        examples={
            "A third of the islands' 1.16 million voters live in their towns.": (
                "registered 1.16 million",
            ),
            "There were 3,940 voters on its register.": ("registered 3,940",),
            "When the list of voters came out, there were 86,386 names on it.": (
                "registered 86,386",
            ),
        },
        counter_examples=(
            "A third of the islands' 1.16 million people live in their towns.",
            "There were 12 names on the door.",
        ),
    ),
    Frame(
        id="electorate.votes-out-of",
        form="by N votes out of N",
        words=r"{N} {VOTES} (?:out )?of(?: (?:a total of|the|some))? (?P<n>{N})(?=[.,;]|$| cast\b)",
        kinds=_PARTICIPANTS,
        accepts=at_least(_FEW),
        needs=" of ",
        examples={
            "The recount gave Jan Berg the seat by 27 votes out of 19,100.": (
                "margin Jan Berg 27",
                "participants 19,100",
            ),
        },
        counter_examples=("He won by 27 votes out of 15.",),
    ),
    Frame(
        id="electorate.took-part",
        form="N people took part, N ballots were cast",
        words=(
            r"(?P<n>{N})(?: (?:of )?{HEAD})?{ASIDE}(?: who)?{AUX}{ADVERB}"
            r" (?:{DID}|voted (?:early|by (?:post|mail)|online)\b|did so|came back"
            r"|been cast|cast(?! {VOTES} (?:for|against))|handed in"
            r"|returned"
            r"|received)"
            r"(?! (?:for|in favou?r|against|to|by (?:the|<A)|(?:an? )?(?:blank|spoil(?:ed|t)|void"
            r"|empty|invalid))\b)"
        ),
        kinds=_PARTICIPANTS,
        examples={
            "A total of 541,093 people took part.": ("participants 541,093",),
            "Of the ballot papers 1,192 came back.": ("participants 1,192",),
            "Some 541,000 had already voted early.": ("participants about 541,000",),
            "She noted that 54,300 had come out to the advance polls.": ("participants 54,300",),
            "More than 2.3 million ballots were cast.": ("participants over 2.3 million votes",),
        },
        counter_examples=(
            "About 120 people were hurt.",
            "Some 300 people voted for the plan.",
            "Some 170 people handed in a blank ballot.",
        ),
    ),
)
