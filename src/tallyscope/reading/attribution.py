"""Who says it: the speaker, the word of saying, and which part of the sentence is said.

The forms are those of English reporting: "X said that ...", "..., X said", "..., said X",
"according to X, ...", "figures from X showed ...", "X dismissed it as ...", "... is believed".
A verb after "to" is not a saying ("is expected to claim", "used it to claim Crimea").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tallyscope.reading.marking import Marked
from tallyscope.statement import Span


@dataclass(frozen=True)
class Saying:
    """One act of saying in a sentence.

    Attributes
    ----------
    who, cue : str
        As printed, in plain characters.
    who_span : Span
    said : tuple of Span
        The parts of the sentence that are said.
    dates : tuple of str
        Marks of the dates that stand with the word of saying.
    relayed_by : str
    rule : str
    is_act : bool
        The verb itself is the claim ("dismissed it as a sham", "denied", "accused").
    """

    who: str
    who_span: Span
    cue: str
    said: tuple[Span, ...]
    rule: str
    dates: tuple[str, ...] = ()
    relayed_by: str = ""
    is_act: bool = False


_SAID = (
    r"said|says|say|announced|announces|declared|declares|claimed|claims|claim|reported|reports"
    r"|report"
    r"|stated|states|added|adds|insisted|insists|insist|warned|warns|warn|confirmed|confirms"
    r"|estimated"
    r"|estimates|estimate|acknowledged|acknowledges|argued|argues|argue|alleged|alleges|allege"
    r"|maintained|maintains|maintain|noted|notes|predicted|predicts|promised|promises|vowed|vows"
    r"|threatened|threatens|wrote|writes|tweeted|posted|explained|explains|stressed|stresses"
    r"|suggested|suggests|conceded|concedes|admitted|admits|believes|believe|told|tells|complained"
    r"|asserted|asserts|pledged|pledges|ruled|concluded|concludes|found|revealed|quipped|joked"
    r"|read (?:it|them|out|the result) ?(?:out)?|crowed|thinks|showed|shows"
)
_ACT = (
    r"does not accept|do not accept|did not accept|refused to (?:concede|accept)|refuses to "
    r"(?:concede|accept)|threatened to"
    r"|dismissed|dismisses|dismiss|denounced|denounces|denounce|condemned|condemns|condemn|called"
    r"|calls"
    r"|call|described|describes|describe|branded|brands|labelled|labeled|rejected|rejects|reject"
    r"|denied|denies|deny|accused|accuses|accuse|disputed|disputes|dispute|criticised|criticized"
    r"|questioned|challenged|decried|hailed|hails|praised|refused to recogni[sz]e|refuses to "
    r"recogni[sz]e"
    r"|will not recogni[sz]e|do not recogni[sz]e|does not recogni[sz]e|has not recogni[sz]ed"
    r"|have not recogni[sz]ed|did not recogni[sz]e|declined to recogni[sz]e"
)
_AUX = r"(?:(?:has|have|had|also|later|earlier|then|previously|repeatedly|immediately|swiftly|quickly|once|again|widely) ){0,3}"
_NOT_TO = r"(?<!\bto )(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bwould )(?<!\bwill )(?<!\bnot )"
_CUE = re.compile(
    rf"(?<=[ \"]){_AUX}{_NOT_TO}\b(?P<verb>{_SAID})\b(?!-| [\"']?(?:[Yy]es|[Nn]o)\b| favou?r)"
)
_ACT_CUE = re.compile(rf"(?<= ){_AUX}{_NOT_TO}\b(?P<verb>{_ACT})\b(?!-)")

_WHEN = r"(?:,? (?:late|early|earlier|later|on|in|at|back|also|again|only)){0,2} <D\d+>(?!'s)(?: <T\d+>)?(?: (?:morning|evening|night))?"
_WHERE_SAID = (
    r"(?: (?:in|during|at|on|via|through|to) (?:a|an|the|its|his|her|their|state|local|live)?\s?"
    r"(?:[\w'-]+ ){0,3}?(?:statement|interview|conference|briefing|speech|address|television|TV"
    r"|post|"
    r"message|video|channel|website|rally|reporters|journalists|broadcast|report|letter|debate|"
    r"session|meeting|supporters|parliament|lawmakers|radio|Telegram|Twitter|Facebook|X)\b"
    r"| (?:by (?:phone|telephone|email)|afterwards|meanwhile|without elaborating|bluntly))"
)
_FROM_WHERE = r"(?: (?:in|from|at) (?:the )?<L\d+>(?=,? (?:late |early )?(?:on )?<D| that\b|,|:))"
_BESIDE = re.compile(rf"(?:{_WHEN}|{_WHERE_SAID}|{_FROM_WHERE}){{0,3}}")
_ENDED = re.compile(r"\s*(?:[.;!?]|$|\"|- )| (?:after|when|as|while|shortly|with|before)\b")
_LISTENER = re.compile(
    r" (?P<listener>(?:the |a |an |his |her |state |local )?(?:(?:<[AGL]\d+>'?s?|[\w'-]+),? "
    r"?){1,6}?)"
    r"(?=,|:| that\b| on <D| <D|\.|$| the | he | she | they | it | in | turnout | <P| \")"
)
_MEDIA = re.compile(
    r"agency|television|\bTV\b|radio|newspaper|\bnews\b|\bNews\b|Times|Post\b|Reuters|AFP|\bAP\b"
    r"|BBC|CNN|"
    r"T[Aa][Ss][Ss]|RIA|Interfax|Sky|Guardian|Telegraph|Bloomberg|broadcaster|media|daily|Sputnik|"
    r"Anadolu|Xinhua|ITAR|magazine|press|channel|Press"
)

_OCCASION = re.compile(
    r"\b(?:conference|briefing|rally|crowd|reporters|journalists|correspondent)\b"
)

_LEAD = re.compile(
    r"^(?:(?:But|And|Yet|So|Still|Meanwhile|However|Earlier|Later|Separately|Instead|Also|Moreover|"
    r"Nevertheless|In response|In turn|For (?:its|his|her|their) part|In a statement|By contrast"
    r"|Finally|"
    r"Then|Again),? |(?:On|Late on|Early on|Late|In|By|At|After|Before|Since|Around)(?: the)?(?: "
    r"\w+ of)?"
    r" <[DTL]\d+>(?:'s)?(?: (?:morning|evening|night))?, |<D\d+>, "
    r"|(?:While|When|As|After|With|Although|Though|Despite|Since|Following|Speaking|Asked|Before|"
    r"Announcing|Citing|Earlier|In|At|On|Under|Of|For|To|If|Once|Until|Given)\b[^,]{0,160}, )"
)
_CLAUSE = re.compile(
    r"(?:, |; |- )(?:(?:and|but|while|as|though|although|whereas|where|because|so|yet) )(?!the "
    r"same)|; |(?<=,) (?:while|whereas) | (?:while|whereas|though|although|but) (?=the |<"
    r"|officials|opposition)"
)
_NOT_A_SPEAKER = re.compile(
    r"<[PX]\d|\b(?:that|which|with all|is|was|were|are|will|would|had|has|have|did|does|voted|won"
    r"|received|turned|got|took|cast)\b"
)
_PLAIN_SUBJECT = re.compile(
    r"^(?:[A-Z\"']|<[AGLN]|the |a |an |(?:he|she|it|they)\b|his |her |its |their |one |two |some "
    r"|many |several |most |both |[a-z][\w-]+ (?:<A|officials|authorities|media)|officials"
    r"|authorities|observers|election|opposition|exit|pro-|critics|state|local|opponents"
    r"|supporters|organi[sz]ers|analysts|experts|pollsters|monitors|campaigners|[a-z-]+ "
    r"(?:officials|media|authorities|observers|monitors))"
)
LONGEST_SPEAKER = 180
"""Characters of the marked text; our choice: a name with two appositions."""


def sayings(marked: Marked) -> list[Saying]:
    """Return the acts of saying in one sentence, in order."""
    found = [*_according(marked), *_figures_showed(marked), *_quoted_as(marked)]
    found += _verbs_of_saying(marked, found)
    found += [*_relative_acts(marked), *_acts(marked, found)]
    if not found:
        found += [*_proclaiming(marked), *_unnamed(marked)]
    return _with_relays(sorted(found, key=lambda saying: saying.who_span.start))


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
        if before and is_suffix and (close or _MEDIA.search(saying.who)):
            joined[-1] = replace(before, relayed_by=saying.who)
        else:
            joined.append(saying)
    return joined


def _verbs_of_saying(marked: Marked, before: list[Saying]) -> Iterator[Saying]:
    for cue in _CUE.finditer(marked.text):
        where = marked.at(cue.start())
        if any(saying.who_span.start <= where < saying.who_span.stop for saying in before):
            continue
        if _inside_quotation(marked.text, cue.start()) or _NO_SAYING.match(marked.text, cue.end()):
            continue
        saying = _inverted(marked, cue) or _suffix(marked, cue)
        if saying is None and cue["verb"] not in ("showed", "shows"):
            saying = _prefix(marked, cue)
        if saying is not None:
            yield saying


_NO_SAYING = re.compile(
    r" (?:the |a )?(?:results?|winners?|victory|defeat|to shut|to cut)\b|(?: President| Mr| Ms)? "
    r"<[AL]\d+>(?:, [^,]{2,40},)? (?:the |as )?(?:winner|elected|president)"
)


def _inside_quotation(text: str, offset: int) -> bool:
    return text.count('"', 0, offset) % 2 == 1 and '"' in text[offset:]


def _beside(marked: Marked, start: int) -> tuple[int, tuple[str, ...]]:
    """Where the words that stand beside a verb of saying end, and the dates among them."""
    match = _BESIDE.match(marked.text, start)
    stop = match.end() if match else start
    return stop, tuple(re.findall(r"<(D\d+)>", marked.text[start:stop]))


_INVERTED_NAME = re.compile(
    r" (?P<who>(?!that\b|it\b|there\b|in\b|on\b|at\b|he\b|she\b|they\b|this\b|all\b|turnout\b|\d)"
    r"(?:the |a |an )?(?:[\w'-]+ ){0,5}?(?:<A\d+>|<L\d+>|officials|authorities|commission|ministry|"
    r"observers|organi[sz]ers|committee|government|opposition|[a-z]+ers|chief|head)"
    r"(?:(?:,| of| for| from| at) [^.;\"]{1,100}?)?)"
    rf"(?=(?:{_WHEN})?\s*(?:[.;]|$|\")|,? (?:and|adding|who|which|as|while)\b|{_WHEN}|, \")"
)


def _inverted(marked: Marked, cue: re.Match[str]) -> Saying | None:
    """Read "..., said X" and '"...," said X'."""
    before = marked.text[: cue.start()].rstrip()
    if not before.endswith((",", '"', "-", "?")) or cue["verb"] == "told":
        return None
    who = _INVERTED_NAME.match(marked.text, cue.end())
    if who is None:
        return None
    span = marked.story_span(who.start("who"), who.end("who"))
    _, dates = _beside(marked, who.end())
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
    if cue["verb"] in ("told", "tells"):
        listener = _LISTENER.match(text, stop)
        stop = listener.end("listener") if listener else stop
        relayed = _relaying(marked, listener) if listener else ""
    stop, dates = _beside(marked, stop)
    ended = _ENDED.match(text, stop)
    comma = text.startswith(",", stop)
    start = _start_of_last_name(text, cue.start())
    if start <= 0 or not (ended or comma) or not _reads_as_speaker(text[start : cue.start()]):
        return None
    if comma and _starts_sentence(text, start):
        return None
    who = marked.story_span(start, cue.start()).start
    span = Span(who, marked.at(len(text[: cue.start()].rstrip())))
    parts = [_said_before(marked, start)]
    if comma or len(text) - stop > _SHORT_REST:
        parts.append(Span(marked.at(stop), marked.span.stop))
    return _made(marked, span, cue, tuple(parts), "attribution:suffix", dates, relayed)


def _starts_sentence(text: str, start: int) -> bool:
    return len(_LEAD.sub("", text[:start]).strip(" ,")) == 0


_APPOSITION = re.compile(
    r"(?P<open>(?:,\"?|\") )(?:(?:<A\d+>), (?:the |a |an |head |chair\w* |who |its |his |deputy "
    r"|acting )[^,\"]{2,100}"
    r"|(?<=[,\"] )(?:the |a |an |its |\w+'s )?[^,\"]{2,100}, <A\d+>),? ?$"
)


def _start_of_last_name(text: str, stop: int) -> int:
    """Where the speaker in front of a verb begins: after the last comma or quotation mark."""
    head = text[:stop]
    pair = _APPOSITION.search(head[-LONGEST_SPEAKER:])
    if pair and not _NOT_A_SPEAKER.search(pair.group()):
        return max(0, len(head) - LONGEST_SPEAKER) + pair.end("open")
    comma = max(head.rfind(", "), head.rfind('" '), head.rfind('"') - 1, head.rfind(" - "))
    if comma < 0:
        return 0
    start = comma + 2
    return start + len(head[start:]) - len(head[start:].lstrip(" -"))


def _reads_as_speaker(words: str) -> bool:
    words = words.strip()
    return bool(
        words
        and len(words) <= LONGEST_SPEAKER
        and _PLAIN_SUBJECT.match(words)
        and not _NOT_A_SPEAKER.search(re.sub(r"\b(?:who|whose)\b.*", "", words))
    )


def _prefix(marked: Marked, cue: re.Match[str]) -> Saying | None:
    """Read "X said that ..." at the beginning of a sentence or clause."""
    text = marked.text
    begin = _start_of_clause(text, cue.start())
    lead = _leads(text, begin, cue.start())
    words = text[lead : cue.start()]
    if not _reads_as_speaker(words):
        short = words.rfind(", ")
        if short < 0 or not _reads_as_speaker(words[short + 2 :]):
            return None
        lead += short + 2
    stop = cue.end()
    relayed = ""
    if cue["verb"] in ("told", "tells"):
        listener = _LISTENER.match(text, stop)
        if listener:
            stop = listener.end("listener")
            relayed = _relaying(marked, listener)
    stop, dates = _beside(marked, stop)
    if _NOTHING_SAID.match(text, stop):
        return None
    dates += tuple(re.findall(r"\b(?:[Oo]n|^|[Ll]ate|[Ee]arly) ?<(D\d+)>", text[begin:lead]))
    span = Span(marked.at(lead), marked.at(len(text[: cue.start()].rstrip(" ,"))))
    said = (Span(marked.at(stop), marked.span.stop),)
    return _made(marked, span, cue, said, "attribution:prefix", dates, relayed)


_NOTHING_SAID = re.compile(r"\s*(?:[,.;!?]|$)")


def _start_of_clause(text: str, stop: int) -> int:
    last = 0
    for match in _CLAUSE.finditer(text, 0, stop):
        last = match.end()
    return last


def _leads(text: str, begin: int, stop: int) -> int:
    """Skip "But", "On Wednesday," and clauses such as "After polls closed," in front."""
    while match := _LEAD.match(text[begin:stop]):
        begin += match.end()
    return begin


def _relaying(marked: Marked, listener: re.Match[str]) -> str:
    words = marked.words(*listener.span("listener"))
    named = "<A" in listener["listener"]
    is_medium = named and _MEDIA.search(words) and not _OCCASION.search(words)
    return words.strip(" ,").removesuffix(" on") if is_medium else ""


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
    kept = tuple(span for span in said if span.stop > span.start)
    return Saying(words.strip(' ,"'), who, cue.group().strip(), kept, rule, dates, relayed_by)


_ACCORDING = re.compile(
    r"\b(?P<cue>[Aa]ccording to|[Cc]iting|[Bb]ased on|[Aa]s reported by|[Aa]s announced by"
    r"|reported by"
    r"|published by|announced by|released by) (?P<who>(?:(?!,? (?:with|while|showing|and <P|on <D"
    r"|at <T"
    r"|released|published|but|as)\b)[^,.;()\"]){2,140}(?:, (?:the|a|an) [^,.;\"]{2,80}(?=,))?)"
)
_CITED = re.compile(r"ccording|iting |ased on|eported by|nnounced by|ublished by|eleased by")
_PASSIVE_SOURCES = ("reported by", "published by", "announced by", "released by")


def _according(marked: Marked) -> Iterator[Saying]:
    """Read "according to X" in front of, within or behind what is said."""
    for match in _ACCORDING.finditer(marked.text) if _CITED.search(marked.text) else ():
        who = marked.story_span(*match.span("who"))
        words = marked.words(*match.span("who"))
        _, dates = _beside(marked, match.end())
        said = (
            Span(marked.span.start, marked.at(match.start())),
            Span(marked.at(match.end()), marked.span.stop),
        )
        if match["cue"] not in _PASSIVE_SOURCES:
            yield Saying(
                words.strip(), who, match["cue"].lower(), said, "attribution:according-to", dates
            )


_SHOWED = re.compile(
    r"(?P<who>[^,;\"]{2,100}, <A\d+>(?=,)|[^,;\"]{2,140}?),? (?P<cue>(?:have |has |had |also "
    r"){0,2}(?:showed|shows|show|shown|indicated|"
    r"indicates|indicate|suggested|suggests|suggest|revealed|put|puts|gave|gives|give|projected"
    r"|has|had|have))\b(?! up\b)"
)
_DATA = re.compile(
    r"\b(?:results?|figures|data|count|counts|tally|tallies|polls?|survey|surveys|returns"
    r"|statistics|"
    r"projections?|estimates?|breakdown|numbers|bulletin|protocols?|website|report)\b"
)
_PUT = re.compile(
    r" (?:the )?(?:[\w-]+ ){0,3}(?:turnout|figure|participation|support|share|number|lead"
    r"|<[AL]\d+>|him\b"
    r"|her\b|it\b|them\b)"
)
_POLLSTER = re.compile(
    r"(?:^|the |a |an |latest |new )(?P<who><A\d+>)(?P<source>)(?:'s)? (?:[a-z-]+ )?(?:polls?"
    r"|surveys?)\b"
)
_ANY_POLL = re.compile(r"\b[Pp]olls?\b|\b[Ss]urveys?\b")
_PUBLISHER = re.compile(
    r"\b(?:published|released|issued|announced|compiled|posted|provided|conducted|given) (?:"
    r"(?:late |early )?"
    r"(?:on )?<D\d+> )?by (?P<who>[^,]{3,100})$|\bfrom (?P<source>(?:the |a )?(?:[\w'-]+ ){0,4}"
    r"(?:<A\d+>|commission|committee|ministry|"
    r"board|pollster|institute|agency|authorities|officials)[^,]{0,60})$"
)


_SHOWING = re.compile(r"\b(?:show|indicat|suggest|reveal|put|ga?i?ve|project|ha[sd]|have)")


def _figures_showed(marked: Marked) -> Iterator[Saying]:
    """Read "results published by X showed ..." and "X put turnout at ..."."""
    text = marked.text
    if not _SHOWING.search(text):
        return
    begin = _leads(text, 0, len(text))
    match = _SHOWED.match(text, begin)
    if match is None or _CUE.search(text, begin, match.end("who")):
        return
    verb = match["cue"].split(" ")[-1]
    if verb in ("put", "puts", "gave", "gives", "give"):
        if not _PUT.match(text, match.end()):
            return
    elif not _DATA.search(match["who"]) and not _HAS_AT.match(text, match.end()):
        return
    is_body = _BODY_COUNTS.search(match["who"]) and _HAS_AT.match(text, match.end())
    if is_body and verb in ("has", "had", "have", "put", "puts"):
        yield _told_by(marked, match.span("who"), match)
        return
    owner = _PUBLISHER.search(match["who"]) or _POLLSTER.search(match["who"])
    if owner is None and (verb in ("has", "had", "have") or _ANY_POLL.search(match["who"])):
        return
    name = ("who" if owner["who"] else "source") if owner else ""
    start, stop = owner.span(name) if owner else match.span("who")
    offset = match.start("who") if owner else 0
    who = marked.story_span(start + offset, stop + offset)
    words = marked.words(start + offset, stop + offset)
    dates = tuple(re.findall(r"<(D\d+)>", match["who"])) if owner else ()
    after, beside = _beside(marked, match.end())
    said = (Span(marked.at(after), marked.span.stop),)
    yield Saying(words.strip(), who, match["cue"], said, "attribution:figures", dates + beside)


_BODY_COUNTS = re.compile(
    r"<A\d+>$|\b(?:commission|council|committee|agency|office|board|ministry|tribunal)$"
)
_HAS_AT = re.compile(
    r" (?:[Nn]o|[Yy]es|Leave|Remain|<A\d+>|it|him|her)(?: [a-z]+)? (?:at|on|ahead|winning"
    r"|leading)\b"
)


def _told_by(marked: Marked, where: tuple[int, int], match: re.Match[str]) -> Saying:
    words = marked.words(*where).strip()
    said = (Span(marked.at(match.end()), marked.span.stop),)
    return Saying(words, marked.story_span(*where), match["cue"], said, "attribution:figures")


_QUOTED = re.compile(
    r"(?P<by>[^,;\"]{2,100}?) (?:quoted|cited) (?P<who>[^,;\"]{2,120}?) as (?P<cue>saying)\b"
    r"|(?P<whom>[^,;\"]{2,120}?) (?:was|were) (?:quoted|cited) as (?P<saying>saying)(?: by "
    r"(?P<paper>(?:the )?(?:[\w'-]+ )?<A\d+>(?: (?:news )?agency)?|[^,;\"]{2,60}?(?= that| <| on"
    r"|$|\.)))?"
    r"|(?P<relay>[^,;\"]{2,100}?) (?:reported|said)(?: on <D\d+>)?, (?:citing|quoting) "
    r"(?P<cited>[^,;\"]{2,120}),?"
    r"|(?P<outlet>[^,;\"]{2,100}?), (?P<cue2>citing|quoting) (?P<named>[^,;\"]{2,120}), "
    r"(?:reported|said)"
)


_QUOTED_BEHIND = re.compile(
    r",\"? (?P<who>[^,;\"]{2,100}?) (?:was|were) (?:quoted|cited) as saying(?: by "
    r"(?P<paper>[^,;.\"]{2,60}))?(?=[.,]|$| on <D)"
)


def _quoted_as(marked: Marked) -> Iterator[Saying]:
    """Read relays: "Y quoted X as saying", "Y reported, citing X"."""
    text = marked.text
    if "quot" not in text and "cit" not in text:
        return
    behind = _QUOTED_BEHIND.search(text)
    if behind:
        who = marked.story_span(*behind.span("who"))
        said_before = (Span(marked.span.start, who.start),)
        words = marked.words(*behind.span("who")).strip()
        relay_words = marked.words(*behind.span("paper")).strip() if behind["paper"] else ""
        yield Saying(words, who, "saying", said_before, "attribution:relay", (), relay_words)
    match = _QUOTED.match(text, _leads(text, 0, len(text)))
    if match is None or behind:
        return
    groups = match.groupdict()
    name = next(key for key in ("who", "whom", "cited", "named") if groups[key])
    relay = next((key for key in ("by", "paper", "relay", "outlet") if groups[key]), "")
    who = marked.story_span(*match.span(name))
    relayed = marked.words(*match.span(relay)).strip() if relay else ""
    stop, dates = _beside(marked, match.end())
    dates += tuple(re.findall(r"<(D\d+)>", match.group()))
    said = (Span(marked.at(stop), marked.span.stop),)
    words = marked.words(*match.span(name)).strip()
    yield Saying(words, who, "saying", said, "attribution:relay", dates, relayed)


_RELATIVE = re.compile(
    r"\b(?:which|that) (?P<who>(?:the |many |most |some )?(?:[\w'-]+ ){0,4}?(?:<[AL]\d+>|[\w'-]+)"
    r"(?: and (?:its |the )?[\w<>'-]+){0,2}) "
    rf"(?P<cue>{_AUX}(?:{_ACT}|said|say|says))\b"
)


_WHICH = re.compile(r"\bwhich |\bthat ")


def _relative_acts(marked: Marked) -> Iterator[Saying]:
    """Read "referendums, which the West dismissed as a sham"."""
    for match in _RELATIVE.finditer(marked.text) if _WHICH.search(marked.text) else ():
        who = marked.story_span(*match.span("who"))
        words = marked.words(*match.span("who"))
        stop = marked.text.find(",", match.end())
        end = marked.at(stop) if stop > 0 else marked.span.stop
        said = (Span(marked.at(match.start()), end),)
        yield Saying(words, who, match["cue"], said, "attribution:relative", is_act=True)


def _acts(marked: Marked, before: list[Saying]) -> Iterator[Saying]:
    """Read "X denounced the vote as ...", where the verb itself is the claim."""
    text = marked.text
    for cue in _ACT_CUE.finditer(text):
        where = marked.at(cue.start())
        if any(_covers(saying, where) for saying in before) or _inside_quotation(text, cue.start()):
            continue
        begin = _start_of_clause(text, cue.start())
        lead = _leads(text, begin, cue.start())
        if not _reads_as_speaker(text[lead : cue.start()]):
            continue
        who = Span(marked.at(lead), marked.at(len(text[: cue.start()].rstrip(" ,"))))
        words = marked.plain[who.start - marked.span.start : who.stop - marked.span.start]
        dates = tuple(re.findall(r"\b(?:[Oo]n) <(D\d+)>", text[begin:lead]))
        said = (Span(who.start, marked.span.stop),)
        yield Saying(words, who, cue.group(), said, "attribution:act", dates, is_act=True)
        return


def _covers(saying: Saying, offset: int) -> bool:
    inside_who = saying.who_span.start <= offset <= saying.who_span.stop
    return inside_who or (
        saying.is_act and any(span.start <= offset < span.stop for span in saying.said)
    )


_PROCLAIMING = re.compile(
    r"(?P<who>(?:<A\d+>|[\w'-]+)(?: of <[AL]\d+>)?) (?P<cue>proclaiming|saying|reading|declaring"
    r"|claiming|announcing|stating)"
    r"(?= that\b|:? [\"'])"
)


def _proclaiming(marked: Marked) -> Iterator[Saying]:
    """Read 'billboards proclaiming "..."'."""
    for match in _PROCLAIMING.finditer(marked.text):
        who = marked.story_span(*match.span("who"))
        said = (Span(who.start, marked.span.stop),)
        words = marked.words(*match.span("who"))
        yield Saying(words, who, match["cue"], said, "attribution:participle")


_UNNAMED = re.compile(
    r"\b(?:is|are|was|were) (?:widely |now |also |generally )?(?P<cue>believed|thought|said"
    r"|understood|reported|alleged|rumoured|estimated)\b"
    r"(?= to\b| that\b)|\b(?P<adverb>reportedly|allegedly|purportedly)\b"
)


def _unnamed(marked: Marked) -> Iterator[Saying]:
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
