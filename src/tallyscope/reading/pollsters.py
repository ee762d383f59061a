"""Who asked or projected: "in a survey by X", "the broadcaster X put out its forecast"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.saying import Saying
from tallyscope.statement import Span

# Whose poll it is stands behind it ("a survey by X, published ...") or before ("an X survey").
_IN_A_POLL = Pattern(
    r"\b[Ii]n (?:an?|the|its|their|another|one|the latest|the last) (?:[a-z-]+ ){0,2}?"
    r"(?:(?P<whose><A\d+>)(?:'s)? )?(?P<cue>polls?|surveys?|study|forecast|projection)\b"
    r"(?: (?:by|from|for) (?P<who>(?:the )?(?:[a-z-]+ ){0,3}<A\d+>))?"
)
# The figures themselves follow a colon.
_PUT_OUT = Pattern(
    r"(?:(?:[Oo]n )?<D\d+>,? )?"
    r"(?P<who>(?:[Tt]he |[Ii]ts |<[LG]\d+>(?:'s)? )?(?:[\w'-]+ ){0,3}?<A\d+>)"
    r" (?P<cue>(?:has |have |had )?(?:put out|published|released|issued|gave|presented|aired))"
    r" (?:its|a|an|the|their) (?:[a-z]+ )?(?:forecast|projection|figures|count|results|tally"
    r"|exit poll|estimate|prognosis)\b[^:.]*(?=: )"
    r"|[^:.<\"]{0,50}\b(?P<update>figures|count|results|tally|numbers|bulletin|update)"
    r" (?:from|by|of) (?P<from>(?:the |an? )?(?:[\w'-]+ ){0,3}?(?:<A\d+>|commission|council|board"
    r"|office|court|ministry|tribunal))(?=: )"
)
# figures of nobody that stand at the head: "First official numbers" and a colon
_HEADED = Pattern(
    r"(?:<T\d+>[:,]? )?(?P<who>(?:[Tt]he )?(?:(?:[Ff]irst|[Oo]fficial|[Ff]inal|[Pp]rovisional"
    r"|[Pp]reliminary|[Pp]artial|[Ee]arly|[Ll]atest|[Uu]nofficial) ){1,3}(?:numbers|results|figures"
    r"|returns|count|tally))(?P<cue>(?=: ))"
)

# Whose poll it is, in the words in front of a verb such as "had" or "shows".
POLLSTER = Pattern(
    r"(?:^|[Tt]he |[Aa] |[Aa]n |latest |new )(?P<who><A\d+>)(?P<source>)(?:'s)? (?:(?:[a-z-]+ )?"
    r"(?:polls?"
    r"|surveys?)\b|(?<=[Aa] <A\d> )(?=published|released|taken|conducted|out\b))"
)
_POLL = (
    r"\b(?:[Pp]olls?|[Ss]urveys?|[Ff]orecasts?|[Pp]rojections?|(?:quick|parallel) (?:vote )?"
    r"(?:counts?|tabulations?))\b"
)
_ASKERS = (
    r"(?:universit(?:y|ies)|institute|agency|broadcaster|newspaper|pollster|firm|magazine|daily"
    r"|paper|group|television|station)"
)
POLL_BY = Pattern(
    rf"(?:{_POLL}|[Aa]nother(?: one)?,?)(?: of <[NW]\d+>(?: [a-z]+)?)?"
    r"(?: (?:conducted|carried out|published|taken|released))?(?: (?:in |on )?<D\d+>)?"
    r" (?:by|from|in(?= (?:the |an? )(?:<[LG]\d+> )?(?:newspaper|daily|magazine|paper)\b)) "
    rf"(?P<who>the {_ASKERS} <L\d+>|(?:the |an? )?(?:(?!in |on |for |and |that |last |this |our )"
    r"(?:<[ALG]\d+>|[a-z'-]+) ){0,3}"
    rf"(?:<A\d+>|{_ASKERS}\b|[a-z]+[A-Z/]\w+)"
    r"|(?:the )?<A\d+>)(?P<source>)"
)
ANY_POLL = Pattern(_POLL)


def _in_a_poll(marked: Marked) -> Iterator[Saying]:
    """Read whose poll a sentence reports."""
    poll = _IN_A_POLL.search(marked.text)
    name = "whose" if poll and poll["whose"] else "who"
    if poll and poll[name]:
        told = _told_by(marked, poll, name)
        before = (Span(marked.span.start, marked.at(poll.start())),)
        yield told if poll.start() == 0 else replace(told, said=before)


def _put_out(marked: Marked) -> Iterator[Saying]:
    """Read who put out the figures that follow a colon."""
    figures = _PUT_OUT.match(marked.text) or _HEADED.match(marked.text)
    if figures:
        yield _told_by(marked, figures, "who" if figures["who"] else "from")


# Wherever a sentence names it: "a Suffolk poll taken in October", "a survey by the University of
# the Lagoon earlier this month", "the Catholic University published one in which".
_WHOSE = Pattern(
    r"(?P<whose><A\d+>|(?<=[Aa] )<L\d+>|\b[a-z]+[A-Z]\w+)(?:'s)? "
    r"(?:(?!the |topped |headed |led )[a-z-]+ ){0,2}?"
    r"(?P<cue>polls?|surveys?|projection)\b"
    r"(?! (?:of|for) )"
    r"|\b(?:[Pp]olls?|[Ss]urveys?|[Pp]rojections?)\b"
    r",?(?: (?:taken|done|made|published|carried out|conducted|[a-z]+ed))? (?:by|from|in) "
    r"(?:(?:the |an? )?(?:[a-z]+ ){0,3}?(?P<who><A\d+>|(?<=by )<L\d+>|(?<=by the )<L\d+>"
    r"|(?<=in the )<L\d+>)|the (?P<askers>(?:(?:<N\d+>|[a-z]+) ){0,2}(?:broadcasters|institutes?"
    r"|pollsters?|agency|firm|company|university|newspaper|channels?|stations?)\b(?! <[AL]| of\b)))"
    r"|(?P<publisher><A\d+>) (?:published|released|put out) (?:one|another|an?|its|the|their)\b"
)
_SAME = Pattern(
    r"\b[Ii]n (?P<who>(?:the|that) (?:same )?(?P<cue>poll|survey|study))\b(?! (?:on|of|in)\b)"
)


def asked(marked: Marked) -> Iterator[Saying]:
    """Read whose poll a sentence names, for want of a verb that tells it."""
    if not ANY_POLL.search(marked.text) and " one" not in marked.text:
        return
    found = _WHOSE.search(marked.text) or _SAME.search(marked.text)
    if found:
        names = [
            name for name in ("whose", "who", "askers", "publisher") if found.groupdict().get(name)
        ]
        where = marked.story_span(*found.span(names[0]))
        said = (Span(marked.at(found.end()), marked.span.stop),)
        words = marked.words(*found.span(names[0]))
        yield Saying(words, where, "poll", said, "attribution:poll")


def _told_by(marked: Marked, match: re.Match[str], name: str) -> Saying:
    who = marked.story_span(*match.span(name))
    said = (Span(marked.at(match.end()), marked.span.stop),)
    words = marked.words(*match.span(name)).strip()
    return Saying(
        words,
        who,
        match["cue"] or match.groupdict().get("update") or "",
        said,
        "attribution:figures",
    )


POLLS: tuple[tuple[Pattern, Callable[[Marked], Iterator[Saying]]], ...] = (
    (_IN_A_POLL, _in_a_poll),
    (_PUT_OUT, _put_out),
    (_HEADED, _put_out),
)
"""Forms of a poll's source, each with a pattern that must match somewhere in the sentence."""
