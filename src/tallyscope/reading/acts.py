"""Verbs that are the claim themselves ("dismissed it as a sham"), and speech without a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.saying import (
    ACTS,
    AUX,
    CUE,
    FIRST_VERB,
    NOT_A_SPEAKER,
    NOT_TO,
    Saying,
    inside_quotation,
    leads,
    reads_as_speaker,
    start_of_clause,
)
from tallyscope.statement import Span

_ACT_CUE = Pattern(rf"(?<= ){AUX}{NOT_TO}\b(?P<verb>{ACTS})\b(?!-)")


_WHEN = Pattern(r",?(?: late| early)?(?: on)? <(?P<day>D\d+)>,? ?$")
_AT_THE_END = Pattern(r" on <(D\d+)>[.]?$")  # 'called it "a success" on Monday.'
# "Voters rejected the plan" is an outcome, and no claim of theirs.
_VOTERS = Pattern(r"\b(?:[Vv]oters|[Pp]eople|[Rr]esidents|[Cc]itizens|[Ee]lectors)\b|<E\d+>")
# "Cairo rejected the draft with 57 percent against" is one, too; "1,986 rejected it" another.
_OUTCOME = Pattern(
    r"<N\d+> (?:rejected|dismissed|backed)|<A\d+> rejected [^.;,\"<]{3,60} (?:with|by) <P"
    r"|(?:the )?<[LE]\d+> (?:has |have |had )?(?:[a-z]+ly )?"
    r"rejected (?:it|them|(?:the|an?|its|both|all) (?!(?:(?!in\b|with\b|by\b)[\w'-]+ ){0,4}"
    r"(?:results?|referendum|vote|claims?|figures?|numbers?|count|charges?|accusations?|ballot|polls?|election)\b)[^.;]*<[PX]\d)"
)
_RELATIVE = Pattern(
    r"\b(?:which|that) (?P<who>(?:the |many |most |some )?(?:[\w'-]+ ){0,4}?(?:<[AL]\d+>|[\w'-]+)"
    r"(?: and (?:its |the )?[\w<>'-]+){0,2}) "
    rf"(?P<cue>{AUX}(?:{ACTS}|said|say|says))\b"
)


_WHICH = Pattern(r"\bwhich |\bthat ")


def relative_acts(marked: Marked) -> Iterator[Saying]:
    """Read "referendums, which the West dismissed as a sham"."""
    for match in _RELATIVE.finditer(marked.text) if _WHICH.search(marked.text) else ():
        who = marked.story_span(*match.span("who"))
        words = marked.words(*match.span("who"))
        if NOT_A_SPEAKER.search(words):
            continue
        stop = marked.text.find(",", match.end())
        end = marked.at(stop) if stop > 0 else marked.span.stop
        said = (Span(marked.at(match.start()), end),)
        yield Saying(words, who, match["cue"], said, "attribution:relative", is_act=True)


def acts(marked: Marked, before: list[Saying]) -> Iterator[Saying]:
    """Read "X denounced the vote as ...", where the verb itself is the claim."""
    text = marked.text
    for cue in _ACT_CUE.finditer(text):
        where = marked.at(cue.start())
        if any(_covers(saying, where) for saying in before) or inside_quotation(text, cue.start()):
            continue
        begin = start_of_clause(text, cue.start())
        lead = leads(text, begin, cue.start())
        speaker = text[lead : cue.start()]
        if _OUTCOME.match(speaker + text[cue.start() :]):
            continue
        if not reads_as_speaker(speaker) or _VOTERS.search(speaker) or CUE.search(speaker):
            continue
        when = _WHEN.search(text, lead, cue.start())
        stop = when.start() if when else cue.start()
        who = Span(marked.at(lead), marked.at(len(text[:stop].rstrip(" ,"))))
        words = marked.plain[who.start - marked.span.start : who.stop - marked.span.start]
        dates = tuple(re.findall(r"\b(?:[Oo]n) <(D\d+)>", text[begin:lead]))
        dates += (when["day"],) if when else ()
        dates += tuple(_AT_THE_END.findall(text, cue.end()))
        said = (Span(who.start, marked.span.stop),)
        yield Saying(words, who, cue.group(), said, "attribution:act", dates, is_act=True)
        return


def _covers(saying: Saying, offset: int) -> bool:
    inside_who = saying.who_span.start <= offset <= saying.who_span.stop
    return inside_who or (
        saying.is_act and any(span.start <= offset < span.stop for span in saying.said)
    )


_PROCLAIMING = Pattern(
    r"(?P<who>(?:<A\d+>|[\w'-]+)(?: of <[AL]\d+>)?) (?P<cue>proclaiming|saying|reading|declaring"
    r"|claiming|announcing|stating)"
    r"(?= that\b|:? [\"'])"
)


def proclaiming(marked: Marked) -> Iterator[Saying]:
    """Read 'billboards proclaiming "..."'."""
    for match in _PROCLAIMING.finditer(marked.text) if "ing" in marked.text else ():
        who = marked.story_span(*match.span("who"))
        said = (Span(who.start, marked.span.stop),)
        words = marked.words(*match.span("who"))
        yield Saying(words, who, match["cue"], said, "attribution:participle")


_PARTICIPLE = Pattern(
    r", (?:and )?(?P<cue>saying|adding|claiming|noting|insisting|arguing|declaring|announcing"
    r"|stating|estimating|conceding|admitting|reporting)\b"
    r"(?= that\b| <| (?:the|an?|his|her|its|their|he|she|it|they|there|turnout|only|more|some)\b)"
)


def participles(marked: Marked) -> Iterator[Saying]:
    """Read "X conceded defeat, saying that ...": it is X who says it."""
    text = marked.text
    match = _PARTICIPLE.search(text)
    subject = FIRST_VERB.match(text, leads(text, 0, len(text))) if match else None
    if match is None or subject is None or not reads_as_speaker(subject["who"]):
        return
    who = marked.story_span(*subject.span("who"))
    said = (Span(marked.at(match.end()), marked.span.stop),)
    yield Saying(marked.words(*subject.span("who")), who, match["cue"], said, "attribution:saying")


_UNNAMED = Pattern(
    r"\b(?:is|are|was|were) (?:widely |now |also |generally )?(?P<cue>believed|thought|said"
    r"|understood|reported|alleged|rumoured|estimated)\b"
    r"(?= to\b| that\b)|\b(?P<adverb>reportedly|allegedly|purportedly)\b"
)


def unnamed(marked: Marked) -> Iterator[Saying]:
    """Read "is believed to have": somebody says it, and the story does not tell who."""
    for match in _UNNAMED.finditer(marked.text):
        where = marked.story_span(*match.span())
        said = (_clause_around(marked, match),)
        yield Saying("unnamed", where, match.group(), said, "attribution:unnamed")


def _clause_around(marked: Marked, match: re.Match[str]) -> Span:
    text = marked.text
    start = max(text.rfind(mark, 0, match.start()) for mark in ("; ", ", and ", ", but "))
    stop = text.find("; ", match.end())
    return Span(
        marked.at(start + 2) if start >= 0 else marked.span.start,
        marked.at(stop) if stop >= 0 else marked.span.stop,
    )
