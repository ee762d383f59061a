"""Numbers that lean on the one before: the same result again, or that of another place.

"N votes (P)", "P1 in A, P2 in B and P3 in C", "in B the figure was P".
"""

from __future__ import annotations

from tallyscope.reading.frames.link import Link
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Kind

COUNTED_BY_PLACE: tuple[Kind, ...] = (
    "share",
    "turnout",
    "votes",
    "poll",
    "participants",
    "invalid",
    "abstention",
)

_RESPECTIVELY = Pattern(r"\b(?:respectively|in that order)\b")
_LIST_OF_PLACES = Pattern(r"<L\d+>(?:, (?:the )?<L\d+>)*,? and (?:the )?<L\d+>")
_LIST_OF_SHARES = Pattern(r"<P\d+>(?:, <P\d+>)*,? and <P\d+>")


def _is_told_apart(marked: Marked) -> bool:
    """Whether numbers belong to places one by one: said so, or two lists of one length."""
    places, shares = _LIST_OF_PLACES.search(marked.text), _LIST_OF_SHARES.search(marked.text)
    if places and shares:
        return places.group().count("<") == shares.group().count("<")
    return bool(_RESPECTIVELY.search(marked.text))


_OF_A_PLACE = Pattern(r"<L\d+>'s .* (?:reported|announced|claimed|declared|returned)")


def _names_a_place(marked: Marked) -> bool:
    """Whether those who report a number are those of a place: "Luhansk's separatists"."""
    return bool(_OF_A_PLACE.search(marked.expanded(0, len(marked.text))))


_WHERE = Pattern(r"\bwhere\b[^;]*, it (?:was|is|stood) (?:at )?<P")


def _no_clause_between(marked: Marked) -> bool:
    """Whether "it" is the number before, not that of "In Kirn, where X won with N, it was P"."""
    return not _WHERE.search(marked.low)


LINKS: tuple[Link, ...] = (
    Link(
        id="link.same-result",
        form="N votes (P); P, or N votes",
        gap=(
            r"(?: (?:of )?{V})?(?: \(|,? or(?: about| some| exactly)?|,|\s-(?: just| only)?"
            r"|,? that is,?|,? "
            r"which is|,? representing| for| and) ?"
        ),
        tail=(
            r"(?: of (?P<of>{V}(?: cast)?)(?: to(?=[,.;]))?| {V})?"
            r"(?:\)|(?=,|\.|;|$| and | for | to (?!<[PN])| against (?!<[PN])| -))"
        ),
        other_sort=True,
        examples={
            "The No side had 2,001,926 votes (55.3%).": ("votes No 2,001,926", "share No 55.3%"),
            "Mr Lind had 5,092 votes, or 51.2%.": ("votes Mr Lind 5,092", "share Mr Lind 51.2%"),
        },
        counter_examples=("The No side had 2,001,926 votes (and 40 rallies).",),
    ),
    Link(
        id="link.with-votes",
        form="P of the vote, with N ballots",
        gap=r"(?: of {V})?,? with(?: just| only| exactly)? ",
        tail=r" {V}(?=[,.;]|$| and\b)",
        kinds=("share", "turnout"),
        other_sort=True,
        examples={
            "Mr Lind collected 56.5 percent of the vote, with 137,066 ballots.": (
                "share Mr Lind 56.5% of votes",
                "votes Mr Lind 137,066",
            ),
        },
        counter_examples=("Mr Lind collected 56.5 percent, with 137,066 people there.",),
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
        kinds=(*COUNTED_BY_PLACE, "registered", "counted"),
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
        kinds=(*COUNTED_BY_PLACE, "registered"),
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
        kinds=COUNTED_BY_PLACE,
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
            r"|was next|comes next|trailed|ranked second|was close behind|came (?:closest|nearest)"
            r" to (?:an? )?[a-z-]+|(?:was|is|were) (?:the "
            r")?[a-z]+"
            r"(?: of (?:the |all )?[a-z]+)?),? (?:with|at|on) (?:just |only )?"
        ),
        tail=r"(?=[.,;]|$| in\b| and\b| of {V})",
        kinds=COUNTED_BY_PLACE,
        from_before=True,
        examples={
            "In Scotland 74% voted Yes. Wales came closest to a refusal with 54.9%.": (
                "share Yes 74% in Scotland",
                "share Yes 54.9% in Wales",
            ),
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
            r"[.)]?{FILLER}(?:;|,|,? and|,? but)? ?(?:that|this|which|it)(?:'s| is| was| makes?|"
            r" made| constitutes?| constituted| equals?"
            r"| means| meant| amounts? to| represents?| comes? to| corresponds? to"
            r"| translates? (?:in)?to"
            r"| works out at)(?: (?:a|an|about|just|only|exactly|some|turnout of|share of|the "
            r"equivalent"
            r" of)){0,3} ?"
        ),
        tail=(
            r"(?: of (?:the total number of )?(?P<of>{V}(?: called)?))?"
            r"(?: (?P<option>against|in favou?r|for it|yes|no)(?=[,.;]| and\b|$))?(?! of"
            r"|,? (?:turnout|higher|lower|more|less|up|down)| (?:to|against|versus) <P| ?- ?<P)"
        ),
        other_sort=True,
        to_first=True,
        from_before=True,
        accepts=_no_clause_between,
        examples={
            "In Kirn 446 people voted for self-government. That is 64.4 per cent.": (
                "votes self-government 446",
                "share self-government 64.4%",
            ),
        },
        counter_examples=(
            "In Kirn 446 people voted for self-government. That is 64.4% of homes.",
            "In Kirn 446 people voted for self-government. That is 64.4% against 35.6%.",
            "In Kirn, where 446 people voted for self-government, it was 64.4 per cent.",
        ),
    ),
    Link(
        id="link.voted",
        form="..., in B P did",
        gap=r"[.)]?{FILLER}(?:;|,|,? and|,? but)?(?: (?P<place>{I}),?)?{FILLER} ?",
        tail=r"{ADVERB} (?:did|had|have)(?: so)?(?=[.,;]|$)",
        kinds=("turnout",),
        from_before=True,
        examples={
            "They said 81% of the electorate had taken part, and in Luhansk one in five had.": (
                "turnout 81% of registered",
                "turnout one in five in Luhansk",
            ),
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
)

REPORTED: tuple[Link, ...] = (
    Link(
        id="link.place-reported",
        form="..., the B administration gave it as P, C's officials reported P",
        gap=(
            r"[.)]?{FILLER}(?:;|,|,? and|,? while|,? but)? ?(?:the )?(?P<place>{L})(?:'s ?|(?:'s)?"
            r"(?: [a-z-]+){1,2} (?:gave|put|reported|announced|claimed|declared|returned|had|saw)"
            r"(?: (?:the figure|it|its result))?(?: as| at| of)? ?)"
        ),
        tail=r"(?=[,.;]|$| and )",
        kinds=COUNTED_BY_PLACE,
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
        kinds=COUNTED_BY_PLACE,
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
)
