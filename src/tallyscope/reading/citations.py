"""Sources named beside what is said: "according to X", "figures from X showed", relays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.pollsters import ANY_POLL, POLL_BY, POLLSTER
from tallyscope.reading.saying import CUE, PASSIVE, Saying, beside, leads
from tallyscope.statement import Span

_ACCORDING = Pattern(
    r"\b(?P<cue>[Aa]ccording to|[Aa]s per|[Bb]y the count that|[Cc]iting|[Bb]ased on"
    r"(?! (?:the |an? |about )?(?:first|partial|early|incomplete|<[PN]))|[Aa]s reported by"
    r"|[Aa]s announced by"
    r"|reported by|published by|announced by|released by|asked by|surveyed by|polled by"
    r"|[Bb]y the (?:reckoning|count|estimate|account|tally|figures) of) "
    r"(?P<who>(?:(?!,? (?:with|while|showing"
    r"|and <P|released|published|but(?! (?:un|in|pre))|as"
    r")\b|,? (?:on <D|at <T))[^,.;:()\"]){2,140}(?:, "
    r"(?:(?:the|a|an) "
    r"(?:(?!<[NPXR]\d)[^,.;\"]){2,80}|<A\d+>)(?=[,.]))?)"
)


_PASSIVE_SOURCES = ("reported by", "published by", "announced by", "released by")


# "according to results announced on Wednesday by X": X says it, on Wednesday.
_PUBLISHED = Pattern(r"(?P<who>.{2,80}?) (?:had |has )?(?:published|announced|released|gave)\b")
# "according to the final results, announced on Sunday by X, ..."
_RESULTS_BEHIND = Pattern(
    r",? (?:communicated|published|announced|released|issued|given)(?: (?:late "
    r"|early )?(?:on )?<D\d+>)?"
    r"(?: (?:morning|evening|night))? by (?P<who>(?:the |an? |its )?(?:[\w'-]+|<A\d+>)"
    r"(?: (?!had|has|have|was|were|is)(?:[\w'-]+|<A\d+>)){0,5}?)(?=[,.;]|$)"
)
_RESULTS_THAT = Pattern(
    r"(?:[\w'-]+ ){0,4}?(?:results?|figures|data|count|tally|returns) (?:that |which )?"
    r"(?P<who>.{2,100}?),? (?:had |has |have )?(?:published|announced|released|issued|gave)\b"
)
_RESULTS_BY = Pattern(
    r"(?:[\w'-]+ ){0,4}?(?:results?|figures|data|count|numbers|tally|returns|statistics"
    r"|surveys?|polls?|study)"
    r"(?: (?:[\w'-]+|<D\d+>)){0,4}? (?:by|from|on) (?P<who>(?!all\b|<[NP]).{2,100})$"
)


_OWN_FIGURES = Pattern(
    r"\b(?P<cue>[Bb]y) (?P<who>(?:the |<[AL]\d+>)?[^,;.\"]{0,50}?)'s (?:own )?(?:figures|count"
    r"|reckoning|estimates?|tally|account)\b"
)


def _own_figures(marked: Marked) -> Iterator[Saying]:
    """Read "by the commission's own figures"."""
    match = _OWN_FIGURES.search(marked.text)
    if match:
        said = (
            Span(marked.span.start, marked.at(match.start())),
            Span(marked.at(match.end()), marked.span.stop),
        )
        where = match.span("who")
        who = marked.story_span(*where)
        yield Saying(marked.words(*where), who, "by", said, "attribution:according-to")


def _according(marked: Marked) -> Iterator[Saying]:
    """Read "according to X" in front of, within or behind what is said."""
    for match in _ACCORDING.finditer(marked.text):
        if match["cue"] in _PASSIVE_SOURCES:
            continue
        start, stop = match.span("who")
        owner = _RESULTS_BY.match(marked.text, start, stop)
        owner = owner or _RESULTS_THAT.match(marked.text, start)
        owner = owner or _RESULTS_BEHIND.match(marked.text, match.end())
        if match["cue"].endswith("count that"):
            owner = _PUBLISHED.match(marked.text, start)
        start, stop = owner.span("who") if owner else (start, stop)
        _, dates = beside(marked, match.end())
        dates += tuple(re.findall(r"<(D\d+)>", match["who"])) if owner else ()
        said = (
            Span(marked.span.start, marked.at(match.start())),
            Span(marked.at(match.end()), marked.span.stop),
        )
        yield Saying(
            marked.words(start, stop).strip(),
            marked.story_span(start, stop),
            match["cue"].lower(),
            said,
            "attribution:according-to",
            dates,
        )


_SHOWED = Pattern(
    r"(?P<who>[^,;\"]{2,100}, <A\d+>(?=,)|"
    r"<A\d+>, (?:the|a|an|its|chair\w*|head|president|director|secretary|leader|minister|spokes\w+"
    r"|deputy|who|working|speaking|for) [^,;\"]{2,100}(?=,)|[^,;\"]{2,140}?)"
    r"(?:, (?:in (?:a|its|the)|the (?:day|eve|week|last|latest|first)|published|released"
    r"|conducted|taken|out) "
    r"[^,]{0,60},)?,? "
    r"(?P<cue>(?:have |has |had |also |now |still ){0,2}(?:showed|shows|show|shown|indicated"
    r"|indicates|indicate"
    r"|suggested|suggests|suggest|revealed|put|puts|pegged|pegs|gave|gives|give|given|projected"
    r"|(?:counted|tallied|processed|published)(?= <[NP])|has|had"
    r"|have|sees|saw|seen|made|makes))\b(?! up\b)"
)


# in the passive: turnout "was put at 68% by the tribunal"
_PUT_BY = Pattern(
    r"\b(?:put|estimated|given|reported|announced)(?: at| as)? <[PN]\d+> by "
    r"(?P<who>(?:the |a |an |its )?(?:[\w'-]+ ){0,4}(?:<A\d+>|[a-z]+))(?=[,.;]|$| on <D)"
    # "a turnout that the board put at 96 percent"
    r"|\b(?:turnout|participation|share|figure|result|vote) (?P<told>(?:that|which) "
    r"(?P<whom>(?:the |a |an |its )?(?:[\w'-]+ ){0,4}(?:<A\d+>|[a-z]+)) (?:has |had )?(?:put|puts"
    r"|gave|gives|estimated|estimates|reported|reports) (?:at|as) <[PN]\d+>)"
)


def _put_by(marked: Marked) -> Iterator[Saying]:
    """Read who a number in the passive comes from."""
    match = _PUT_BY.search(marked.text)
    if match:
        said = (Span(marked.span.start, marked.at(match.start("who"))),) if match["who"] else ()
        said = said or (marked.story_span(*match.span("told")),)
        where = match.span("who" if match["who"] else "whom")
        yield Saying(
            marked.words(*where), marked.story_span(*where), "by", said, "attribution:put-by"
        )


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


def _revised(marked: Marked) -> Iterator[Saying]:
    """Read who corrects a number."""
    match = _REVISED.match(marked.text)
    if match:
        yield _told_by(marked, match.span("who"), match)


_DATA = Pattern(
    r"\b(?:results?|figures|data|count|counts|tally|tallies|polls?|survey|surveys|returns"
    r"|statistics|projections?|estimates?|breakdown|numbers|bulletin|protocols?|website"
    r"|report)\b"
)


_PUT = Pattern(
    r" (?:the )?(?:[\w-]+ ){0,3}(?:turnout|figure|participation|support|share|number|lead"
    r"|<V\d+>|votes|ballots|papers|total|margin|majority"
    r"|<[AL]\d+>|him\b|her\b|it\b|them\b)"
)


_PUBLISHER = Pattern(
    r"\b(?:published|released|issued|announced|compiled|posted|provided|conducted|given) (?:"
    r"(?:late |early )?(?:on )?<D\d+> )?by (?P<who>[^,]{3,100}(?:, <A\d+>)?)$"
    r"|\bfrom (?P<source>(?:the |a )?"
    r"(?:[\w'-]+ ){0,4}(?:<A\d+>|commission|committee|ministry|board|pollster|institute|agency"
    r"|authorities|officials)[^,]{0,60})$"
)


_SHOWING = Pattern(
    r"\b(?:counted|tallied|processed|published|show|indicat|suggest|reveal|put|peg|ga?i?ve|project"
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
    r"(?:[Tt]hat|[Tt]his|[Ww]hich|[Ww]ho)\b|(?:[Tt]he )?<[LE]\d+>(?: and <L\d+>)?,? ?$"
)  # a place alone counts votes, and tells none
# where a clause begins with a subject of its own
_CLAUSE = Pattern(
    r"; (?:and |but )?|, (?:and|but|while) (?=(?:the |an? |its )?[a-z<])|(?<=[a-z]): "
)


def _clause_showed(marked: Marked, begin: int, *, in_front: bool = True) -> Iterator[Saying]:
    """Read "X put turnout at ..." at the beginning of a clause; `in_front`: of the first one."""
    text = marked.text
    match = _SHOWED.match(text, begin)
    if match is None or _speaks(text, begin, match.end("who")) or _NOBODY.match(match["who"]):
        return
    if not in_front and match["cue"].split(" ")[-1] in ("has", "had", "have"):
        at = _HAS_AT.match(text, match.end())
        if not (at and at.group().startswith(" <P") and re.fullmatch(r"<A\d+>", match["who"])):
            return
    verb = match["cue"].split(" ")[-1]
    owner = next(filter(None, (form.search(match["who"]) for form in _OWNERS)), None)
    if not (owner and POLL_BY.search(match["who"])) and not _tells(text, match, verb):
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
        "give",
        "given",
        "made",
        "makes",
        "sees",
        "saw",
        "seen",
    ):
        return bool(_PUT.match(text, match.end()))
    if verb in ("counted", "tallied", "processed", "published"):
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


_OWNERS = (POLLSTER, POLL_BY, _PUBLISHER)


_BODY_COUNTS = Pattern(
    r"<A\d+>(?:,? (?:working|for|published|released|conducted|taken) [^,]*)?$|\b(?:commission"
    r"|council|committee|agency|office|board|ministry"
    r"|tribunal)$"
)


_HAS_AT = Pattern(
    r" (?:[Nn]o|[Yy]es|Leave|Remain|(?:(?:Mr|Ms|Mrs|Dr)\.? |<G\d+> )?<A\d+>|it|him|her|them"
    r"|supporters|opponents|(?:his|her|the) (?:[a-z]+|<A\d+>|Yes|No))(?: "
    r"[a-z]+)? (?:at|on|ahead|winning"
    r"|leading)\b"
    r"| <P\d+>(?: of (?:decided |likely |the )*(?:voters|those asked|respondents|people))?"
    r" (?:(?:were |was )?(?:against|opposed|undecided|in favou?r|backing|supporting|saying)"
    r"|for(?= the\b| it\b|[,.;]))"
)


_A_NUMBER = Pattern(r"<[NP]")
_TOLD = (_PUT, _DATA, _HAS_AT, POLL_BY, _A_NUMBER)
"""Of what figures tell (`_tells`), or whose they are, something must stand in the sentence."""


_GAVE = ("gave", "put", "credited")
# "gave him 62 percent on Thursday": that day it was told
_GAVE_ON = Pattern(
    r"(?:(?!<[PND])[^.;:,]){1,60}<[PN]\d+>(?: of [a-z ]+)? (?:late |early )?on <(?P<day>D\d+)>"
)
_ON_A_DAY = Pattern(r"(?:(?:[Ll]ate |[Ee]arly )?[Oo]n )?<(?P<day>D\d+)>,? ")


def _told_by(marked: Marked, where: tuple[int, int], match: re.Match[str]) -> Saying:
    words = marked.words(*where).strip()
    after, dates = beside(marked, match.end())
    if match["cue"].endswith("published"):
        dates += tuple(re.findall(r"\bon <(D\d+)>", marked.text[after:])[:1])
    elif match["cue"].split(" ")[-1] in _GAVE:
        behind = _GAVE_ON.match(marked.text, after)
        front = _ON_A_DAY.match(marked.text, 0, where[0])
        dates += tuple(found["day"] for found in (behind, front) if found)
    said = (Span(marked.at(after), marked.span.stop),)
    who = marked.story_span(*where)
    return Saying(words, who, match["cue"], said, "attribution:figures", dates)


_QUOTED = Pattern(
    r"(?P<by>[^,;\"]{2,100}?) (?:quoted|cited) (?P<who>[^,;\"]{2,120}?) as (?P<cue>saying)\b|"
    r"(?P<whom>[^,;\"]{2,120}?) (?:was|were) (?:quoted|cited) as (?P<saying>saying)(?: by "
    r"(?P<paper>(?:the )?(?:[\w'-]+ )?<A\d+>(?: (?:news )?agency)?|[^,;\"]{2,60}?(?= that| <| on"
    r"|$|\.)))?|(?P<relay>[^,;\"]{2,100}?) (?:reported|said)(?: on <D\d+>)?, (?:citing|quoting) "
    r"(?P<cited>[^,;\"]{2,120}),?|(?P<outlet>[^,;\"]{2,100}?), (?P<cue2>citing|quoting) "
    r"(?P<named>[^,;\"]{2,120}), (?:reported|said)"
)


_QUOTED_BEHIND = Pattern(
    r",\"? (?P<who>[^,;\"]{2,100}?) (?:was|were) (?:quoted|cited) as saying(?: by "
    r"(?P<paper>[^,;.\"]{2,60}))?(?=[.,]|$| on <D)"
)


def _quoted_as(marked: Marked) -> Iterator[Saying]:
    """Read relays: "Y quoted X as saying", "Y reported, citing X"."""
    text = marked.text
    behind = _QUOTED_BEHIND.search(text)
    if behind:
        who = marked.story_span(*behind.span("who"))
        said_before = (Span(marked.span.start, who.start),)
        words = marked.words(*behind.span("who")).strip()
        relay_words = marked.words(*behind.span("paper")).strip() if behind["paper"] else ""
        yield Saying(words, who, "saying", said_before, "attribution:relay", (), relay_words)
    match = _QUOTED.match(text, leads(text, 0, len(text)))
    if match is None or behind:
        return
    groups = match.groupdict()
    name = next(key for key in ("who", "whom", "cited", "named") if groups[key])
    relay = next((key for key in ("by", "paper", "relay", "outlet") if groups[key]), "")
    who = marked.story_span(*match.span(name))
    relayed = marked.words(*match.span(relay)).strip() if relay else ""
    stop, dates = beside(marked, match.end())
    dates += tuple(re.findall(r"<(D\d+)>", match.group()))
    said = (Span(marked.at(stop), marked.span.stop),)
    words = marked.words(*match.span(name)).strip()
    yield Saying(words, who, "saying", said, "attribution:relay", dates, relayed)


CITATIONS: tuple[tuple[Pattern, Callable[[Marked], Iterator[Saying]]], ...] = (
    (_OWN_FIGURES, _own_figures),
    (_ACCORDING, _according),
    (_PUT_BY, _put_by),
    (_REVISED, _revised),
    (_TABLE, _published_table),
    (_SHOWING, _figures_showed),
)
"""Forms of citation, each with a pattern that must match somewhere in the sentence."""
RELAYS = ((Pattern(r"quot|cit"), _quoted_as),)
"""The same of what somebody relays."""
