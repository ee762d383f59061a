"""Numbers without a verb of their own: they lean on the number in front of them.

"P1 in A, P2 in B and P3 in C", "X took P, Y P", "N votes (P)", "P to P", "in B the figure was P".
What such a number lacks - its kind, its option, its place - is that of the number before.
"""

from __future__ import annotations

import re

from tallyscope.reading.frames.link import Link
from tallyscope.reading.marking import Marked
from tallyscope.statement import Kind

_OPTIONS: tuple[Kind, ...] = ("share", "votes", "poll", "conditional")
_LAND: tuple[Kind, ...] = ("control_share", "territory_share")
_COUNTED_BY_PLACE: tuple[Kind, ...] = (
    "share",
    "turnout",
    "votes",
    "poll",
    "participants",
    "invalid",
    "abstention",
)

_RESPECTIVELY = re.compile(r"\b(?:respectively|in that order)\b")
_LIST_OF_PLACES = re.compile(r"<L\d+>(?:, (?:the )?<L\d+>)+,? and (?:the )?<L\d+>")
_LIST_OF_SHARES = re.compile(r"<P\d+>(?:, <P\d+>)+,? and <P\d+>")


def _is_told_apart(marked: Marked) -> bool:
    """Whether numbers belong to places one by one: said so, or two lists of one length."""
    places, shares = _LIST_OF_PLACES.search(marked.text), _LIST_OF_SHARES.search(marked.text)
    if places and shares:
        return places.group().count("<") == shares.group().count("<")
    return bool(_RESPECTIVELY.search(marked.text))


_OF_A_PLACE = re.compile(r"<L\d+>'s .* (?:reported|announced|claimed|declared|returned)")


def _names_a_place(marked: Marked) -> bool:
    """Whether those who report a number are those of a place: "Luhansk's separatists"."""
    return bool(_OF_A_PLACE.search(marked.expanded(0, len(marked.text))))


LINKS: tuple[Link, ...] = (
    Link(
        id="link.same-result",
        form="N votes (P); P, or N votes",
        gap=(
            r"(?: (?:of )?{V})?(?: \(|,? or(?: about| some| exactly)?|,|\s-|,? that is,?|,? "
            r"which is|,? representing| for| and) ?"
        ),
        tail=(
            r"(?: of (?P<of>{V}(?: cast)?)(?: to(?=[,.;]))?| {V})?"
            r"(?:\)|(?=,|\.|;|$| and | for | to | against | -))"
        ),
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
        gap=r"{ASIDE},?(?: -| or|,? that is,?|,? \()(?: about| exactly)? ?",
        tail=r"(?=[).,;]|$)",
        kinds=("turnout", "abstention", "invalid"),
        examples={
            "In Luhansk one in three voted - 34 per cent.": (
                "turnout one in three in Luhansk",
                "turnout 34% in Luhansk",
            ),
        },
        counter_examples=("In Luhansk one in three voted, and 34 per cent of shops closed.",),
    ),
    Link(
        id="link.threshold",
        form="needs P of the votes and P in each county",
        gap=r"(?: of {V})?(?:{ASIDE}| {I})?,? (?:and|or|plus)(?: also)? ",
        tail=r"(?: (?:of|in|turnout|overall)\b|(?=[.,;]|$))",
        kinds=("threshold",),
        examples={
            "She needs 50 per cent of all votes and 25 per cent in each county.": (
                "threshold 50% of votes",
                "threshold 25%",
            ),
        },
        counter_examples=("She needs 50 per cent and 25 shops closed.",),
    ),
    Link(
        id="link.place",
        form="..., P in B and P in C",
        gap=r"{LINK}(?: (?:in )?\w+)? ?",
        tail=(
            r"(?: (?:of |votes|{V}){1,2})?(?: did so)?,? (?P<place>{I}|(?:for|of|from) (?:the )?{L}"
            r"|in (?!favou?r|support|total|all|fact|doubt|place|line)(?:the )?[a-z]+(?: [a-z]+)?"
            r"(?=[,.]| and))"
        ),
        kinds=(*_COUNTED_BY_PLACE, "registered", "counted"),
        examples={
            "It said 93% in Kherson were in favour, as were 87% in Luhansk and 98% in Donetsk.": (
                "share in favour 93% in Kherson",
                "share in favour 87% in Luhansk",
                "share in favour 98% in Donetsk",
            ),
        },
        counter_examples=("It said 93% were in favour, and inflation was 87% in Luhansk.",),
    ),
    Link(
        id="link.place-first",
        form="..., in B the figure was P; as did B with P; B followed with P",
        gap=(
            r"[.)]?{FILLER}(?:,? and|,? but|,? while|;|,)?(?: (?:highest|lowest|strongest"
            r"|weakest))?(?:(?: as (?:did|was|were|had))?,? ?(?P<place>{I}"
            r"|(?:the )?{L}(?: (?:region|province|district|county|state|oblast|canton))?|{E}"
            r"|(?:for|at|ahead of) (?:the )?{L})"
            r"(?: \(|:|, where|,? (?:with|at|on|by|only|just)|,)?(?:(?: "
            r"{THE_FIGURE})?{ADVERB} (?:{WAS}|saw|had|recorded|reported))?|(?: (?:and|but"
            r"|while))? ?{THE_FIGURE}(?: there)?{ADVERB} {WAS}){ADVERB} ?"
        ),
        tail="",
        kinds=_COUNTED_BY_PLACE,
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
        id="link.there",
        form="In B the figure was P (after a paragraph of results)",
        gap=(
            r"[.)]?(?:{FILLER}(?:;|,|,? and|,? but|,? while))?(?:[^<.;:]{0,40} )?(?:(?P<place>{I}"
            r"|(?:for|at) (?:the )?{L})|{SOMEWHERE}|{D})?,? ?(?:and |but )?(?:{THE_FIGURE}|(?:the "
            r")?"
            r"(?P<place_>{L}))(?: there)?{ADVERB} (?:{WAS}|had|recorded|reported){ADVERB} ?"
        ),
        tail=(
            r"(?: of (?P<of>{V}))?(?! of (?!{V})| {C}| for {C}| (?:turnout|participation|higher"
            r"|lower|more"
            r"|less|yes|no|against|in favou?r))"
        ),
        kinds=_COUNTED_BY_PLACE,
        from_before=True,
        from_far=True,
        examples={
            "In Kherson 61.1% voted No.\n\nIn Luhansk the figure was 67.2%.": (
                "share No 61.1% in Kherson",
                "share No 67.2% in Luhansk",
            ),
        },
        counter_examples=("In Kherson 61.1% voted No.\n\nIn Luhansk prices rose 67.2%.",),
    ),
    Link(
        id="link.place-followed",
        form="B followed with P; B was the coolest of the states at P",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? but|,? while)? ?(?P<place>(?:the )?{L}) (?:followed"
            r"|came next"
            r"|was next|comes next|trailed|ranked second|was close behind|(?:was|is|were) (?:the "
            r")?[a-z]+"
            r"(?: of (?:the |all )?[a-z]+)?),? (?:with|at|on) (?:just |only )?"
        ),
        tail=r"(?=[.,;]|$| in\b| and\b| of {V})",
        kinds=_COUNTED_BY_PLACE,
        from_before=True,
        examples={
            "In Scotland 74% voted Yes. Wales followed with 64.9%.": (
                "share Yes 74% in Scotland",
                "share Yes 64.9% in Wales",
            ),
        },
        counter_examples=("In Scotland 74% voted Yes. Wales followed with 64.9% growth.",),
    ),
    Link(
        id="link.that-is",
        form="That is P",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? but)? ?(?:that|this|which|it) (?:is|was|makes?|made"
            r"|equals?"
            r"|means|meant|amounts? to|represents?|comes? to|corresponds? to|translates? (?:in)?to"
            r"|works out at)(?: (?:a|an|about|just|only|exactly|some|turnout of|share of|the "
            r"equivalent"
            r" of)){0,3} ?"
        ),
        tail=r"(?: of (?P<of>{V}(?: called)?))?(?! of|,? (?:turnout|higher|lower|more|less|up"
        r"|down))",
        other_sort=True,
        to_first=True,
        from_before=True,
        examples={
            "In Kirn 446 people voted for self-government. That is 64.4 per cent.": (
                "votes self-government 446",
                "share self-government 64.4%",
            ),
        },
        counter_examples=("In Kirn 446 people voted for self-government. That is 64.4% of homes.",),
    ),
    Link(
        id="link.voted",
        form="..., in B P did",
        gap=r"[.)]?{FILLER}(?:;|,|,? and|,? but)?(?: (?P<place>{I}),?)?{FILLER} ?",
        tail=r"{ADVERB} did(?: so)?(?=[.,;]|$)",
        kinds=("turnout",),
        from_before=True,
        examples={
            "In Kherson 31% voted; in Luhansk, further east, 54 percent did.": (
                "turnout 31% in Kherson",
                "turnout 54% in Luhansk",
            ),
        },
        counter_examples=("In Kherson 31% voted; in Luhansk 54 percent left.",),
    ),
    Link(
        id="link.group",
        form="P of women and P of men",
        gap=r"{FILLER},? (?:and|but|while|against)(?: (?:only|just|by))? ",
        tail=r" of (?P<of>{V})(?=[,.;]|$| and )",
        kinds=("share", "poll", "turnout"),
        examples={
            "It found that 72% of women had voted Yes, and 66% of men.": (
                "share Yes 72% of women",
                "share Yes 66% of men",
            ),
        },
        counter_examples=("It found that 72% of women had voted Yes, and 66% of shops shut.",),
    ),
    Link(
        id="link.option",
        form="..., P Y; and N against",
        gap=r"{FILLER}{LINK} ?",
        tail=(
            r"(?: (?:of |votes|{V}){1,2})?(?:(?:,? or {Q},?| \({Q}\)),?)?"
            r"(?: (?:went to|were|said|voted|chose|backed|supported|cast|for))? ?"
            r"(?P<option>[\"']?(?:yes|no)[\"']?(?=[,.;]| and|$)|{C}"
            r"|(?:against|in favou?r|for)\b(?: {REST}{2,40}?)??|to [a-z]+(?: {REST}{2,40}?)??"
            r"|undecided|abstained|opposed|in support){ENDS}"
        ),
        kinds=_OPTIONS,
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
        gap=(
            r"{LINK}(?: by)? ?(?P<option>{C}|{ANYONE}|against|in favou?r|no|yes|for|him|her)"
            r"(?:'s)?,?(?: (?:party|alliance|trailing|second|third|came second|came third|on|at"
            r"|with|had|got|won|took|received|was on|was at|was|polled|only|just|behind|trailed"
            r"|followed|managed|scored|secured|garnered)){0,3} ?"
        ),
        tail=r"(?! (?:turnout|of (?!{V})))(?: (?:of |votes|{V}){1,2})?",
        kinds=_OPTIONS,
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
        id="link.invalid",
        form="blank votes made up P and invalid ones P",
        gap=r"{LINK} ?{INVALID}(?: (?:ones|papers|{V}))?(?: (?:made up|came to|were|at))? ?",
        tail=r"(?=[,.;]|$| of )",
        kinds=("invalid",),
        examples={
            "Blank votes made up 1.4% and invalid ones 2.4%.": ("invalid 1.4%", "invalid 2.4%"),
        },
        counter_examples=("Blank votes made up 1.4% and prices rose 2.4%.",),
    ),
    Link(
        id="link.place-reported",
        form="..., the B administration gave it as P, C's officials reported P",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? while|,? but)? ?(?:the )?(?P<place>{L})(?:'s ?|(?:'s)?"
            r"(?: [a-z-]+){1,2} (?:gave|put|reported|announced|claimed|declared|returned|had|saw)"
            r"(?: (?:the figure|it|its result))?(?: as| at| of)? ?)"
        ),
        tail=r"(?=[,.;]|$| and )",
        kinds=_COUNTED_BY_PLACE,
        from_before=True,
        examples={
            "In Kherson 87% voted yes; Luhansk's separatists reported 98% and Donetsk's 99%.": (
                "share yes 87% in Kherson",
                "share yes 98% in Luhansk",
                "share yes 99% in Donetsk",
            ),
        },
        counter_examples=("In Kherson 87% voted yes, and Luhansk's prices rose by 98%.",),
    ),
    Link(
        id="link.place-officials",
        form="..., B's rebels reported P",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? while|,? but)? ?(?P<place>{C})"
            r" (?:reported|announced|claimed|declared|returned)"
            r"(?: (?:the figure|it))?(?: as| of)? ?"
        ),
        tail=r"(?=[,.;]|$| and )",
        kinds=_COUNTED_BY_PLACE,
        from_before=True,
        accepts=_names_a_place,
        examples={
            "In Kherson 87% voted yes. Luhansk's separatists reported 98%.": (
                "share yes 87% in Kherson",
                "share yes 98% in Luhansk",
            ),
        },
        counter_examples=("In Kherson 87% voted yes. The party's leader claimed 98%.",),
    ),
    Link(
        id="link.respectively",
        form="P, P and P respectively",
        gap=r"(?:,|,? and) ",
        tail=(
            r"(?=(?:,? (?:and )?{Q}){0,5},? (?:respectively|in that order))"
            r"|(?=(?:,? (?:and )?{Q}){0,5}[.;]?$)"
        ),
        accepts=_is_told_apart,
        examples={
            "Turnout was 49, 52 and 71 per cent respectively.": (
                "turnout 49",
                "turnout 52",
                "turnout 71%",
            ),
        },
        counter_examples=("Turnout was 49 per cent and 52 shops closed.",),
    ),
    Link(
        id="link.did",
        form="N could vote, and N did",
        gap=r"{FILLER},? (?:and|but|of whom|of which|yet)(?: only| just| some)? ",
        tail=r" (?:of them )?(?:did|voted|did so|took part|turned out|cast {VOTES})(?=[.,;]|$)",
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
        gap=r"(?: {V})? ?(?:to|-|against|versus) ?",
        tail=r"(?! (?:of (?!{V})|\d))",
        kinds=_OPTIONS,
        new_option=True,
        examples={
            "The result for Yes was: Yes 54% to 46%.": ("share Yes 54%", "share ? 46%"),
        },
        counter_examples=("Support rose from 54% to 46 seats.",),
    ),
    Link(
        id="link.earlier",
        form="..., up from P in YEAR",
        gap=(
            r"{ASIDE}(?:,| -)?(?: (?:a|the|well|slightly|sharply|far|a little|much|just|down|up"
            r"|lower"
            r"|higher|more|less|compared|against|as|and|than|from|with|to|on|rise|fall|drop"
            r"|increase|jump|above|below|percentage|points?|by|of|nearly|{X}|{D},?|{P}){1,9}?)? "
            r"(?:from|with|to|than|against|above|below|after|beating|topping|surpassing|exceeding)"
            r" (?:the )?"
        ),
        tail=r"[^.;]{0,60}",
        kinds=(
            "turnout",
            "share",
            "votes",
            "participants",
            "registered",
            "invalid",
            "abstention",
            "margin",
            *_LAND,
        ),
        earlier=True,
        examples={
            "Turnout was 41pc, up from 33pc at the last poll in 2009.": (
                "turnout 41pc",
                "turnout 33pc",
            ),
        },
        counter_examples=("Turnout was 41pc, and fares rose to 33pc of wages.",),
    ),
    Link(
        id="link.land",
        form="X holds P of A but only P of B; A makes up P, B another P",
        gap=(
            r"{FILLER}{LINK}(?: {D})?(?: (?P<place>{L}))?(?:(?: (?:it|they|he|the [a-z]+))?"
            r"(?: (?:now|still))? (?:holds?|controls?|held|controlled|has|had)(?: only| just)?"
            r"| (?:a further|another|for|with|only|just|some))? ?"
        ),
        tail=(
            r"(?: of (?:the )?(?P<place>(?:<L\d+>|townships|districts|villages|towns|land|territory"
            r"|country|province|region|area|settlements))|(?=[.,;]|$))"
        ),
        kinds=_LAND,
        examples={
            "The army holds 52% of townships but well under half of the land.": (
                "control_share 52% of districts by army",
                "control_share under half by army",
            ),
        },
        counter_examples=("The army holds 52% of townships but 40% of soldiers left.",),
    ),
    Link(
        id="link.same-land",
        form="so many square kilometres, or P of the island",
        gap=r"[^<.;:]{0,20},? (?:or|that is)(?: about| some| almost)? ?|[^<.;:]{0,40}, (?:about "
        r"|some )?",
        tail=(
            r"(?: (?:sq km|sq miles|square [a-z]+)(?: of [^.,;<]{0,20})?| of (?:(?:the |its |all )?"
            r"(?:[a-z-]+ ){0,2}(?:<L\d+>|[a-z]+)(?:'s territory)?|it))(?=[.,;]| and|$)"
        ),
        kinds=_LAND,
        other_sort=True,
        examples={
            "The rebels controlled some 15,000 sq km of Ukraine, or almost a quarter of the "
            "country.": (
                "control_share about 15,000 km2 in Ukraine by rebels",
                "control_share about 25% in Ukraine by rebels",
            ),
        },
        counter_examples=("The rebels held 15,000 sq km of Ukraine, or 5% of the vote.",),
    ),
    Link(
        id="link.then",
        form="In YEAR it was P",
        gap=(
            r"[.)]?(?:,? and|,? but|;)? ?{D},? (?:it|they|the figure|that|this|the (?:share|rate"
            r"|turnout|number|party|bloc)) (?:was|had been|stood at|had stood at|reached|had|got"
            r"|won"
            r"|took|polled|received) (?:only |just )?"
        ),
        tail=r"(?! of (?!{V}))",
        kinds=("turnout", "share", "participants", "registered", "abstention", "invalid", *_LAND),
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
        gap=r"(?: and|-| to) ?",
        tail=r"(?=[,.;]|$| in | of )",
        kinds=("share", "poll", "conditional"),
        examples={
            "Polls had given the Yes side between 55 and 66 per cent.": (
                "poll Yes 55",
                "poll Yes 66%",
            ),
        },
        counter_examples=("Polls had given the Yes side 55 per cent and 66 shops closed.",),
    ),
)
