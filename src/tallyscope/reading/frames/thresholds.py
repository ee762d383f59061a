"""What a result has to reach: needed shares, quorums, hurdles."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame, never
from tallyscope.reading.marking import Marked
from tallyscope.statement import Kind

_THRESHOLD: dict[str, Kind] = {"n": "threshold"}

_SMALL = 20  # votes; our choice: fewer are those of an assembly or a committee


def _is_no_assembly(marked: Marked, match: re.Match[str]) -> bool:
    mention = marked.mention(match["n"])
    return mention.sort != "count" or (mention.quantity.value or 0) >= _SMALL


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="threshold.quota",
        form="the quota is half of the votes plus one, or N",
        words=(
            r"\bquota (?:is|was|of|stood at|came to|has been set at) (?P<n>{Q})"
            r"(?: of (?P<of>{V}))?(?:(?: plus one)?,? or (?P<m>{N}))?"
        ),
        kinds={"n": "threshold", "m": "threshold"},
        needs="quota",
        examples={
            "The quota is half of the valid votes plus one, or 721,350.": (
                "threshold half of valid",
                "threshold 721,350 votes",
            ),
        },
        counter_examples=("The quota is for 12 women.",),
    ),
    Frame(
        id="threshold.needs",
        form="X needs P of the votes",
        words=(
            r"(?:(?P<option>{B})(?: (?:would have|would|must|also|still)){0,2} )?(?:(?:needs?"
            r"|needed|needing|requires?|required|requiring|demands?|demanded|stipulates?"
            r"|prescribes?|to pass|to be valid|"
            r"(?:must|have to|had to|has to) (?:get|win|take|secure|reach|vote|be(?! content| "
            r"satisfied| happy)|receive|back"
            r"|approve|turn out|exceed|obtain|clear|pass))\b(?: (?!voted"
            r"|said|be content|be satisfied|settle|make do|reckon|wait)"
            r"(?:(?!, (?:and|but) )[^.;:()\"<]){0,50}?)?[,:]?"
            r"|(?:short|shy) of(?: the| a| its)?)"
            r" (?P<n>{P}|{N}(?= (?:of )?(?:{V}|more|votes)))(?: (?:of|out of) (?P<of>{V}|(?:the "
            r"|its |all )?(?:members|shareholders|population)))?"
            r"(?! of (?!{V}))(?: (?P<option_>in favou?r|against))?"
        ),
        kinds=_THRESHOLD,
        accepts=_is_no_assembly,
        needs=(
            r"need|requir|demand|stipulat|prescrib|must|ha(?:s|ve|d) to|to pass|to be valid"
            r"|short of|shy of"
        ),
        examples={
            "A candidate needs more than 50% of the votes to win outright.": (
                "threshold over 50% of votes",
            ),
            "The board needs two thirds of the replies in favour.": (
                "threshold in favour 66.67% of ballots",
            ),
        },
        counter_examples=(
            "It had to close, with 30 people in the hall.",
            "The offer fell short of inflation, now at 5.1%.",
            "He needs two-thirds of the 120 deputies.",
        ),
    ),
    Frame(
        id="threshold.must",
        form="P of the voters must take part",
        words=(
            r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V}))?(?:,(?: or)? (?P<m>{N})(?: {HEAD})?,)?"
            r"(?: in favou?r)? (?:would have (?:sufficed"
            r"|been enough)"
            r"|would suffice|suffices|must|have to|has to|need to|needs to"
            r"|would have had to|would have to|would need to|had to)\b"
        ),
        kinds={"n": "threshold", "m": "threshold"},
        needs=r"must|ha(?:s|ve|d) to|needs? to|would have|suffice",
        examples={
            "For the vote to count, 40 percent of voters must take part.": (
                "threshold 40% of voters",
            ),
            "A quarter of all voters, about 5 million people, must say yes.": (
                "threshold A quarter of voters",
                "threshold about 5 million",
            ),
        },
        counter_examples=("They must close, since 40 percent of guests left.",),
    ),
    Frame(
        id="threshold.if-turnout",
        form="only valid if turnout exceeds P",
        words=(
            r"(?:if|unless|provided|as long as)(?: the| voter)? (?:turnout|participation)"
            r" (?:exceeds|is|reaches|passes|tops|falls below|hits|was|reached)(?: at)? (?P<n>{P})"
        ),
        kinds=_THRESHOLD,
        examples={
            "The referendum is only valid if turnout exceeds 50%.": ("threshold over 50%",),
        },
        counter_examples=("He asked if turnout would fall. It was 50%.",),
    ),
    Frame(
        id="threshold.if-anybody",
        form="if nobody passes P; if a candidate has more than P",
        words=(
            r"(?:\b(?:if|unless|should|once|as soon as)(?: <C\d+>| (?:an?|any|one|no|some|the)"
            r" (?:single )?(?:{C}|candidates?|party|list|side|option|answer|ticket|proposal|one)"
            r"|,? (?:nobody|neither|none|anybody|anyone|either|they|it))(?: of (?:them|the two))?"
            r"|(?:<C\d+>|\bcandidate) no one) (?:should |manages? to |can |does(?: not|n't) "
            r"|fails? to"
            r" )?(?:gets?|wins?|has|have|pass(?:es)?|clears?|reach(?:es)?|tops?|exceeds?|takes?"
            r"|receives?|secures?|polls?|crosses|obtains?|makes? up|commands?)"
            r"(?: (?:the (?:support|backing|approval|votes) of))? (?P<n>{P})"
            r"(?:,? (?:of|out of) (?P<of>{V}))?(?! of (?!{V}|it\b))"
        ),
        kinds=_THRESHOLD,
        examples={
            "If nobody clears 50 per cent, there will be a run-off.": ("threshold 50%",),
            "A run-off is avoided if a candidate has more than 45 per cent of the vote.": (
                "threshold over 45% of votes",
            ),
            "The governor must act if one answer gets the support of at least a quarter of the"
            " electorate.": ("threshold at least a quarter of registered",),
        },
        counter_examples=(
            "If a candidate has 45 per cent of the shares, nobody cares.",
            "A candidate has more than 45 per cent of the vote.",
        ),
    ),
    Frame(
        id="threshold.if-so-many",
        form="valid only if P take part; unless P say yes",
        words=(
            r"\b(?:if|unless|when|provided(?: that)?|as long as)(?: only)? (?P<n>{P})"
            r"(?:,? (?:of|out of) (?P<of>{V}))? (?:take part|turn out|vote\b|participate|cast"
            r" (?:a |their )?(?:ballots?|votes?|{VOTES})|say (?:yes|no|{B})|approve|agree"
            r"|support it"
            r"|back it|sign)\b"
        ),
        kinds=_THRESHOLD,
        needs="if|unless|when|provided|as long as",
        examples={
            "The vote is binding only if more than 30 per cent take part.": ("threshold over 30%",),
            "It counts unless half of the voters say no.": ("threshold half of voters",),
        },
        counter_examples=("It counts if 30 per cent of guests take part.",),
    ),
    Frame(
        id="threshold.if-less",
        form="he would resign if X got less than P",
        words=(
            r"\b(?:if|unless|should|were) (?:{C}|{V}|{TURNOUT}|it|they|he|she|support)(?: to)?"
            r" (?:got|get|won|win|received|receive|took|take|fell|fall|reached|reach|polled|poll"
            r"|secured|secure|came|come)(?: in| to)? (?P<n>{P})(?:,? (?:of|out of) (?P<of>{V}))?"
            r"(?! of (?!{V}))"
        ),
        kinds=_THRESHOLD,
        accepts=lambda marked, match: marked.mention(match["n"]).quantity.comparator != "=",
        is_sure=never,
        examples={
            "He had promised to resign if Yes got less than 40 per cent.": ("threshold under 40%",),
        },
        counter_examples=("He will be glad if Yes got 40 per cent.",),
    ),
    Frame(
        id="threshold.valid-if",
        form="was to be valid if P took part; automatic when fewer than P separate them",
        words=(
            r"\b(?:valid|binding|counts?|counted|stands?|passe[sd]|automatic|held|required"
            r"|triggered)"
            r"(?: only)? (?:if|when|where|unless) (?P<n>{Q})(?:,? (?:of|out of) (?P<of>{V}))?"
            r"(?:(?!<[PNX])[^.;:()\"]){0,40}? (?:took part|voted|turned out|participated|separates?"
            r"|separated|approved|said yes)\b"
        ),
        kinds=_THRESHOLD,
        accepts=_is_no_assembly,
        examples={
            "The vote was to be valid if more than half of the citizens in the lists took part.": (
                "threshold over half of registered",
            ),
            "A recount is automatic when fewer than 0.1 per cent of valid votes separate them.": (
                "threshold under 0.1% of valid",
            ),
        },
        counter_examples=("It passed when 40 per cent of guests left.",),
    ),
    Frame(
        id="threshold.nobody",
        form="because nobody reached P",
        words=(
            r"\b(?:neither|nobody|no ?one|none|no (?:single )?(?:candidate|party|side|ticket|list"
            r"|option))(?: of (?:them|the [a-z]+))?(?: has| had)? (?:reached|passed|cleared|crossed"
            r"|topped|exceeded|surpassed) (?P<n>{P})(?: of (?P<of>{V}))?(?=[,.;]|$| and| in)"
        ),
        kinds=_THRESHOLD,
        needs="neither|nobody|no ?one|none|no ",
        examples={"Because neither reached 50%, there is a run-off.": ("threshold 50%",)},
        counter_examples=("Neither reached 50% of the summit.",),
    ),
    Frame(
        id="threshold.required",
        form="the P that is required",
        words=(
            r"(?P<n>{P})(?: (?:of (?:the )?)?(?:(?P<of>{V})|votes|support|turnout|approval"
            r"|majority|yes"
            r"|in favou?r)){0,2}(?:,? (?:that |which )?(?:(?!- )(?:(?!<[PNX]| - "
            r")[^.;:()\"]){0,50}? )?"
            r"(?:is|was|were|are|had|has))? (?:required|needed|necessary|demanded|stipulated"
            r"|set as)\b"
        ),
        kinds=_THRESHOLD,
        needs="required|needed|necessary|demanded|stipulated|set as",
        examples={
            "It was just above the 55 per cent that the European Union had required.": (
                "threshold 55%",
            ),
            "That is 64.4 per cent, and two thirds were required.": ("threshold 66.67%",),
        },
        counter_examples=("Turnout was 53.8 per cent - no quorum was needed.",),
    ),
    Frame(
        id="threshold.demanded-by",
        form="the P that the law demands",
        words=(
            r"(?P<n>{P})(?: (?:of|out of) (?P<of>{V}))?,? (?:that|which)? ?(?:the|its|a|<[ACL]\d+>)"
            r"[^.;:()\"<]{0,40}?(?:<[AC]\d+>)?[^.;:()\"<]{0,20}? (?:requires?|required|demands?"
            r"|demanded|prescribes?|stipulates?|needs?|needed|calls? for|lays? down|sets?)\b"
        ),
        kinds=_THRESHOLD,
        needs="requir|demand|prescrib|stipulat|need|call|lays? down|sets?",
        examples={
            "No option passed the 50 per cent that the Plebiscite Act demands.": ("threshold 50%",),
        },
        counter_examples=("He lost 50 per cent that the man had.",),
    ),
    Frame(
        id="threshold.of",
        form="a threshold of P",
        words=(
            r"(?:threshold|quorum|hurdle|barrier|bar|minimum|requirement|mark|(?:minimum|required"
            r"|necessary) (?:{TURNOUT}|share)|absolute majority)s?(?: for "
            r"(?:[^.;:()\"<]|<[ABCL]\d+>){2,30})?"
            r"(?: (?:of|is|was|at|stood at|set at|being|had been set at)){1,2} (?P<n>{Q})"
        ),
        kinds=_THRESHOLD,
        examples={
            "The law lays down a minimum turnout of 30 per cent.": ("threshold 30%",),
            "There is a turnout threshold of 40 percent.": ("threshold 40%",),
            "The threshold for entering the Senate is 5%.": ("threshold 5%",),
            "He passed the absolute majority of 14,402 votes.": ("threshold 14,402 votes",),
        },
        counter_examples=("The bar sold 40 percent more beer.",),
    ),
    Frame(
        id="threshold.named",
        form="the P threshold",
        words=(
            r"(?P<n>{Q})[ -](?:(?:turnout|participation|voter|vote|electoral|minimum) )?"
            r"(?:threshold|quorum|hurdle|barrier|bar|requirement|mark|rule)\b"
        ),
        kinds=_THRESHOLD,
        examples={
            "The referendum fell short of the 50 percent turnout threshold.": ("threshold 50%",),
        },
        counter_examples=("The party got 50 percent of the seats.",),
    ),
    Frame(
        id="threshold.to-be-valid",
        form="P for the result to be valid",
        words=(
            r"(?P<n>{Q}) (?:turnout|participation|of (?P<of>{V}))?,? ?(?:for|to)"
            r" (?:the (?:result|vote|referendum|ballot) to be|be) (?:valid|binding)"
        ),
        kinds=_THRESHOLD,
        examples={
            "The law asks for 50% turnout for the result to be valid.": ("threshold 50%",),
        },
        counter_examples=("He had 50% of a valid ticket.",),
    ),
)
