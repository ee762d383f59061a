"""Numbers without a verb of their own: they lean on the number in front of them.

"P1 in A, P2 in B and P3 in C", "X took P, Y P", "N votes (P)", "P to P", "in B the figure was P".
What such a number lacks - its kind, its option, its place - is that of the number before. A link
looks at the words between the two numbers (``gap``) and behind the second one (``tail``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.grammar import grammar
from tallyscope.reading.marking import Marked
from tallyscope.statement import Kind

_BY_SORT: Mapping[tuple[Kind, str], Kind] = {
    ("share", "count"): "votes",
    ("votes", "percent"): "share",
    ("turnout", "count"): "participants",
    ("participants", "percent"): "turnout",
    ("poll", "percent"): "poll",
    ("threshold", "count"): "threshold",
    ("threshold", "percent"): "threshold",
    ("share", "percent"): "share",
    ("votes", "count"): "votes",
}
"""What the same result is called when it is printed as a share or as a count."""


_FARTHEST_LEADER = 3
"""Numbers back: in "X took N (P) and Y N (P)" the second N leans on the first, past a P."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """One way in which a number leans on the one before it.

    Attributes
    ----------
    id, form : str
    gap, tail : re.Pattern
        Words before and behind the number. Groups ``option`` and ``place`` may stand in both.
    kinds : tuple of Kind
        Kinds of the number before that this link goes with; empty: all.
    other_sort : bool
        The two numbers are the same result, once as a share and once as a count.
    new_option, earlier : bool
        The number has another option (unknown if none is named); it is of an earlier vote.
    from_before : bool
        The number before may stand in the sentence before.
    accepts : callable or None
        A last look at the sentence, for what a pattern cannot say.
    becomes : Kind or None
        The kind of the number, if it is not that of the number before.
    examples, counter_examples
        As for a `Frame`.
    """

    id: str
    form: str
    gap: re.Pattern[str]
    tail: re.Pattern[str]
    kinds: tuple[Kind, ...] = ()
    other_sort: bool = False
    new_option: bool = False
    earlier: bool = False
    from_before: bool = False
    accepts: Callable[[Marked], bool] | None = None
    becomes: Kind | None = None
    examples: Mapping[str, tuple[str, ...]]
    counter_examples: tuple[str, ...]

    def leaders(self, found: Sequence[Draft], before: Sequence[Draft]) -> Sequence[Draft]:
        """Return the drafts that a number may lean on, nearest first."""
        if not found:
            return before[::-1] if self.from_before else ()
        if self.other_sort:
            return found[-1:]
        nearest = found[: -1 - _FARTHEST_LEADER : -1]
        return sorted(nearest, key=lambda draft: draft.second and draft.option is None)

    def follow(self, marked: Marked, before: Draft, begin: int, number: re.Match[str]) -> Draft | None:
        """Return the draft of a number that leans on the draft before, or None."""
        mention = marked.mention(number.group())
        kind = self._kind(before, mention.sort)
        if kind is None or (self.accepts and not self.accepts(marked)):
            return None
        gap = self.gap.fullmatch(marked.low, begin, number.start())
        tail = self.tail.match(marked.low, number.end()) if gap else None
        if gap is None or tail is None:
            return None
        option = _found(marked, gap, "option") or _found(marked, tail, "option")
        place = _found(marked, tail, "place|land") or _found(marked, gap, "place")
        inherited = None if self.new_option else before.option
        return replace(
            before,
            frame=self.id,
            kind=kind,
            start=gap.start() if place or option or self.earlier else number.start(),
            stop=max(number.end(), tail.end()),
            mention=mention,
            quantity=mention.quantity,
            number=number.group(),
            option=option or inherited,
            place=place or (None if self.earlier else before.place),
            denominator=_found(marked, tail, "of") or before.denominator,
            own_option=option is not None,
            own_place=place is not None,
            earlier=self.earlier or before.earlier and not self.new_option,
            inherits=True,
            second=self.new_option and option is None,
        )

    def _kind(self, before: Draft, sort: str) -> Kind | None:
        if self.kinds and before.kind not in self.kinds:
            return None
        before_sort = before.mention.sort if before.mention else "percent"
        if self.other_sort:
            return None if sort == before_sort else _BY_SORT.get((before.kind, sort))
        return (self.becomes or before.kind) if sort == before_sort else None


def _found(marked: Marked, match: re.Match[str], groups: str) -> Words | None:
    group = next((name for name in groups.split("|") if match.groupdict().get(name)), "")
    if not group:
        return None
    start, stop = match.span(group)
    return Words(start, stop, marked.words(start, stop))


_FILLER = r"(?:(?!<[PNXR]\d)[^.;:()\"]){0,60}?"
_LINK = (
    r"(?:{ASIDE}(?:,? and|, among them|, including|,|;|,? but|,? while|,? with|,? against|,? compared (?:with|to)|,? as (?:were|did|was|had"
    r"|has|have|against)|,? versus|,? followed by|,? ahead of|,? though|,? whereas|,? then|\)?,? to|\),?(?: and| while| but| against)?| or|,? or)"
    r"(?: (?:by|only|just|also|then|a further|another|the other|the remaining|a mere|some|in|from|finally|at|barely|a|nearly|still))?)"
)
_OF = r"(?: (?:of |votes|{V}){1,2})?"
_SAME_RESULT: tuple[Kind, ...] = ("share", "votes", "poll", "conditional")
_LAND: tuple[Kind, ...] = ("control_share", "territory_share")
_LAND_NOUN = r"(?:townships|districts|villages|towns|land|territory|country|province|region|area|settlements)"

_RESPECTIVELY = re.compile(r"\b(?:respectively|in that order)\b")
_LIST_OF_PLACES = re.compile(r"<L\d+>(?:, (?:the )?<L\d+>)+,? and (?:the )?<L\d+>")
_LIST_OF_SHARES = re.compile(r"<P\d+>(?:, <P\d+>)+,? and <P\d+>")


def _is_told_apart(marked: Marked) -> bool:
    """Whether numbers belong to places one by one: said so, or two lists of one length."""
    places, shares = _LIST_OF_PLACES.search(marked.text), _LIST_OF_SHARES.search(marked.text)
    if places and shares:
        return places.group().count("<") == shares.group().count("<")
    return bool(_RESPECTIVELY.search(marked.text))


LINKS: tuple[Link, ...] = (
    Link(
        id="link.same-result",
        form="N votes (P), P or N votes",
        gap=grammar(r"(?: (?:of )?{V})?(?: \(|,? or(?: about| some| exactly)?|,|\s-|,? that is,?|,? which is|,? representing| for| and) ?"),
        tail=grammar(r"(?: of (?P<of>{V})| {V})?(?:\)|(?=,|\.|;|$| and | for | to | against | -))"),
        other_sort=True,
        examples={
            "The No side had 2,001,926 votes (55.3%).": ("votes No 2,001,926", "share No 55.3%"),
            "Mr Lind had 5,092 votes, or 51.2%.": ("votes Mr Lind 5,092", "share Mr Lind 51.2%"),
        },
        counter_examples=("The No side had 2,001,926 votes (and 40 rallies).",),
    ),
    Link(
        id="link.restated",
        form="one in three voted - 34 per cent",
        gap=grammar(r"{ASIDE},?(?: -| or|,? that is,?|,? \()(?: about| exactly)? ?"),
        tail=grammar(r"(?=[).,;]|$)"),
        kinds=("turnout", "abstention"),
        examples={
            "In Luhansk one in three voted - 34 per cent.": ("turnout one in three", "turnout 34%"),
        },
        counter_examples=("In Luhansk one in three voted, and 34 per cent of shops closed.",),
    ),
    Link(
        id="link.threshold",
        form="needs P of the votes and P in each county",
        gap=grammar(r"(?: of {V})?(?:{ASIDE}| {I})?,? (?:and|or|plus)(?: also)? "),
        tail=grammar(r"(?: (?:of|in|turnout|overall)\b|(?=[.,;]|$))"),
        kinds=("threshold",),
        examples={
            "She needs 50 per cent of all votes and 25 per cent in each county.": (
                "threshold 50%",
                "threshold 25%",
            ),
        },
        counter_examples=("She needs 50 per cent and 25 shops closed.",),
    ),
    Link(
        id="link.place",
        form="..., P in B and P in C",
        gap=grammar(_LINK + r"(?: (?:in )?\w+)? ?"),
        tail=grammar(_OF + r"(?: did so)?,? (?P<place>{I}|(?:for|of|from) (?:the )?{L}|in (?:the )?[a-z]+(?: [a-z]+)?(?=[,.]| and))"),
        kinds=("share", "turnout", "votes", "poll", "participants", "invalid", "abstention", "registered", "counted"),
        examples={
            "It said 93% of votes in Kherson were in favour, as were 87% in Luhansk and 98% in Donetsk.": (
                "share in favour 93% in Kherson",
                "share in favour 87% in Luhansk",
                "share in favour 98% in Donetsk",
            ),
        },
        counter_examples=("It said 93% were in favour, and inflation was 87% in Luhansk.",),
    ),
    Link(
        id="link.place-first",
        form="..., in B the figure was P",
        gap=grammar(
            r"[.)]?" + _FILLER + r"(?:,? and|,? but|,? while|;|,)?(?: (?:highest|lowest|strongest|weakest))?(?:(?: as (?:did|was|were|had))?,? ?(?P<place>{I}|{L}|{E}|(?:for|at|ahead of) (?:the )?{L})(?: \(|(?: (?:with|at|on|by|only|just))?,?)"
            r"(?:(?: (?:the|that|its) (?:[a-z]+ )?(?:figure|share|number|proportion|result|percentage|rate|total|tally|score)s?| it| this| that)?{ADVERB} (?:was|were|is|stood at|reached|came to|had been|put at|saw|had|recorded|reported))?"
            r"|(?: (?:and|but|while))? ?(?:(?:the|that|its) (?:[a-z]+ )?(?:figure|share|number|proportion|result|percentage|rate|total|tally|score)s?|it|this|that)"
            r"(?: there)?{ADVERB} (?:was|were|is|stood at|reached|came to|had been|put at)){ADVERB} ?"
        ),
        tail=grammar(r""),
        kinds=("share", "turnout", "votes", "poll", "participants", "invalid", "abstention"),
        from_before=True,
        examples={
            "In Kherson 61.1% voted No, and in Luhansk the figure was 67.2%.": (
                "share No 61.1% in Kherson",
                "share No 67.2% in Luhansk",
            ),
        },
        counter_examples=("In Kherson 61.1% voted No, and in Luhansk prices rose 67.2%.",),
    ),
    Link(
        id="link.option",
        form="..., P Y; and N against",
        gap=grammar(_FILLER + _LINK + r" ?"),
        tail=grammar(
            _OF + r"(?:(?:,? or {Q},?| \({Q}\)),?)?(?: (?:went to|were|said|voted|chose|backed|supported|cast|for))? ?"
            r"(?P<option>[\"']?(?:yes|no)[\"']?(?=[,.;]| and|$)|{C}|(?:against|in favou?r|for)\b(?: {REST}{2,40}?)??|to [a-z]+ {REST}{2,40}?|undecided|abstained){ENDS}"
        ),
        kinds=_SAME_RESULT,
        new_option=True,
        examples={
            "There 388 voters said Yes and 290 No.": ("votes Yes 388", "votes No 290"),
            "He said 89% were in favour and just over 10% against.": (
                "share in favour 89%",
                "share against over 10%",
            ),
        },
        counter_examples=("He said 89% were in favour and 10% of shops closed.",),
    ),
    Link(
        id="link.option-first",
        form="..., Y P; followed by Y with P; against Y's P",
        gap=grammar(
            _LINK + r"(?: by)? ?(?P<option>{C}|{ANYONE}|against|in favou?r|no|yes|for|him|her)(?:'s)?,?(?: (?:party|alliance|trailing|second|third|came second|came third"
            r"|on|at|with|had|got|won|took|received|was on|was at|was|polled|only|just|behind|trailed|followed|managed|scored|secured|garnered)){0,3} ?"
        ),
        tail=grammar(r"(?! (?:turnout|of (?!{V})))" + _OF),
        kinds=_SAME_RESULT,
        new_option=True,
        examples={
            "Ms Lind took 51 per cent, followed by Mr Berg with 32 per cent.": (
                "share Ms Lind 51%",
                "share Mr Berg 32%",
            ),
        },
        counter_examples=("Ms Lind took 51 per cent, while unemployment was 32 per cent.",),
    ),
    Link(
        id="link.respectively",
        form="P, P and P respectively",
        gap=grammar(r"(?:,|,? and) "),
        tail=grammar(r"(?=(?:,? (?:and )?{Q}){0,5},? (?:respectively|in that order))|(?=(?:,? (?:and )?{Q}){0,5}[.;]?$)"),
        accepts=_is_told_apart,
        examples={
            "Turnout was 49, 52 and 71 per cent respectively.": (
                "turnout 49%",
                "turnout 52%",
                "turnout 71%",
            ),
        },
        counter_examples=("Turnout was 49 per cent and 52 shops closed.",),
    ),
    Link(
        id="link.did",
        form="N could vote, and N did",
        gap=grammar(_FILLER + r",? (?:and|but|of whom|of which|yet)(?: only| just| some)? "),
        tail=grammar(r" (?:of them )?(?:did|voted|did so|took part|turned out|cast {VOTES})(?=[.,;]|$)"),
        kinds=("registered",),
        becomes="participants",
        examples={
            "Some 1.4 million islanders were entitled to vote, and 310,000 did.": (
                "registered about 1.4 million",
                "participants 310,000",
            ),
        },
        counter_examples=("Some 1.4 million islanders were entitled to vote, and 310 ran.",),
    ),
    Link(
        id="link.to",
        form="P to P, N votes to N",
        gap=grammar(r"(?: {V})? ?(?:to|-|against|versus) ?"),
        tail=grammar(r"(?! (?:of (?!{V})|\d))"),
        kinds=_SAME_RESULT,
        new_option=True,
        examples={
            "Voters rejected the merger by 54% to 46%.": (
                "share rejected the merger 54%",
                "share ? 46%",
            ),
        },
        counter_examples=("Support rose from 54% to 46 seats.",),
    ),
    Link(
        id="link.earlier",
        form="..., up from P in YEAR",
        gap=grammar(
            r"{ASIDE},?(?: (?:a|the|well|slightly|sharply|far|a little|far|much|just|down|up|lower|higher|more|less|compared|against|as|and"
            r"|than|from|with|to|on|rise|fall|drop|increase|jump|above|below|percentage|points?|by|of|nearly|{X}|{D},?|the|{P}){1,9}?)? (?:from|with|to|than|against|above|below) (?:the )?"
        ),
        tail=grammar(r"(?P<when>[^.;]{0,60})"),
        kinds=("turnout", "share", "votes", "participants", "registered", "invalid", "abstention", *_LAND),
        earlier=True,
        examples={
            "Turnout was 41pc, up from 33pc at the last poll in 2009.": (
                "turnout 41%",
                "turnout 33%",
            ),
        },
        counter_examples=("Turnout was 41pc, and fares rose to 33pc of wages.",),
    ),
    Link(
        id="link.land",
        form="X holds P of A but only P of B; A makes up P, B another P",
        gap=grammar(_FILLER + _LINK + r"(?: (?P<place>{L}))?(?: (?:now|still) (?:holds?|controls?)| (?:a further|another|for|with|only|just|some))? ?"),
        tail=grammar(r"(?: of (?:the )?(?P<land>(?:<L\d+>|" + _LAND_NOUN + r"))|(?=[.,;]|$))"),
        kinds=_LAND,
        examples={
            "The army holds 52% of townships but well under half of the land.": (
                "control_share 52% by army",
                "control_share under half by army",
            ),
        },
        counter_examples=("The army holds 52% of townships but 40% of soldiers left.",),
    ),
    Link(
        id="link.then",
        form="In YEAR it was P",
        gap=grammar(
            r"[.)]?(?:,? and|,? but|;)? ?{D},? (?:it|the figure|that|this|the (?:share|rate|turnout|number)) (?:was|had been|stood at|had stood at|reached) (?:only |just )?"
        ),
        tail=grammar(r"(?! of (?!{V}))"),
        kinds=("turnout", "share", "participants", "registered", "abstention", "invalid"),
        earlier=True,
        from_before=True,
        examples={
            "Turnout was 65.4%; in 2017 it was 79.5 per cent.": ("turnout 65.4%", "turnout 79.5%"),
        },
        counter_examples=("Turnout was 65.4%; in 2017 prices rose by 79.5 per cent.",),
    ),
    Link(
        id="link.range",
        form="between P and P",
        gap=grammar(r"(?: and|-| to) ?"),
        tail=grammar(r"(?=[,.;]|$| in | of )"),
        kinds=("poll", "conditional"),
        examples={
            "Polls had given the Yes side between 55 and 66 per cent.": ("poll Yes 55%", "poll Yes 66%"),
        },
        counter_examples=("Polls had given the Yes side 55 per cent and 66 shops closed.",),
    ),
)
