"""Shares and votes of an option: "P of the votes were in favour", "X won with P", "P (N votes)"."""

from __future__ import annotations

import re

from tallyscope.reading.frames.frame import Frame
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.statement import Kind

_OF = r"(?:,? (?:of|out of|among|from) (?P<of>{V}))"
_NOT_OF = (
    r"(?! (?:of|turnout|participation|threshold|quorum|hurdle|barrier|chance|probability|inflation|tax"
    r"|tariff|interest|stake|growth|rise|increase|cut|drop|fall|decline|swing|discount|pay|wage|margin"
    r"|lead|unemployment|higher|lower|more|less|fewer|up|down|off|above|below|points?|on the|on average"
    r"|needed|required|mark|counted|reporting|to \$|a year|since|from a year)\b)"
)
# a share, or a count that is said to be of votes
_RESULT = rf"(?:(?P<n>{{P}})(?:{_OF}|{_NOT_OF})|(?P<m>{{N}}) (?:of )?{{VOTES}}(?! (?:more|fewer|ahead|short|behind)))"
_KINDS: dict[str, Kind] = {"n": "share", "m": "votes"}
_OPTIONS = {"n": "option|option_", "m": "option|option_"}

_VOTE_WORDS = re.compile(
    r"\b(?:vot(?:e|es|ed|ers|ing)|elect\w*|ballots?|polls?|turnout|part(?:y|ies)|candidates?|referend\w+|presiden\w+"
    r"|coalition|bloc|count(?:ed|ing)?|run-?off|seats|majority|round|race|opposition|incumbent|support)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^(?:Mr|Mrs|Ms|Dr|President|Prime Minister)\b|^[A-Z][\w'-]+ [A-Z][\w. '-]+$")


def _in_words_of_a_vote(marked: Marked, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of a vote, or the option is a side or a person."""
    named = match.groupdict().get("option") or ""
    if named.startswith("<B") or match.groupdict().get("of"):
        return True
    person = named and _PERSON.match(marked.words(*match.span("option")))
    return bool(person or _VOTE_WORDS.search(marked.plain))


_BACKING = re.compile(r"^(?:the )?(?:support|backing|approval|votes?) (?:for|in favou?r of)")


def _is_backing(marked: Marked, match: re.Match[str]) -> bool:
    """Whether words behind a number are a side of the vote or "support for X"."""
    named = match.groupdict().get("option2") or ""
    if not named or named.startswith("<B"):
        return True
    return bool(_BACKING.match(marked.words(*match.span("option2"))))


FRAMES: tuple[Frame, ...] = (
    Frame(
        id="share.chose",
        form="P (of the votes) voted for X / were in favour / backed X",
        pattern=grammar(
            r"(?P<n>{P})(?:(?:,? (?:of|out of|among|from))? (?P<of>{V})(?: by {C}|(?:(?!<[PNX]| said | told | believed | expected )[^.;:,()\"]){0,60}?(?= (?:have|has|had) ))?)?{ASIDE}(?: who)?{AUX}{ADVERB} "
            r"(?P<option>{CHOSE}(?! (?:early|late|online|by post|by mail|in person)\b)(?: \"[^\"]{2,40}\"|(?: {REST}{1,70}?)??)|(?:said|answered) (?:[\"']?(?:yes|no)[\"']?|{C})(?: to {REST}{2,40}?)??"
            r"|(?:were|was|are|is|came out|went|plumped|declared themselves|be) (?:{SIDE}|{C})|(?:went|were cast|cast|go|gone) (?:to|for) {REST}{2,60}?"
            r"|(?:had|have|expressed) no preference|did (?:so|the same)){ENDS}"
            r"|(?P<n2>{P}) of (?!the (?:cases|time|seats))(?:[\w'-]+ ){1,6}?(?:who )?(?:(?:had|have) )?(?P<option2>(?:voted|backed|supported|chose|said|were) (?:for )?(?:{C}|[\"']?(?:yes|no)[\"']?|in favou?r|against)){ENDS}"
        ),
        needs=re.compile(r"<P"),
        kinds={"n": "share", "n2": "share"},
        examples={
            "It claimed 93% of votes in Kherson were in favour.": ("share in favour 93%",),
            "Officials said 96.2 per cent had said yes.": ("share yes 96.2%",),
            "Some 71% chose German as the first language.": ("share German about 71%",),
            "In 1979, 51.6% of those who voted wanted an assembly.": (
                "share wanted an assembly 51.6%",
            ),
        },
        counter_examples=(
            "Two thirds of school buses have been cancelled.",
            "Seven of the nine members of the committee voted for the rise.",
            "Exports to the union were 12% higher.",
        ),
    ),
    Frame(
        id="share.won",
        form="X won (with) P",
        pattern=grammar(
            r"(?:(?P<option>{C})|{CLAUSE}(?P<option_>{ANYONE}|he|she|they|it))(?: (?:party|alliance|bloc))?,?"
            r"{ADVERB}{AUX}{ADVERB} {WON}{ASIDE}{FILL} " + _RESULT
        ),
        kinds=_KINDS,
        options=_OPTIONS,
        is_sure=_in_words_of_a_vote,
        examples={
            "The independence bloc took 55.5 per cent of the vote on Sunday.": (
                "share independence bloc 55.5%",
            ),
            "His main challenger, Anna Nowak, took 9.9 per cent.": ("share Anna Nowak 9.9%",),
            "Mr Smith had taken more than 70% of the vote.": ("share Mr Smith over 70%",),
        },
        counter_examples=(
            "The company won 60% of the contract.",
            "The army took 12% of the region.",
            "The currency lost 15% of its value.",
        ),
    ),
    Frame(
        id="share.chosen-by",
        form="X was chosen by P",
        pattern=grammar(
            r"(?:(?P<option>{C})|{CLAUSE}(?P<option_>{ANYONE})) (?:was|were|is|are|has been|had been|being)"
            r" (?:chosen|backed|supported|picked|preferred|favou?red|endorsed|wanted) by " + _RESULT
            + r"|{CLAUSE}(?P<option2>{C}|{ANYONE})(?:, [^,]{2,100},)? (?:found favou?r|met with approval|met with support) with (?:only |just )?(?P<n2>{P})"
        ),
        needs=re.compile(r"\bby\b|favou?r|met with"),
        kinds={**_KINDS, "n2": "share"},
        options={**_OPTIONS, "n2": "option2"},
        examples={
            "A return to the old charter was chosen by 2.51%.": (
                "share return to the old charter 2.51%",
            ),
        },
        counter_examples=("The firm was bought by 20% of its staff.",),
    ),
    Frame(
        id="share.adopted",
        form="the plan was approved / rejected by P; voters backed it with P",
        pattern=grammar(
            r"(?P<option>(?<!found )(?:{CHOSE}|said (?:{B}|[\"']?(?:yes|no)[\"']?)|adopted|passed|carried|defeated|thrown out|threw out)(?: {REST}{2,60}?)??)"
            r",?{ASIDE} (?:with|by|by a vote of|by a margin of|with a majority of){FILL} "
            + _RESULT
            + r"(?! (?:margin|lead))"
        ),
        kinds=_KINDS,
        options=_OPTIONS,
        examples={
            "Northport, the largest city, backed independence with 53.5%.": (
                "share backed independence 53.5%",
            ),
            "The constitution was approved by 64 percent of voters.": ("share approved 64%",),
        },
        counter_examples=("Output was cut with 20% of staff gone.",),
    ),
    Frame(
        id="share.stood",
        form="X was on P, X had P",
        pattern=grammar(
            r"(?P<option>{C})(?:(?:'s|') (?:vote share|share(?: of {V})?|support|score|tally|vote|{VOTES}))?(?: (?:party|alliance|bloc|itself|alone))?,?{AUX}{ADVERB} {STOOD}{ASIDE}{FILL} "
            + _RESULT
        ),
        kinds=_KINDS,
        options=_OPTIONS,
        is_sure=_in_words_of_a_vote,
        examples={
            "Support for independence stood at 90.2 percent.": ("share independence 90.2%",),
            "The Remain side was on 48.1%.": ("share Remain 48.1%",),
        },
        counter_examples=(
            "Inflation stood at 10.1% in March.",
            "The Bank of Norland is at 4.5%.",
        ),
    ),
    Frame(
        id="share.put",
        form="figures gave X P, put X on P",
        pattern=grammar(
            r"(?:gave|gives|given|giving|put|puts|putting|placed|places|saw|seen|showed|shows|showing|had|has|with|projected) (?P<option>{C}|him|her|them|{ANYONE})"
            r"(?: (?:ahead|leading|winning|taking|getting|in the lead|in front|first|second|narrowly ahead|with|on|at|to win|to take|securing|polling|between)|, with){0,4} "
            + _RESULT
        ),
        needs=re.compile(r"gave|give|giving|put|place|saw|seen|show|\bha[ds]\b|with|projected"),
        kinds=_KINDS,
        options=_OPTIONS,
        is_sure=_in_words_of_a_vote,
        examples={
            "Official figures gave Mr Lind 65% of the vote.": ("share Mr Lind 65%",),
            "The count put the Yes side on 52%.": ("share Yes 52%",),
        },
        counter_examples=("The bank gave customers 5% interest.",),
    ),
    Frame(
        id="share.of-the-vote",
        form="X had P of the vote",
        pattern=grammar(
            r"{CLAUSE}(?P<option>{ANYONE}){AUX}{ADVERB} {STOOD}{ASIDE}{FILL} (?P<n>{P}) of (?P<of>{V})"
        ),
        needs=re.compile(r"<P\d+> of"),
        kinds={"n": "share"},
        examples={
            "The two smaller lists had 4% of the vote.": (),
            "The former clown had 12% of the vote.": ("share former clown 12%",),
        },
        counter_examples=("The council had 23% of the budget.",),
    ),
    Frame(
        id="share.placed",
        form="X came first / was elected / won the race with P",
        pattern=grammar(
            r"(?:(?P<option>{C}(?: (?:not )?(?:to|for) {REST}{2,40}?)?)|{CLAUSE}(?P<option_>{ANYONE}|he|she|they))(?: (?:party|alliance|bloc))?,?"
            r"(?:'s (?:victory|win|re-?election|triumph))?{AUX}{ADVERB} {PLACED}(?: [^;:.()\"]{1,70}?)??,? (?:with|on|at|by|having (?:won|taken)|taking|winning"
            r"|polling|securing|receiving|getting|garnering|gaining){FILL} " + _RESULT
        ),
        kinds=_KINDS,
        options=_OPTIONS,
        is_sure=_in_words_of_a_vote,
        examples={
            "Alexander Petrov has won a sixth term as president with 80.23 per cent of the vote.": (
                "share Alexander Petrov 80.23%",
            ),
            "The incumbent was re-elected with 54.1 percent.": ("share incumbent 54.1%",),
        },
        counter_examples=("The team won the league with 80% of its squad injured.",),
    ),
    Frame(
        id="share.for",
        form="P for X, P against",
        pattern=grammar(
            r"(?P<n>{P})(?:,? (?:of|out of) (?P<of>{V}))?{ASIDE} (?P<option>for (?:the )?(?:{C}|(?!the)[a-z-]+(?: (?:[a-z-]+|{L}|{G}|{C})){0,3}?)|in favou?r(?: of {REST}{2,40}?)??|for(?=[.,;]|$)|against(?! {Q})(?: (?:the )?{C})??){ENDS}"
        ),
        needs=re.compile(r"<P"),
        kinds={"n": "share"},
        inherits=True,
        examples={},
        counter_examples=("Fares rise 5% for adults.",),
    ),
    Frame(
        id="share.item",
        form="X: P (an item of a list)",
        pattern=grammar(
            r"(?:^|[;,.•*-] )(?P<place>{L}) ?(?::|-|,) ?(?P<n2>{P}) (?P<option2>{B}|yes|no)(?=[.,;]|$)|(?P<option3>{B}),? ?(?:of|at|-|:|,) ?(?P<n3>{P})(?! of)"
            r"|(?:^|[;,•*-] )(?:- )?(?P<option>{C}|{I}|in favou?r|against|for(?: {REST}{2,30}?)?|yes|no) ?(?::|-|–|,) ?(?P<n>{P})(?! of)"
        ),
        needs=re.compile(r"<P"),
        kinds={"n": "share", "n2": "share", "n3": "share"},
        options={"n": "option", "n2": "option2", "n3": "option3"},
        examples={"Yes: 52.3%": ("share Yes 52.3%",)},
        counter_examples=("Inflation: 5.2%",),
    ),
    Frame(
        id="share.backing",
        form="a P yes vote, P support for X, backed by P",
        pattern=grammar(
            r"(?P<n2>{P}) (?P<option2>{B}|{C})(?=[.,;]|$| and | in )|(?P<n>{P}) (?P<option>(?:\"?yes\"?|\"?no\"?) (?:vote|votes)|(?:support|backing|approval)(?: for (?:{C}|[a-z-]+(?: [a-z-]+){0,2}?))?"
            r"|vote (?:in favou?r|against|for {REST}{2,40}?)|in favou?r){ENDS}"
        ),
        needs=re.compile(r"<P"),
        kinds={"n": "share", "n2": "share"},
        accepts=_is_backing,
        examples={
            "Organisers announced a 97 per cent Yes vote.": ("share Yes 97%",),
        },
        counter_examples=("The state gives 30% support to farmers.",),
    ),
    Frame(
        id="share.bracket",
        form="X (P); A (P) and B (P) voted for X",
        pattern=grammar(
            r"(?P<place>{L}) \((?P<n2>{P})\)(?:(?:, | and |, and ){L} \({P}\)){0,5}{AUX}{ADVERB} (?P<option2>{CHOSE}(?: {REST}{1,60}?)??){ENDS}"
            r"|(?P<option3>{B}|{C}) (?:was|were|is) (?:highest|lowest|strongest|weakest) (?P<place3>{I}) \((?P<n3>{P})\)"
            r"|(?P<option>{C}|(?:voted |were )?(?:against|in favou?r|for|yes|no)) \((?P<n>{P})\)"
        ),
        needs=re.compile(r"\(<P"),
        kinds={"n": "share", "n2": "share", "n3": "share"},
        options={"n": "option", "n2": "option2", "n3": "option3"},
        is_sure=_in_words_of_a_vote,
        examples={
            "More people voted against (53.3%) than in favour (46.7%).": (
                "share against 53.3%",
                "share in favour 46.7%",
            ),
        },
        counter_examples=("Mr Lind (aged 46) came.",),
    ),
)
