"""Who says it: the speaker, the word of saying, and which part of the sentence is said.

The forms are those of English reporting: "X said that ...", "..., X said", "..., said X",
"according to X, ...", "figures from X showed ...", "X dismissed it as ...", "... is believed".
A verb after "to" is not a saying ("is expected to claim", "used it to claim Crimea").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tallyscope.reading.acts import acts, participles, proclaiming, relative_acts, unnamed
from tallyscope.reading.citations import CITATIONS, RELAYS
from tallyscope.reading.figures import FIGURES, PUBLISHER
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern, Sieve
from tallyscope.reading.pollsters import ANY_POLL, POLL_BY, POLLS, POLLSTER, asked
from tallyscope.reading.saying import (
    CUE,
    FIRST_VERB,
    LONGEST_SPEAKER,
    MEDIA,
    NOT_A_SPEAKER,
    OCCASION,
    PASSIVE,
    SAID_BEHIND,
    WHEN,
    Saying,
    beside,
    inside_quotation,
    leads,
    reads_as_speaker,
    start_of_clause,
    without_relative,
)
from tallyscope.statement import Span

_ENDED = Pattern(
    r"\s*(?:[.;!?]|$|\"|- )| (?:that|which) was\b| (?:after|when|as|while|shortly|with|before)\b"
    r"| (?:in|at|from|outside|during|by|to|on|via|through) (?:[^,;:\"<]|<[NTLADG]\d+>){1,80}[.]?$"
)
_ON_A_DAY = Pattern(r"\b(?:on|late|early) <(D\d+)>(?!'s)")


_TELLING = ("told", "tells", "informed", "informs", "affirmed", "affirms")
_LISTENER = Pattern(
    r"(?: to)? (?P<listener>(?:the |a |an |his |her |state |local )?(?:(?:<[AGL]\d+>'?s?"
    r"|(?!reporters\b|journalists\b)[\w'-]+),? ?|(?:reporters|journalists) ?){1,6}?)(?=,|:"
    r"| that\b| on <D| <D|\.|$| the | he | she | they | it | in | turnout | <P| "
    r"\")"
)


def sayings(marked: Marked) -> list[Saying]:
    """Return the acts of saying in one sentence, in order."""
    found = [saying for form in _FORMS.passing(marked.text) for saying in form(marked)]
    found += _verbs_of_saying(marked, found)
    found += [*relative_acts(marked), *acts(marked, found)]
    found = [one for one in found if not _is_a_thing(one)] or found
    if not any(one.rule == "attribution:figures" for one in found):
        found += asked(marked)
    if not found:
        found += [*proclaiming(marked), *participles(marked), *unnamed(marked)]
    return _with_relays(sorted(found, key=lambda saying: saying.who_span.start))


def _is_a_thing(saying: Saying) -> bool:
    """Whether "according to ..." names figures of nobody: whoever else speaks is the speaker."""
    return saying.rule == "attribution:according-to" and bool(_THING.fullmatch(saying.who))


_THING = Pattern(
    r"(?:the |an? |its |their )?(?:[a-z-]+ ){0,3}(?:results?|data|figures|counts?|tally|tallies"
    r"|returns|numbers|survey|interview|report|website|statement|bulletin|list|sheet|announcement)"
)
_FORMS = Sieve((*CITATIONS, *FIGURES, *POLLS, *RELAYS))
_NEXT_TO = 60  # characters between two speakers of "..., X announced, Y reported"; our choice


def _with_relays(found: list[Saying]) -> list[Saying]:
    """Join "..., X announced, Y reported" into one saying of X, relayed by Y."""
    joined: list[Saying] = []
    for saying in found:
        before = joined[-1] if joined else None
        is_suffix = before is not None and saying.rule == "attribution:suffix"
        close = before is not None and (
            before.rule == saying.rule and saying.who_span.start - before.who_span.stop < _NEXT_TO
        )
        # "..., X announced, according to the agency Y"
        is_cited = before is not None and (
            saying.rule == "attribution:according-to"
            and before.rule in ("attribution:suffix", "attribution:inverted")
            and (
                bool(MEDIA.search(saying.who))
                or saying.who_span.start - before.who_span.stop < _NEXT_TO
            )
        )
        if before and (is_cited or (is_suffix and (close or MEDIA.search(saying.who)))):
            joined[-1] = replace(before, relayed_by=saying.who)
        else:
            joined.append(saying)
    return joined


def _verbs_of_saying(marked: Marked, before: list[Saying]) -> Iterator[Saying]:
    for cue in CUE.finditer(marked.text):
        where = marked.at(cue.start())
        if any(saying.who_span.start <= where < saying.who_span.stop for saying in before):
            continue
        if inside_quotation(marked.text, cue.start()) or _NO_SAYING.match(marked.text, cue.end()):
            continue
        saying = _inverted(marked, cue) or _suffix(marked, cue)
        in_front = cue["verb"] not in ("show", "showed", "shows") and not (
            _BEHIND_ONLY.fullmatch(cue["verb"]) and not _THAT.match(marked.text, cue.end())
        )
        if saying is None and in_front:
            saying = _prefix(marked, cue)
        if saying is not None:
            yield saying


_BEHIND_ONLY = Pattern(SAID_BEHIND)
_THAT = Pattern(r"(?:(?!<[PNX]\d)[^.;:\",]){0,80} that\b")
_NO_SAYING = Pattern(
    rf"{PASSIVE}| (?:the |a )?(?:results?|winners?|victory|defeat|to shut|to cut)\b"
    r"(?![^.;]{0,60}: [^.;]*<[PN])(?! (?:was"
    rf"|were|is|are|had"
    r"|has|would|will|show|showed|did|could|of [^,.]{3,60} (?:was|were|is|had|showed)))"
    r"|(?: President| Mr| Ms)? <[AL]\d+>(?:, [^,]{2,40},)? (?:the |as )?(?:winner|elected"
    r"|president)\b(?![^.;]* with <[PN])"
)


_INVERTED_NAME = Pattern(
    rf"(?:{WHEN})? (?P<who>(?!that\b|it\b|there\b|in\b|on\b|at\b|he\b|she\b|they\b|this\b|all\b"
    rf"|turnout\b|\d)"
    r"(?:the |a |an )?(?:(?!to )(?:[\w'-]+|<G\d+>) ){0,5}?(?:<A\d+>|<L\d+>|officials|authorities"
    r"|commission|ministry|"
    r"observers|organi[sz]ers|committee|government|opposition|radio|television|agency|newspaper"
    r"|paper|party|court|tribunal"
    r"|union|council|spokes\w+|[a-z]+ers|chief|head|[a-z]+(?=, "
    r"<A\d+>))"
    r"(?:(?:,| of| for| from| at) [^.;\"]{1,100}?)?)"
    rf"(?=(?:{WHEN})?\s*(?:[.;]|$|\")|,? (?:and|adding|who|which|as|while|after|when|before)\b"
    rf"|{WHEN}|, \")"
)


def _inverted(marked: Marked, cue: re.Match[str]) -> Saying | None:
    """Read "..., said X" and '"...," said X'."""
    before = marked.text[: cue.start()].rstrip()
    if not before.endswith((",", '"', "-", "?")) or cue["verb"].startswith(("told", "read")):
        return None
    who = _INVERTED_NAME.match(marked.text, cue.end())
    if who is None:
        return None
    span = marked.story_span(who.start("who"), who.end("who"))
    _, dates = beside(marked, who.end())
    dates += tuple(re.findall(r"<(D\d+)>", marked.text[cue.end() : who.start("who")]))
    said = _said_before(marked, len(before))
    after = marked.at(who.end())
    rest = () if marked.span.stop - after < _SHORT_REST else (Span(after, marked.span.stop),)
    return _made(marked, span, cue, (said, *rest), "attribution:inverted", dates)


_SHORT_REST = 4  # characters: a full stop and a closing quotation mark


def _said_before(marked: Marked, stop: int) -> Span:
    return Span(marked.span.start, marked.at(stop))


def _suffix(marked: Marked, cue: re.Match[str]) -> Saying | None:
    """Read "..., X said." and "..., X said, ..."; the listener of "told" may stand between."""
    text = marked.text
    stop = cue.end()
    relayed = ""
    if cue["verb"] in _TELLING:
        listener = _LISTENER.match(text, stop)
        stop = listener.end("listener") if listener else stop
        relayed = _relaying(marked, listener) if listener else ""
    stop, dates = beside(marked, stop)
    ended = _ENDED.match(text, stop)
    dates += tuple(_ON_A_DAY.findall(ended.group())) if ended else ()
    comma = text.startswith(",", stop)
    start = _start_of_last_name(text, cue.start())
    start += 3 if text.startswith("as ", start) else 0
    if start <= 0 or not (ended or comma) or not reads_as_speaker(text[start : cue.start()]):
        return None
    owner = _owner(text, start, cue.start())
    who = marked.story_span(start, cue.start()).start
    span = Span(who, marked.at(len(text[: cue.start()].rstrip())))
    span = marked.story_span(*owner) if owner else span
    dates += tuple(_ON_A_DAY.findall(text[start : cue.start()])) if owner else ()
    parts = [_said_before(marked, start)]
    if comma or len(text) - stop > _SHORT_REST:
        parts.append(Span(marked.at(stop), marked.span.stop))
    cited = _CITING.match(text, stop)
    if cited:
        return _citing(marked, cue, cited, who, tuple(parts), dates)
    behind = _CARRIED_BY.match(text, stop)
    relayed = marked.words(*behind.span("by")).strip() if behind else relayed
    return _made(marked, span, cue, tuple(parts), "attribution:suffix", dates, relayed)


# "..., Itar-Tass reported, quoting preliminary results"
_CITING = Pattern(r",? (?:citing|quoting) (?P<who>[^,;.\"]{2,100})")
# "..., X announced at a news conference that was relayed by the agency Y"
_CARRIED_BY = Pattern(
    r",? (?:that|which) (?:was|were) (?:relayed|carried|broadcast|published|reported) by "
    r"(?P<by>[^,;.\"]{2,80})"
)


def _citing(
    marked: Marked,
    cue: re.Match[str],
    cited: re.Match[str],
    start: int,
    said: tuple[Span, ...],
    dates: tuple[str, ...],
) -> Saying:
    """The saying of whom the last speaker cites."""
    who = marked.story_span(*cited.span("who"))
    relay = marked.plain[start - marked.span.start : marked.at(cue.start()) - marked.span.start]
    relay = relay.strip(' ,"')
    return _made(marked, who, cue, said, "attribution:relay", dates, relay)


_APPOSITION = Pattern(
    r"(?P<open>(?:,\"?|\") )(?:(?:the )?(?:<[LG]\d+> )?<A\d+>(?: [a-z]+)?"
    r"(?: (?:for|of|on) (?:the )?(?:[\w'-]+|<[AL]\d+>)(?: of"
    r" <[AL]\d+>)?)?, (?:the |a |an |head |chair\w* |who |which |its |his "
    r"|deputy |acting |[a-z][a-z-]+ (?:[a-z-]+ )?(?:of|at|for) "
    r"|(?:[A-Z][a-z]+ ){0,2}<[AL]\d+>'s )[^,\"]{2,100}, "
    r"|(?<=[,\"] )(?:the |a |an |its |\w+'s )?(?:(?!<[DNPX]\d)[^,\"]){2,100}, <A\d+>,? ?)$"
)


def _start_of_last_name(text: str, stop: int) -> int:
    """Where the speaker in front of a verb begins: after the last comma or quotation mark."""
    head = text[:stop]
    pair = _APPOSITION.search(head[-LONGEST_SPEAKER:])
    if pair and not NOT_A_SPEAKER.search(without_relative(pair.group())):
        return max(0, len(head) - LONGEST_SPEAKER) + pair.end("open")
    comma = max(head.rfind(", "), head.rfind('" '), head.rfind('"') - 1, head.rfind(" - "))
    if comma < 0:
        return 0
    start = comma + 2
    return start + len(head[start:]) - len(head[start:].lstrip(" -"))


def _prefix(marked: Marked, cue: re.Match[str]) -> Saying | None:
    """Read "X said that ..." at the beginning of a sentence or clause."""
    text = marked.text
    begin = start_of_clause(text, cue.start())
    lead = leads(text, begin, cue.start())
    subject = _subject(text, lead, cue.start())
    if subject is None or _A_REGION.match(text, *subject):
        return None
    stop = cue.end()
    relayed = ""
    if cue["verb"] in _TELLING:
        listener = _LISTENER.match(text, stop)
        if listener:
            stop = listener.end("listener")
            relayed = _relaying(marked, listener)
    stop, dates = beside(marked, stop)
    as_told = text.startswith("As ", begin) and text.startswith(",", stop)
    if (_NOTHING_SAID.match(text, stop) and not as_told) or (
        cue["verb"] in _TELLING and _TO_DO.match(text, cue.end())
    ):
        return None
    that = _THAT.match(text, stop)
    dates += tuple(_ON_A_DAY.findall(that.group())) if that else ()
    table = _DAY_OF_TABLE.search(text, stop)
    dates += (table["day"],) if table else ()
    told_on = _TOLD_ON.match(text, stop)
    dates += (told_on["day"],) if told_on else ()
    dates += tuple(_IN_FRONT.findall(text[begin : subject[0]]))
    told = _ON_THAT_DAY.search(text, *subject)
    if told and not ANY_POLL.search(text, *subject):
        subject, dates = (subject[0], told.start()), (*dates, told["day"])
    owner = _owner(text, *subject)
    if owner is None and ANY_POLL.search(text, *subject) and not _NAME.match(text, *subject):
        return None  # whose poll it is, nobody says
    span = Span(*map(marked.at, owner or subject))
    dates = () if owner else dates  # the day of what was asked
    own = _OF_HIMSELF.match(text, stop)  # what it comes after is not what is said
    said = (Span(marked.at(stop), marked.at(own.end()) if own else marked.span.stop),)
    return _made(marked, span, cue, said, "attribution:prefix", dates, relayed)


# "told her people to back him"
_ON_THAT_DAY = Pattern(r",? (?:late |early )?on <(?P<day>D\d+)>,?$")
_NAME = Pattern(r"(?!.*\bpoll for\b).*(?:<A|[a-z][A-Z]|\b[A-Z]{2}|\b(?:by|from) (?!this\b|our\b))")
_TO_DO = Pattern(r" (?:(?!that\b)[\w'<>-]+ ){1,5}to (?!<|the |an? |his |her |its |their )[a-z]+\b")
# "On Sunday", "Reading the seventh instalment yesterday,"
_IN_FRONT = Pattern(
    r"(?:\b[Oo]n|^|\b[Ll]ate|\b[Ee]arly|^(?:[A-Z][a-z]+ing|<A0>) [^<,]{2,80}(?=<D\d+>, )) ?<(D\d+)>"
)


def _owner(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Whose poll or figures a subject is: "a poll by X", "results released by X"."""
    owner = POLL_BY.search(text, start, stop)
    owner = owner if owner and "<A" in owner["who"] else POLLSTER.search(text, start, stop)
    owner = owner or PUBLISHER.search(text, start, stop)
    name = "who" if owner and owner["who"] else "source"
    return owner.span(name) if owner else None


_SECOND_VERB = Pattern(r"[ ,](?:and|but|then)(?: (?:also|then|later|has|had))?,? ?$")


def _subject(text: str, lead: int, stop: int) -> tuple[int, int] | None:
    """Where the speaker in front of a verb of saying stands, if words there can be one."""
    words = text[lead:stop]
    if _SECOND_VERB.search(words):
        first = FIRST_VERB.match(text, lead, stop)
        if first is None or not reads_as_speaker(first["who"]):
            return None
        return first.span("who")
    if not reads_as_speaker(words):
        short = words.rfind(", ")
        if short < 0 or not reads_as_speaker(words[short + 2 :]):
            return None
        lead += short + 2
    return lead, len(text[:stop].rstrip(" ,"))


# "announced 92.4 percent in favour and a turnout of 99.07 percent on May 15"
_TOLD_ON = Pattern(
    r" (?:(?!<[PN]\d|that\b)[^.;:\"<,]){0,20}<[PN]\d+>"
    r"(?:(?! (?:voted|cast|took|turned|went|had|have|has|would|will|did|were|was)\b)"
    r"[^.;:\"]){0,100}?"
    r" on <(?P<day>D\d+)>[.]?$"
)
_DAY_OF_TABLE = Pattern(r"<(?P<day>D\d+)>:$")  # "read out these figures on Wednesday:"
_OF_HIMSELF = Pattern(
    r" (?:that )?(?:he|she|it|they) (?:would|will|had) [^\"]{3,120}?(?= after (?:<[EWL]|voters))"
)
_A_REGION = Pattern(
    r"(?:the )?<L\d+> (?:region|province|district|county|oblast|canton|governorate)$"
)
# "reported on Monday, with half of the votes counted, that ..."
_NOTHING_SAID = Pattern(
    r"\s*(?:(?!, (?:with|after|when|before|as|citing|while|for) [^;.]{3,100}, that\b)[,.;!?]|$)"
)


def _relaying(marked: Marked, listener: re.Match[str]) -> str:
    words = marked.words(*listener.span("listener")).strip(" ,").removesuffix(" on")
    named = "<A" in listener["listener"]
    is_medium = MEDIA.search(words) or _MEDIUM.search(words)
    return words if named and is_medium and not OCCASION.search(words) else ""


# names of newspapers and stations: "SRNA", "Le Parisien", "Al Arabiya", "the Voice of ..."
_MEDIUM = Pattern(
    r"^(?!(?:UN|EU|NATO|OSCE)$)[A-Z]{3,6}$|^(?:Le|La|El|Al|Der|Die|Il|R[aá]dio) [A-Z]"
    r"|Television|\bVoice of\b|Observer|Standard|Mirror|Independent|\bMail\b"
)


# what stands behind a speaker and is no part of who it is: a relative clause, an age
_WHOSE = Pattern(
    r",? (?:who|whose|which|where)\b|, \d\d$|, (?:however|though|meanwhile|too|in turn"
    r"|for (?:his|her|its|their) part)$"
)


def _made(
    marked: Marked,
    who: Span,
    cue: re.Match[str],
    said: tuple[Span, ...],
    rule: str,
    dates: tuple[str, ...],
    relayed_by: str = "",
) -> Saying:
    words = marked.plain[who.start - marked.span.start : who.stop - marked.span.start]
    words = _WHOSE.split(words)[0]
    kept = tuple(span for span in said if span.stop > span.start)
    return Saying(words.strip(' ,"'), who, cue.group().strip(), kept, rule, dates, relayed_by)
