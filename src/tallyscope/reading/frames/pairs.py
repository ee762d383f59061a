"""Numbers without a verb of their own: they lean on the number in front of them.

"P1 in A, P2 in B and P3 in C", "X took P, Y P", "N votes (P)", "P to P", "in B the figure was P".
What such a number lacks - its kind, its option, its place - is that of the number before. A link
looks at the words between the two numbers (``gap``) and behind the second one (``tail``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    ("share", "percent"): "share",
    ("votes", "count"): "votes",
}
"""What the same result is called when it is printed as a share or as a count."""


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
    examples: Mapping[str, tuple[str, ...]]
    counter_examples: tuple[str, ...]

    def follow(self, marked: Marked, before: Draft, begin: int, number: re.Match[str]) -> Draft | None:
        """Return the draft of a number that leans on the draft before, or None."""
        mention = marked.mention(number.group())
        kind = self._kind(before, mention.sort)
        if kind is None:
            return None
        gap = self.gap.fullmatch(marked.text, begin, number.start())
        tail = self.tail.match(marked.text, number.end()) if gap else None
        if gap is None or tail is None:
            return None
        option = _found(marked, gap, "option") or _found(marked, tail, "option")
        place = _found(marked, tail, "place") or _found(marked, gap, "place")
        inherited = None if self.new_option else before.option
        return replace(
            before,
            frame=self.id,
            kind=kind,
            start=number.start() if not place and not option else min(gap.start(), number.start()),
            stop=max(number.end(), tail.end()),
            mention=mention,
            quantity=mention.quantity,
            number=number.group(),
            option=option or inherited,
            place=place or (None if self.earlier else before.place),
            own_option=option is not None,
            own_place=place is not None,
            earlier=self.earlier or before.earlier and not self.new_option,
            inherits=True,
        )

    def _kind(self, before: Draft, sort: str) -> Kind | None:
        if self.kinds and before.kind not in self.kinds:
            return None
        before_sort = before.mention.sort if before.mention else "percent"
        if self.other_sort:
            return None if sort == before_sort else _BY_SORT.get((before.kind, sort))
        if sort != before_sort:
            return None
        return before.kind


def _found(marked: Marked, match: re.Match[str], group: str) -> Words | None:
    if not match.groupdict().get(group):
        return None
    start, stop = match.span(group)
    return Words(start, stop, marked.words(start, stop))


_LINK = (
    r"(?:{ASIDE}(?:,? and|,|;|,? but|,? while|,? with|,? against|,? compared (?:with|to)|,? as (?:were|did|was|had"
    r"|has|have|against)|,? versus|,? followed by|,? ahead of|,? though|,? whereas|,? then|\)?,? to|\),?(?: and)?| or|,? or)"
    r"(?: (?:by|only|just|also|then|a further|another|the other|the remaining|a mere|some|in|from|finally|at|barely|a|nearly))?)"
)
_OF = r"(?: (?:of |votes|{V}){1,2})?"
_SAME_RESULT: tuple[Kind, ...] = ("share", "votes", "poll")

LINKS: tuple[Link, ...] = (
    Link(
        id="link.same-result",
        form="N votes (P), P or N votes",
        gap=grammar(r"(?: {V})?(?: \(|,? or(?: about| some| exactly)?|,|\s-|,? that is,?|,? which is|,? representing| for| and) ?"),
        tail=grammar(r"(?: (?:of (?:the )?)?{V})?(?:\)|(?=,|\.|;|$| and | for | to | against | -))"),
        other_sort=True,
        examples={
            "The No side had 2,001,926 votes (55.3%).": ("votes No 2,001,926", "share No 55.3%"),
            "Mr Lind had 5,092 votes, or 51.2%.": ("votes Mr Lind 5,092", "share Mr Lind 51.2%"),
        },
        counter_examples=("The No side had 2,001,926 votes (and 40 rallies).",),
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
            r"[.)]?(?:,? and|,? but|,? while|;|,)?(?: ?(?P<place>{I}|(?:for|at) (?:the )?{L}),?)?(?: (?:and|but|while))? ?"
            r"(?:(?:(?:the|that|its) (?:[a-z]+ )?(?:figure|share|number|proportion|result|percentage|rate|total|tally|score)s?|it|this|that|there)"
            r"(?: there)?{ADVERB} (?:was|were|is|stood at|reached|came to|had been|put at)|(?<=>),?(?: (?:just|only|it))?){ADVERB} "
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
        gap=grammar(_LINK + r" ?"),
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
        kinds=("turnout", "share", "votes", "participants", "registered", "invalid", "abstention"),
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
        id="link.respectively",
        form="P, P and P respectively",
        gap=grammar(r"(?:,|,? and) ?"),
        tail=grammar(r"(?=(?:,? (?:and )?{Q}){0,5},? (?:respectively|in that order))"),
        examples={
            "Turnout was 49, 52 and 71 per cent respectively.": (
                "turnout 49%",
                "turnout 52%",
                "turnout 71%",
            ),
        },
        counter_examples=("Turnout was 49 per cent and 52 shops closed.",),
    ),
)
