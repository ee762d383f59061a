"""Figures that tell: "results published by X showed ...", "X put turnout at ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.pollsters import ANY_POLL, POLL_BY, POLLSTER
from tallyscope.reading.saying import CUE, PASSIVE, Saying, beside, leads
from tallyscope.statement import Span

_SHOWED = Pattern(
    r"(?P<who>[^,;\"]{2,100}, <A\d+>(?=,)|"
    r"<A\d+>, (?:the|a|an|its|chair\w*|head|president|director|secretary|leader|minister|spokes\w+"
    r"|deputy|who|working|speaking|for) [^,;\"]{2,100}(?=,)|[^,;\"]{2,140}?)"
    r"(?:, (?:in (?:a|its|the)|the (?:day|eve|week|last|latest|first)|published|released"
    r"|conducted|taken|out|based|with|for|by|which) "
    r"[^,\"]{0,80},)?(?:, <D\d+>)?,? "
    r"(?P<cue>(?:have |has |had |also |now |still ){0,2}(?:showed|shows|show|shown|indicated"
    r"|indicates|indicate"
    r"|suggested|suggests|suggest|revealed|credited|credits|credit|put|puts|pegged|pegs|gave|gives|give|given|projected"
    r"|(?<=had )forecast|(?<=has )forecast|sets?(?= (?:the )?(?:\"|[Yy]es\b"
    r"|[Nn]o\b|turnout|participation|share|figure|result|margin|lead\b))"
    r"|(?:counted|tallied|processed|published|listed)(?= <[NP])|has|had"
    r"|have|sees|saw|seen|made|makes))\b(?<!\bto show)(?! (?:up|forward|together|off|down|to)\b)"
)


# in the passive: turnout "was put at 68% by the tribunal"
_PUT_BY = Pattern(
    r"\b(?:put|estimated|given|reported|announced)(?: at| as)? <[PN]\d+> by "
    r"(?P<who>(?:the |a |an |its )?(?:[\w'-]+ ){0,4}(?:<A\d+>|[a-z]+))(?=[,.;]|$| on <D)"
    # who "was declared the winner by the commission on Monday with 54 percent"
    r"|\b(?:was|were|been) (?:declared|proclaimed|announced|certified|confirmed|made public)\b"
    r"(?:(?!<[PN])[^.;,\"]){0,60}? by (?P<by>(?:the |an? |its )(?:[\w'-]+ ){0,3}?(?:<A\d+>"
    r"|commission|board|council|court|tribunal|ministry|officer|office|committee|governor"
    r"|authorit(?:y|ies)|officials|clerk|mayor)(?:, <A\d+>)?)(?P<then>(?: on)? <D\d+>)?"
    r"(?= (?:with|after|on|in)\b|[,.]|$)"
    # of a turnout "that the board put at 96 percent", of a share "that they had announced"
    r"|(?P<told>(?:<P\d+> that|\b(?:turnout|participation|share|figure|result|vote) (?:that|which)"
    r"|, (?:which|whom)) (?P<whom>(?!had\b|has\b|have\b|was\b|were\b)(?:the |a |an |its )?"
    r"(?:[\w'-]+ ){0,4}?(?:<A\d+>|[a-z]+))(?: \([^()]{2,20}\))?"
    r" (?:(?:in|on) <D\d+> )?(?:has |had )?(?:put|puts|pegged"
    r"|gave|gives|estimated|estimates|reported|reports|announced|saw|sees|(?:had|has)(?= at\b))"
    r"(?: (?:in the lead |ahead )?(?:at|as|with|on) <[PN]\d+>| (?:(?:on )?<D\d+>)?))"
)


def _put_by(marked: Marked) -> Iterator[Saying]:
    """Read who a number in the passive comes from."""
    match = _PUT_BY.search(marked.text)
    if match:
        name = next(name for name in ("who", "by", "whom") if match[name])
        where = match.span(name)
        said: tuple[Span, ...] = (Span(marked.span.start, marked.at(where[0])),)
        if name == "whom":
            said = (marked.story_span(*match.span("told")),)
        elif name == "by":
            said += (Span(marked.at(match.end("by")), marked.span.stop),)
        dates = tuple(re.findall(r"<(D\d+)>$", match["told"] or match["then"] or ""))
        who = marked.story_span(*where)
        yield Saying(marked.words(*where), who, "by", said, "attribution:put-by", dates)


# "the commission has raised its figure for turnout from 41 to 43 percent"
_REVISED = Pattern(
    r"(?P<who>(?:[Tt]he |<L\d+>'s |<G\d+> |[Ii]ts )?(?:[\w'-]+ ){0,3}?(?:<A\d+>|[a-z]+)) (?P<cue>"
    r"(?:has "
    r"|have |later )?(?:raised|lowered|revised|corrected|cut) (?:its|their|the) "
    r"(?:[a-z]+ )?(?:figures?|estimates?|counts?|tally))\b"
)


# What introduces a table: "The commission published these figures on Sunday" and a colon.
_TABLE = Pattern(
    r"(?P<who>(?:[Tt]he |<L\d+>'s |[Ii]ts )?(?:[\w'-]+ ){0,4}?(?:<A\d+>|[a-z]+(?:, <A\d+>"
    r"(?=,))?)),? (?P<cue>(?:has |have )?"
    r"(?:published|released|issued|gave|listed|posted)) (?:these|the following|its|the|as "
    r"follows)\b"
    r".*:$"
)


def _published_table(marked: Marked) -> Iterator[Saying]:
    """Read who published the figures in the lines that follow."""
    match = _TABLE.match(marked.text) if marked.text.endswith(":") else None
    if match:
        saying = _told_by(marked, match.span("who"), match)
        yield replace(saying, dates=tuple(re.findall(r"\bon <(D\d+)>", marked.text)))


# whose they are: "results read out by the officers so far", "some of the figures it released"
_OUT = (
    r"(?:released|published|issued|announced|declared|posted|listed|given|gave|reported|read out)"
)
_SOURCE = r"(?:(?:the |an? |its )?(?:[\w'-]+ ){0,5}?(?:<A\d+>|[a-z]+(?:, <A\d+>)?))"
_TABLE_OF = Pattern(
    r"\b(?:[Rr]esults?|[Ff]igures|[Nn]umbers|[Tt]urnout|[Cc]ount|[Tt]ally|[Rr]eturns|[Vv]otes)\b[^.;]*?"
    rf"(?:\b(?P<cue>{_OUT})(?: (?:so far|(?:late )?(?:on )?<D\d+>))? by (?P<who>{_SOURCE})"
    r"|(?:, |\b)(?P<from>from) (?P<source>(?:the |an? |its )?(?:[\w'-]+ ){0,3}?(?:<A\d+>"
    r"|commission|board|officials))"
    rf"|\b(?:that |which )?(?P<whom>(?:it|they|s?he|<A\d+>"
    r"|the (?:[\w'-]+ ){0,3}(?:<A\d+>|[a-z]+)))"
    rf" (?:has |have |had )?(?P<did>{_OUT}))"
    r"(?: so far| to date| yesterday| today| (?:late |early )?(?:on )?<D\d+>(?: (?:night|evening"
    r"|morning|afternoon))?)*:$"
)


def _table_of_figures(marked: Marked) -> Iterator[Saying]:
    """Read whose figures stand in the lines that follow."""
    match = _TABLE_OF.search(marked.text) if marked.text.endswith(":") else None
    if match:
        who = next(name for name in ("who", "source", "whom") if match[name])
        cue = match["cue"] or match["from"] or match["did"]
        said = (Span(marked.span.stop, marked.span.stop),)
        span = marked.story_span(*match.span(who))
        dates = tuple(re.findall(r"<(D\d+)>", match.group()))
        yield Saying(marked.words(*match.span(who)), span, cue, said, "attribution:figures", dates)


def _revised(marked: Marked) -> Iterator[Saying]:
    """Read who corrects a number."""
    match = _REVISED.match(marked.text)
    if match:
        yield _told_by(marked, match.span("who"), match)


_DATA = Pattern(
    r"\b(?:results?|figures|data|count|counts|tally|tallies|polls?|survey|surveys|returns"
    r"|statistics|projections?|estimates?|breakdown|numbers|bulletin|protocols?|website"
    r"|report)\b",
    re.IGNORECASE,
)


_PUT = Pattern(
    r" (?:[^.;:,<]|<[AGLEV]\d+>){1,80}? at (?=<[PNX])"
    r"| (?:the |a )?(?:[\w-]+ ){0,3}(?:turnout|figure|participation|support|share|number|lead"
    r"|<[VN]\d+>|side|camp|votes|ballots|papers|total|margin|majority"
    r"|<[AL]\d+>|him\b|her\b|it\b|them\b)"
)


PUBLISHER = Pattern(
    r"\b(?:published|released|issued|announced|compiled|posted|provided|conducted|given|read out"
    r"|kept|declared|presented) (?:here )?(?:"
    r"(?:late |early )?(?:on )?<D\d+> )?by (?P<who>[^,]{3,100}?(?:, <A\d+>)?),?"
    r"(?: (?:on )?<D\d+>)?,? ?$"
    r"|\bfrom (?P<source>(?:the |a )?"
    r"(?:[\w'-]+ ){0,4}(?:<A\d+>|commission|committee|ministry|board|pollster|institute|agency"
    r"|authorities|officials)[^,]{0,60})$"
)


_SHOWING = Pattern(
    r"\b(?:counted|credit|listed|tallied|processed|published|show|indicat|suggest|reveal|put|peg|ga?i?ve|project"
    r"|forecast|sets?\b"
    r"|ha[sd]|have|see|saw|seen|made|makes)"
)


def _figures_showed(marked: Marked) -> Iterator[Saying]:
    """Read "results published by X showed ..." and "X put turnout at ..."."""
    text = marked.text
    if not (_SHOWING.search(text) and any(told.may_match(text) for told in _TOLD)):
        return
    begin = leads(text, 0, len(text))
    where = _WHERE.match(text, begin)
    begin = where.end() if where else begin
    aside = _ASIDE.match(text, begin)
    yield from _clause_showed(marked, aside.end() if aside else begin)
    for clause in _CLAUSE.finditer(text):
        yield from _clause_showed(marked, clause.end(), in_front=False)


_ASIDE = Pattern(r"(?:which|where|who) [^,]{3,80}, ")
_NOBODY = Pattern(
    r"(?:[Tt]hat|[Tt]his|[Ww]hich|[Ww]ho|In [a-z]+ that)\b|.* (?:alone|itself)$"
    r"|(?:[\w'-]+ ){1,4}(?:vote|referendum|election|ballot|plebiscite|draft"
    r"|proposal|bill|law|requirement|measure|plan)"
    r"(?: (?:on|in|to|for|of)\b[^,]*)?,? ?$"
    r"|(?:(?:[Tt]he )?<[LE]\d+>|[Tt]he (?:province|city|state|region|district|county|town|island"
    r"|department|capital|constituency|municipality|parish|ward|village|borough|suburb|riding|seat"
    r"|precinct|canton|commune|atoll) of <[LEA]\d+>)(?: and <L\d+>)?,? ?$"
)  # a place alone counts votes, and tells none
# where a clause begins with a subject of its own
_CLAUSE = Pattern(
    r"; (?:and |but )?|, (?:and|but|while) (?=(?:the |an? |its )?[a-z<])|(?<=[a-z]): "
    r"|, (?=<A\d+> (?:gave|put|saw|had) (?:them|him|her|it)\b)"
)


def _clause_showed(marked: Marked, begin: int, *, in_front: bool = True) -> Iterator[Saying]:
    """Read "X put turnout at ..." at the beginning of a clause; `in_front`: of the first one."""
    text = marked.text
    match = _SHOWED.match(text, begin)
    if match is None or _speaks(text, begin, match.end("who")) or _NOBODY.match(match["who"]):
        return
    if not in_front and match["cue"].split(" ")[-1] in ("has", "had", "have"):
        at = _HAS_AT.match(text, match.end())
        if not (at and re.fullmatch(r"<A\d+>", match["who"])):
            return
    verb = match["cue"].split(" ")[-1]
    front = text[match.start() : match.start("cue")].rstrip(" ,")
    poll = POLLSTER.search(front) or POLL_BY.search(front)
    owner = poll or PUBLISHER.search(front)
    if not (poll and _A_SHARE.search(text, match.end())) and not _tells(text, match, verb):
        return
    is_body = bool(_BODY_COUNTS.search(match["who"]) and _HAS_AT.match(text, match.end()))
    has = verb in ("has", "had", "have")
    is_body = is_body and (has or verb in ("put", "puts"))
    if owner is not None:
        yield _told_by_owner(marked, match, owner)
    elif is_body or not (has or ANY_POLL.search(match["who"])):
        yield _told_by(marked, match.span("who"), match)


_PASSIVE = Pattern(PASSIVE)


def _speaks(text: str, begin: int, stop: int) -> bool:
    """Whether somebody says something there; "announced by X" is another matter."""
    return any(not _PASSIVE.match(text, cue.end()) for cue in CUE.finditer(text, begin, stop))


def _tells(text: str, match: re.Match[str], verb: str) -> bool:
    """Whether what follows is what figures tell: "put turnout at", "data showed"."""
    if verb in (
        "put",
        "puts",
        "pegged",
        "pegs",
        "gave",
        "gives",
        "credit",
        "credits",
        "credited",
        "give",
        "given",
        "made",
        "makes",
        "sees",
        "saw",
        "seen",
        "set",
        "sets",
        "forecast",
    ):
        return bool(_PUT.match(text, match.end()) or _HAS_AT.match(text, match.end()))
    if verb in ("counted", "tallied", "processed", "published", "listed"):
        return text.startswith((" <N", " <P"), match.end())  # `_A_NUMBER`
    return bool(_DATA.search(match["who"]) or _HAS_AT.match(text, match.end()))


def _told_by_owner(marked: Marked, match: re.Match[str], owner: re.Match[str]) -> Saying:
    """The saying of whoever published the figures."""
    start, stop = owner.span("who" if owner["who"] else "source")
    offset = match.start("who")
    # the day of a poll is what it is about, and not when somebody spoke
    is_poll = bool(ANY_POLL.search(match["who"])) or match["cue"] in ("has", "had", "have")
    dates = () if is_poll else tuple(re.findall(r"<(D\d+)>", match["who"]))
    saying = _told_by(marked, (start + offset, stop + offset), match)
    return replace(saying, dates=dates + saying.dates)


# "In X the officials counted ...", "People danced after results showed ..."
_WHERE = Pattern(
    r"(?:[Ii]n|[Aa]cross) (?:the )?<L\d+>(?: (?:region|province|district|state|county))?"
    r"(?:, (?:which|where) [^,]{3,80})?,? "
    r"|[^,;\"]{2,100} after (?=[a-z]+ (?:results|figures)\b)"
)


_BODY_COUNTS = Pattern(
    r"<A\d+>(?:,? (?:working|for|published|released|conducted|taken) [^,]*)?$|\b(?:commission"
    r"|council|committee|agency|office|board|ministry"
    r"|tribunal)$"
)


_HAS_AT = Pattern(
    r" (?:\"?(?:[Nn]o|[Yy]es)\"?|Leave|Remain|(?:(?:Mr|Ms|Mrs|Dr)\.? |<G\d+> )?<A\d+>|[a-z]+"
    r"|(?:his|her|the) (?!best|worst|same|highest|lowest|most|lead\b)\"?(?:[\w-]+"
    r"|<A\d+>)\"?(?: (?:of )?(?:the )?(?:[\w-]+|<A\d+>)){0,3}?)(?: [a-z]+,?)? "
    r"(?:at|on|in the lead|ahead|winning|leading|level)\b(?=[^.;:]{0,60}<[PX])"
    r"| <P\d+>(?: of (?:decided |likely |the )*(?:voters|those asked|respondents|people))?"
    r" (?:(?:were |was )?(?:against|opposed|undecided|in favou?r|backing|supporting|saying)"
    r"|for(?= the\b| it\b|[,.;]))"
)


_A_SHARE = Pattern(r"<[PX]")
_A_NUMBER = Pattern(r"<[NP]")
_TOLD = (_PUT, _DATA, _HAS_AT, POLL_BY, _A_NUMBER)
"""Of what figures tell (`_tells`), or whose they are, something must stand in the sentence."""


_GAVE = ("gave", "put", "credited", "set")
# "gave him 62 percent on Thursday": that day it was told
_GAVE_ON = Pattern(
    r"(?:(?!<[PND])[^.;:,]){1,60}<[PN]\d+>(?: of [a-z ]+)? (?:late |early )?on <(?P<day>D\d+)>"
)
_TOLD_ON = Pattern(r" (?:(?:late |early )?on )?<D\d+>$")
_ON_A_DAY = Pattern(
    r"^(?:(?:[Ll]ate |[Ee]arly )?[Oo]n )?<(?P<day>D\d+)>,? "
    r"|^In (?:its|his|her|their|the|an?) (?:ruling|report|statement|decision|verdict|bulletin)"
    r" (?:of|on|from) <(?P<of>D\d+)>, "
)


def _told_by(marked: Marked, where: tuple[int, int], match: re.Match[str]) -> Saying:
    told_on = _TOLD_ON.search(marked.text, *where)
    where = (where[0], told_on.start()) if told_on else where
    words = marked.words(*where).strip()
    after, dates = beside(marked, match.end())
    if match["cue"].endswith("published"):
        dates += tuple(re.findall(r"\bon <(D\d+)>", marked.text[after:])[:1])
    elif match["cue"].split(" ")[-1] in _GAVE:
        behind = _GAVE_ON.match(marked.text, after)
        front = _ON_A_DAY.search(marked.text, 0, where[0])
        dates += (behind["day"],) if behind else ()
        dates += (front["day"] or front["of"],) if front else ()
    said = (Span(marked.at(after), marked.span.stop),)
    who = marked.story_span(*where)
    return Saying(words, who, match["cue"], said, "attribution:figures", dates)


FIGURES: tuple[tuple[Pattern, Callable[[Marked], Iterator[Saying]]], ...] = (
    (_PUT_BY, _put_by),
    (_REVISED, _revised),
    (_TABLE, _published_table),
    (_TABLE_OF, _table_of_figures),
    (_SHOWING, _figures_showed),
)
"""Forms of figures that tell, each with a pattern that must match somewhere in the sentence."""
