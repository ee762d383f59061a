"""The fields of a statement that its frame did not find: places, options, days, denominators.

What stands with the number is stated. What comes from the clause, the paragraph or the story is
carried, with the words it came from. What is left is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tallyscope.reading.dates import TimeWords, resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.gazetteer import PlaceWords, gazetteer
from tallyscope.reading.marking import MARK, Marked, Phrase, places_in
from tallyscope.reading.names import NameWords, surname
from tallyscope.reading.options import is_pronoun, read_option
from tallyscope.reading.setting import VOTE_NOUN, Setting, direction_of, vote_days
from tallyscope.statement import Days, Kind, Read, Span

UNKNOWN: Read[str] = Read(None, "unknown")
CONTROL_KINDS: tuple[Kind, ...] = ("control_share", "territory_share")
KINDS_WITH_OPTION: tuple[Kind, ...] = ("share", "votes", "poll")
KINDS_OF_A_VOTE: tuple[Kind, ...] = (
    "share",
    "votes",
    "turnout",
    "participants",
    "registered",
    "invalid",
    "counted",
    "threshold",
    "margin",
    "abstention",
    "outcome",
    "conditional",
)


@dataclass
class Memory:
    """What was read last, for the words that lean on it."""

    places: Read[tuple[str, ...]] = field(default_factory=lambda: Read(None, "unknown"))
    place_list: Read[tuple[str, ...]] = field(default_factory=lambda: Read(None, "unknown"))
    vote_day: Read[Days] = field(default_factory=lambda: Read(None, "unknown"))
    controller: Read[str] = UNKNOWN
    option: Read[str] = UNKNOWN
    first_option: Read[str] = UNKNOWN
    people: list[NameWords] = field(default_factory=list)
    paragraph: int = -1
    poll: bool = False


def _read_places(
    places: Sequence[PlaceWords], status: str, rule: str
) -> Read[tuple[str, ...]] | None:
    if not places:
        return None
    names = tuple(dict.fromkeys(place.name for place in places))
    span = Span(places[0].span.start, places[-1].span.stop)
    return Read(names, "stated" if status == "stated" else "carried", rule, span)


_IN = re.compile(r"<I\d+>")
_THERE = re.compile(r"\bthere\b")
_ANY_PLACE = re.compile(r"<[LI]\d+>")
_SUBJECT = re.compile(
    r"(?:^|[,;:-] |\b(?:and|but|while|that|as|where|in|after|when) )(?:the )?"
    r"(?P<place><[LEW]\d+>)(?:'s (?:[a-z]+ )?(?:voters|residents|people|electorate|citizens))?,?"
    r"(?: (?:recorded|saw|came|returned|gave|posted|produced|delivered)(?: [a-z-]+){0,3})?(?: "
    r"(?:has|have|had|also|itself|narrowly|overwhelmingly)){0,2} $"
)
_BEHIND = re.compile(r"(?:{0}|<D\d+>|[^.;<]){{0,60}}?(?P<place><I\d+>)".format(r"<V\d+>"))


def places_of(
    draft: Draft, core: Marked, said: Sequence[Span], memory: Memory, setting: Setting
) -> Read[tuple[str, ...]]:
    """Return the places that a result is about; `said` are the parts that its speaker says."""
    return (
        _own_place(draft, core, memory, setting)
        or _place_of_clause(draft, core, said)
        or _carried_place(draft, memory, setting)
    )


def _own_place(
    draft: Draft, core: Marked, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]] | None:
    if draft.place is not None:
        named = places_in(core, core.text[draft.place.start : draft.place.stop])
        status = "stated" if draft.own_place else "carried"
        return _read_places(named, status, "place:of-the-frame")
    inside = [
        place
        for phrase in _IN.finditer(core.text, draft.start, draft.stop)
        for place in places_in(core, phrase.group())
    ]
    return _read_places(inside, "stated", "place:inside")


def _place_of_clause(
    draft: Draft, core: Marked, said: Sequence[Span]
) -> Read[tuple[str, ...]] | None:
    there = _THERE.search(core.text[: draft.stop + 6], draft.start)
    before_it = _ANY_PLACE.findall(core.text[: draft.start]) if there else []
    if before_it:
        return _read_places(places_in(core, before_it[-1]), "carried", "place:there")
    subject = _SUBJECT.search(core.text[max(0, draft.start - 80) : draft.start])
    if subject:
        return _read_places(places_in(core, subject["place"]), "stated", "place:subject")
    behind = _BEHIND_CLOSE.match(core.text, draft.stop)
    if behind:
        return _read_places(places_in(core, behind["place"]), "stated", "place:behind")
    before = [phrase.group() for phrase in _IN.finditer(core.text, 0, draft.start)]
    opens = bool(_IN.match(core.text))  # "In Luhansk, organisers said ..."
    for phrase in reversed(before):
        named = places_in(core, phrase)
        if named and ((phrase is before[0] and opens) or _is_within(named[0].span, said)):
            return _read_places(named, "stated", "place:in-front")
    return None


def _is_within(span: Span, parts: Sequence[Span]) -> bool:
    """Whether a place stands in what is said; where the speaker speaks is no place of the vote."""
    return not parts or any(part.start <= span.start < part.stop for part in parts)


_BEHIND_CLOSE = re.compile(r"(?:,? <D\d+>| nationwide)?,? (?P<place><I\d+>)")


def _carried_place(draft: Draft, memory: Memory, setting: Setting) -> Read[tuple[str, ...]]:
    if memory.places.value is not None:
        return memory.places
    return setting.places


def denominator_of(draft: Draft) -> Read[str]:
    """Return what a share is said to be a share of, in the words of `DENOMINATORS`."""
    if draft.kind in CONTROL_KINDS:
        return _denominator_of_land(draft)
    if draft.denominator is None or draft.mention is None or draft.mention.sort == "count":
        return UNKNOWN
    words = draft.denominator.text.lower()
    name = next((name for pattern, name in DENOMINATORS if pattern.search(words)), words)
    return Read(name, "stated" if not draft.leans else "carried", "denominator:of-the-frame")


_UNITS_OF_LAND = re.compile(
    r"townships?|districts?|villages?|towns?|settlements?|municipalit|count(?:y|ies)"
)


def _denominator_of_land(draft: Draft) -> Read[str]:
    words = draft.place.text.lower() if draft.place else ""
    name = "districts" if _UNITS_OF_LAND.search(words) else "territory"
    return Read(name, "stated", "denominator:land")


DENOMINATORS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), name)
    for words, name in (
        (r"station|precinct|polling place|box|protocol|tally sheet|centre", "stations"),
        (r"\bvalid\b", "valid"),
        (
            r"registered|enrolled|eligible|electorate|electors|entitled|\b(?:list|roll"
            r"|register)s?\b|right to vote",
            "registered",
        ),
        (r"respondent|polled|surveyed|asked", "respondents"),
        (r"ballot|paper|repl(?:y|ies)|returns|forms|envelope", "ballots"),
        (
            r"voters|who (?:had )?(?:voted|took part|taken part|turned out|participated|cast"
            r"|went)|voting|taking part|participa|casting",
            "voters",
        ),
        (r"\bvotes?\b|\bpoll\b", "votes"),
        (
            r"district|township|ward|council|area|municipalit|count(?:y|ies)|constituenc|commune"
            r"|province|region",
            "districts",
        ),
        (r"territory|land\b", "territory"),
        (r"population|people|residents|citizens|inhabitants|adults|public", "population"),
    )
)
"""What a share can be a share of, by the words for it; the first that fits."""


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", words, flags=re.IGNORECASE)


def controller_of(draft: Draft, core: Marked, memory: Memory, speaker: str) -> Read[str]:
    """Return who is said to hold a place; a capital stands for its country.

    "It holds ..." in the mouth of a speaker means the speaker.
    """
    if draft.kind not in (*CONTROL_KINDS, "change") or draft.kind == "territory_share":
        return UNKNOWN
    if draft.controller is None:
        held = memory.controller
        return (
            Read(held.value, "carried", "controller:before", held.span) if held.value else UNKNOWN
        )
    words = draft.controller
    places = places_in(core, core.text[words.start : words.stop])
    span = core.story_span(words.start, words.stop)
    if places and _only_place(core, words):
        place = places[-1]
        parent = gazetteer()[place.name].parent if place.name in CAPITALS else ""
        return Read(parent or place.name, "stated", "controller:named", span)
    if is_pronoun(words.text) and speaker:
        return Read(_without_article(speaker), "carried", "controller:speaker", span)
    text = re.sub(
        r"^(?:(?:and|but|while|that|he|she|they|it) (?:said |says )?)?(?:the )?",
        "",
        words.text.strip(),
    )
    return Read(text.strip(), "stated", "controller:named", span)


CAPITALS = frozenset(
    {"Moscow", "Kyiv", "Ankara", "Baghdad", "Damascus", "Tbilisi", "Baku", "Chisinau", "Belgrade"}
)
"""Cities that reports name when they mean a government that holds land; our choice."""
_FORCES = re.compile(
    r"(?:^|\b)(?:the|forces|troops|army|military|government|officials|authorities|say|says|said"
    r"|they|it|that|have|has|and|but)\b"
)


def _only_place(core: Marked, words: Words) -> bool:
    """Whether nothing but a place and words such as "forces" names the controller."""
    text = MARK.sub("", core.expanded(words.start, words.stop))
    return not re.sub(r"[^a-z]", "", _FORCES.sub("", text.lower()))


def whole_of(draft: Draft, core: Marked, setting: Setting) -> Read[str]:
    """Return the place that a territory share is a share of."""
    if draft.whole is None:
        return UNKNOWN
    span = core.story_span(draft.whole.start, draft.whole.stop)
    places = places_in(core, core.text[draft.whole.start : draft.whole.stop])
    if places:
        return Read(places[-1].name, "stated", "whole:named", span)
    if setting.places.value and len(setting.places.value) == 1:
        return Read(setting.places.value[0], "carried", "whole:of-the-story", span)
    return UNKNOWN


def territory_of(draft: Draft, core: Marked, memory: Memory) -> Read[tuple[str, ...]]:
    """Return the places that together make up a share of a territory."""
    if draft.option is None:
        return memory.place_list
    named = places_in(core, core.text[draft.option.start : draft.option.stop])
    found = _read_places(
        [place for place in named if place.form == "name"], "stated", "place:subject"
    )
    if found and not _THE_REGIONS.search(draft.option.text):
        return found
    listed = memory.place_list
    if listed.value:
        return Read(listed.value, "carried", "place:the-list-before", listed.span)
    return Read(None, "unknown")


_THE_REGIONS = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll|[Tt]hey)\b(?: \w+){0,2} ?(?:regions|areas"
    r"|territories|provinces|districts|republics|oblasts)?"
)


def option_of(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Return what the number is a number of; unknown if the story names nothing."""
    if draft.kind not in (*KINDS_WITH_OPTION, "conditional", "threshold", "margin"):
        return UNKNOWN
    if draft.option is None:
        return _leading(draft, sentence, memory) if draft.kind == "margin" else UNKNOWN
    text, span = read_option(sentence.core, draft.option)
    if not draft.own_option:
        return (
            Read(memory.option.value, "carried", draft.frame, span)
            if memory.option.value
            else UNKNOWN
        )
    if not is_pronoun(text):
        return Read(text, "stated", draft.frame, span)
    if text.lower() in ("it", "them") and " " in draft.option.text.strip():
        return Read(draft.option.text.strip(), "stated", draft.frame, span)
    if text.lower() in ("so", "the same", "did so", "did the same", "did"):
        return (
            Read(memory.option.value, "carried", "option:did-so", span)
            if memory.option.value
            else UNKNOWN
        )
    return _meant_by(text.lower(), span, memory)


_LEAD = re.compile(r"\b(?:lead|majority|ahead|advantage)\b")


def _leading(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Who has "a lead of N" behind a result: the option of that result."""
    words = sentence.core.text[draft.start : draft.stop]
    first = memory.first_option
    here = first.span is not None and first.span.start >= sentence.span.start
    if here and _LEAD.search(words):
        return Read(first.value, "carried", draft.frame, first.span)
    return UNKNOWN


def _is_conditional(sentence: Sentence) -> bool:
    return sentence.marked.plain.startswith("If ")


_WOMAN = re.compile(r"^(?:Mrs|Ms|Miss|Madam|Dame|Lady)\b")
_MAN = re.compile(r"^(?:Mr|Sir|Lord)\b")


def _meant_by(pronoun: str, span: Span, memory: Memory) -> Read[str]:
    """The person or party that a pronoun stands for: the last one that fits."""
    if pronoun in ("it", "they", "them", "both", "each"):
        bodies = [name for name in memory.people if name.body and name.span.stop <= span.start]
        name = bodies[-1].name if bodies else None
    else:
        wanted, other = (_WOMAN, _MAN) if pronoun in ("she", "her") else (_MAN, _WOMAN)
        titled = {surname(name.name) for name in memory.people if other.match(name.name)}
        fitting = [
            person
            for person in memory.people
            if not person.body
            and surname(person.name) not in titled
            and person.span.stop <= span.start
        ]
        marked = [person for person in fitting if wanted.match(person.name)]
        chosen = fitting[-1:] or marked[-1:]
        name = chosen[0].name if chosen else None
    return Read(name, "carried", "option:pronoun", span) if name else UNKNOWN


def vote_day_of(draft: Draft, sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """Return the day of the vote that a result belongs to."""
    if draft.kind not in KINDS_OF_A_VOTE:
        return Read(None, "unknown")
    if draft.kind == "counted":
        return setting.vote_day
    named = _named_day(draft, sentence, setting)
    if named is not None:
        return named
    if draft.earlier:
        return Read(None, "unknown")
    if memory.vote_day.value is not None:
        return memory.vote_day
    day = setting.vote_day.value
    is_ahead = day is not None and setting.published is not None and day.first > setting.published
    if is_ahead and draft.kind in ("share", "votes", "turnout", "participants", "invalid"):
        return Read(None, "unknown")
    return setting.vote_day


def _named_day(draft: Draft, sentence: Sentence, setting: Setting) -> Read[Days] | None:
    direction = direction_of(sentence.marked.text)
    near = [found for found in _dates_near(draft, sentence.core) if not _is_spoken(found, sentence)]
    tied = [words for words, _ in vote_days(sentence)]
    if _HAD_BEEN.search(sentence.core.text[: draft.stop]):
        front = sentence.core.text[: draft.start]
        tied += [words for words in _time_words(sentence.core, front) if words.year]
    tied = [words for words in tied if not _is_conditional(sentence)]
    start = sentence.core.at(draft.start)
    between = sentence.marked.plain
    ahead = [
        words
        for words in tied
        if words.span.stop <= start
        and _GOES_ON.search(
            between[words.span.stop - sentence.span.start : start - sentence.span.start]
        )
    ]
    chosen = (
        near if draft.earlier else [*(words for words in tied if words in near), *near, *ahead[-1:]]
    )
    for words in chosen:
        days = resolve(words, setting.published, direction)
        if days is not None:
            return Read(days, "stated", "vote-day:in-the-sentence", words.span)
    return None


_GOES_ON = re.compile(r"^[^.;:]{0,60}$|\b(?:when|in which|at which|where)\b")
_HAD_BEEN = re.compile(r"\bhad (?:been|voted|won|taken|got|rejected|approved|backed)\b")
_IN_FRONT = re.compile(
    r"(?:^|[;.] |, and |, but |: )(?:[Ii]n (?:a|an|the) (?:[a-z-]+ ){1,3}(?:held )?|[Aa]t )?"
    r"(?P<date><D\d+>)(?:'s [^,<]{2,40})?"
    r"(?:,[^,<]{2,50},|,)? [^<]{0,40}(?:<[IVWCBALG]\d+>[^<]{0,25}){0,2}$"
)


def _dates_near(draft: Draft, core: Marked) -> Iterator[TimeWords]:
    """Dates inside a frame, close behind it, or at the head of its clause."""
    inside = core.text[draft.start : draft.stop]
    if not draft.earlier:
        front = _IN_FRONT.search(core.text[: draft.start])
        inside += front["date"] if front else ""
        behind = _DATE_BEHIND.match(core.text, draft.stop)
        inside += (behind["date"] or behind["its"]) if behind else ""
    yield from _time_words(core, inside)


_DATE_BEHIND = re.compile(
    r"(?:,? <I\d+>)?(?:,? (?P<date><D\d+>)(?!'s|,? (?:the|<A))|,? (?:in|at|of) (?P<its><D\d+>)'s"
    rf" (?:[a-z-]+ ){{0,3}}{VOTE_NOUN}\b)"
)


def _time_words(marked: Marked, text: str) -> Iterator[TimeWords]:
    for name in MARK.findall(text):
        found = marked.found[name]
        if isinstance(found, Phrase):
            yield from _time_words(marked, found.inner)
        elif isinstance(found, TimeWords) and found.form != "clock":
            yield found


def _is_spoken(words: TimeWords, sentence: Sentence) -> bool:
    return any(
        sentence.marked.found[name] is words for saying in sentence.sayings for name in saying.dates
    )


def as_of_day(draft: Draft, sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the day on which something was so: of control, of a poll, of a change."""
    if draft.kind in (*CONTROL_KINDS, "change", "poll"):
        for words in _dates_near(draft, sentence.core):
            days = resolve(words, setting.published, "past")
            if days is not None and not _is_spoken(words, sentence):
                return Read(days, "stated", "as-of:in-the-sentence", words.span)
    if draft.kind == "poll":
        return _first_date(sentence, setting)
    if draft.kind in CONTROL_KINDS and setting.published and not draft.earlier:
        return Read(Days(setting.published, setting.published), "default", "as-of:publication")
    return Read(None, "unknown")


def _first_date(sentence: Sentence, setting: Setting) -> Read[Days]:
    for words in _time_words(sentence.core, sentence.core.text):
        days = resolve(words, setting.published, "past")
        if days is not None:
            return Read(days, "stated", "as-of:in-the-sentence", words.span)
    return Read(None, "unknown")
