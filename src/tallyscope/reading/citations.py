"""Sources named beside what is said: "according to X", relays such as "Y quoted X as saying"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.pollsters import ANY_POLL
from tallyscope.reading.saying import Saying, beside, leads
from tallyscope.statement import Span

_ACCORDING = Pattern(
    r"\b(?P<cue>[Aa]ccording to|[Aa]s per|[Bb]y the count that|[Cc]iting|[Bb]ased on"
    r"(?! (?:the |an? |about )?(?:samples?|first|partial|early|incomplete|<[PN]))|[Aa]s reported by"
    r"|[Aa]s announced by"
    r"|reported by|published by|announced by|released by|asked by|surveyed by|polled by"
    r"|[Bb]y the (?:reckoning|count|estimate|account|tally|figures) of) "
    r"(?P<who>(?:(?!,? (?:with|while|showing"
    r"|and <P|released|published|but(?! (?:un|in|pre))|as"
    r")\b|,? (?:on <D|at <T))[^,.;:()\"]){2,140}(?:, "
    r"(?:(?:the|a|an) "
    r"(?:(?!<[NPXR]\d)[^,.;\"]){2,80}|<A\d+>)(?=[,.]))?)"
)


# "according to the notice of January 20": that day it was said
_DATED = Pattern(
    r"(?<!result)(?<!results)(?<!figures)(?<!vote) (?:of|in|on|from|dated) <(?P<day>D\d+)>$"
)
# "According to the commission only 13 people voted": no comma tells where its name ends
_BODY_FIRST = Pattern(
    r"(?:him|her|them|it)(?= (?!own\b))|(?:the |an? |its )?"
    r"(?:[a-z'-]+ ){0,4}?(?:<A\d+>|commission|board|council|court|ministry"
    r"|newspaper|police|office|officials|authorities|tribunal|government|army|committee|agency)"
    r"(?= )"
)
_A_NUMBER = Pattern(r"<[NPX]")
_OURSELVES = Pattern(r"\bthis (?:newspaper|paper|website|correspondent)\b|\bour\b")
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
_RELEASED = Pattern(
    r",? (?:communicated|published|announced|released|issued|given)(?= (?:(?:late |early )?on )?<D)"
)
_RESULTS_THAT = Pattern(
    r"(?:[\w'-]+ ){0,4}?(?:results?|figures|data|count|tally|returns) (?:that |which )?"
    r"(?P<who>.{2,100}?),? (?:had |has |have )?(?:published|announced|released|issued|gave)\b"
)
_RESULTS_BY = Pattern(
    r"(?:[\w'-]+ ){0,4}?(?:results?|figures|data|count|numbers|tally|returns|statistics"
    r"|surveys?|polls?|study|reports?|bulletin|estimates?|analysis|statement|sheet|notice)"
    r"(?: (?:[\w'-]+|<D\d+>)){0,4}? (?:by|from|on) (?P<who>(?!all\b|<[NP]).{2,100})$"
)


_OWN_FIGURES = Pattern(
    r"\b(?P<cue>[Bb]y|[Ii]n) (?P<who>(?:the |<[AL]\d+>)?[^,;.\"<]{0,50}?)'s (?:own )?(?:figures"
    r"|count|reckoning|estimates?|tally|account)\b"
)


def _own_figures(marked: Marked) -> Iterator[Saying]:
    """Read "by the commission's own figures"."""
    match = _OWN_FIGURES.search(marked.text)
    if match:
        yield _cited(marked, match, "who", "by")


def _cited(
    marked: Marked, match: re.Match[str], group: str, cue: str, dates: tuple[str, ...] = ()
) -> Saying:
    """The saying of whom a group names: what stands in front of the match and behind it."""
    said = (
        Span(marked.span.start, marked.at(match.start())),
        Span(marked.at(match.end()), marked.span.stop),
    )
    where = match.span(group)
    who = marked.story_span(*where)
    return Saying(marked.words(*where), who, cue, said, "attribution:according-to", dates)


def _according(marked: Marked) -> Iterator[Saying]:
    """Read "according to X" in front of, within or behind what is said."""
    for match in _ACCORDING.finditer(marked.text):
        if match["cue"] in _PASSIVE_SOURCES or _OURSELVES.search(match["who"]):
            continue
        start, stop = match.span("who")
        short = (
            _BODY_FIRST.match(marked.text, start, stop) if _A_NUMBER.search(match["who"]) else None
        )
        stop = short.end() if short else stop
        owner = _RESULTS_BY.match(marked.text, start, stop)
        owner = owner or _RESULTS_THAT.match(marked.text, start)
        owner = owner or _RESULTS_BEHIND.match(marked.text, match.end())
        if match["cue"].endswith("count that"):
            owner = _PUBLISHED.match(marked.text, start)
        start, stop = owner.span("who") if owner else (start, stop)
        dated = _DATED.search(marked.text, start, stop)
        stop = dated.start() if dated else stop
        released = _RELEASED.match(marked.text, match.end())
        _, dates = beside(marked, released.end() if released else match.end())
        dates += tuple(re.findall(r"<(D\d+)>", match["who"])) if owner else ()
        dates += (dated["day"],) if dated and not owner else ()
        dates = () if ANY_POLL.search(match["who"]) else dates  # the day of what was asked
        said = (
            Span(marked.span.start, marked.at(match.start())),
            Span(marked.at(stop if short else match.end()), marked.span.stop),
        )
        yield Saying(
            marked.words(start, stop).strip(),
            marked.story_span(start, stop),
            match["cue"].lower(),
            said,
            "attribution:according-to",
            dates,
        )


_QUOTED = Pattern(
    r"(?P<by>[^,;\"]{2,100}?) (?:quoted|cited) (?P<who>[^,;\"]{2,120}?) as (?P<cue>saying)\b|"
    r"(?P<whom>[^,;\"]{2,120}?) (?:was|were) (?:quoted|cited) as (?P<saying>saying)(?: by "
    r"(?P<paper>(?:the )?(?:[\w'-]+ )?<A\d+>(?: (?:news )?agency)?|[^,;\"]{2,60}?(?= that| <| on"
    r"|$|\.)))?|(?P<relay>[^,;\"]{2,100}?) (?:reported|said)(?: on <D\d+>)?, (?:citing|quoting) "
    r"(?P<cited>[^,;\"]{2,120}),?|(?P<outlet>[^,;\"]{2,100}?), (?P<cue2>citing|quoting) "
    r"(?P<named>[^,;\"]{2,120}(?:, <A\d+>)?), (?:reported|said)"
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


# a headline: "80% back independence - officials"
_HEADLINE = Pattern(
    r"(?P<told>[^\"]{8,120}) - (?P<who>(?:[a-z]+ ){0,2}(?:officials?|police|commission|board|court"
    r"|monitors|observers|ministry|minister|pollsters?|sources?|exit polls?|polls?|survey))$"
)


def _headline(marked: Marked) -> Iterator[Saying]:
    """Read who says it behind the dash of a headline."""
    match = _HEADLINE.match(marked.text)
    if match:
        who = marked.story_span(*match.span("who"))
        said = (Span(marked.span.start, marked.at(match.end("told"))),)
        yield Saying(match["who"], who, "-", said, "attribution:headline")


# "in figures published by X on Monday", "in the tally that X released on Monday"
_OUT = r"(?:released|published|posted|issued|announced|given|put out)"
_BODY = (
    r"(?:(?:the |an? |its )?(?:(?!by\b|that\b)[\w'-]+ ){0,4}?(?:<A\d+>|boards?|commission|council"
    r"|committee|office|clerk|ministry|officials|authorit(?:y|ies)|court|tribunal|department"
    r"|registrar|auditor))"
)
_IN_FIGURES = Pattern(
    r"\b[Ii]n (?:the |its |an? )?(?:[a-z]+ ){0,3}?(?:figures|tally|count|results?|numbers"
    r"|update|bulletin|returns) "
    rf"(?:{_OUT}(?: (?:late |early )?(?:on )?<(?P<day>D\d+)>)? by (?P<by>{_BODY})"
    rf"|(?:that |which )?(?P<whom>{_BODY}) (?:had |has )?{_OUT})"
    r"(?:(?: late| early)?(?: on)? <(?P<then>D\d+)>)?"
)


def _in_figures(marked: Marked) -> Iterator[Saying]:
    """Read who put out the figures in which something is so."""
    match = _IN_FIGURES.search(marked.text)
    if match:
        dates = tuple(name for name in (match["day"], match["then"]) if name)
        yield _cited(marked, match, "by" if match["by"] else "whom", "in", dates)


CITATIONS: tuple[tuple[Pattern, Callable[[Marked], Iterator[Saying]]], ...] = (
    (_OWN_FIGURES, _own_figures),
    (_ACCORDING, _according),
    (_HEADLINE, _headline),
    (_IN_FIGURES, _in_figures),
)
"""Forms of citation, each with a pattern that must match somewhere in the sentence."""
RELAYS = ((Pattern(r"quot|cit"), _quoted_as),)
"""The same of what somebody relays."""
