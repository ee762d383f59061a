"""What a number is a number of, and what a share is a share of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.marking import Marked
from tallyscope.reading.memory import CONTROL_KINDS, UNKNOWN, Memory
from tallyscope.reading.names import NameWords, surname
from tallyscope.reading.options import is_pronoun, read_option
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.saying import MEDIA
from tallyscope.statement import Kind, Read, Span

_OF_THESE = ("them", "us", "those")  # shares of somebody named before
KINDS_WITH_OPTION: tuple[Kind, ...] = ("share", "votes", "poll")


def denominator_of(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Return what a share is said to be a share of, in the words of `DENOMINATORS`."""
    if draft.kind in CONTROL_KINDS or (draft.kind == "change" and draft.controller):
        return _denominator_of_land(draft)
    if draft.mention is None or draft.mention.sort == "count":
        return UNKNOWN
    if draft.denominator is None:
        return _denominator_around(draft, sentence, memory)
    core, words = sentence.core, draft.denominator.text.lower()
    where = draft.denominator
    if draft.leans and draft.kind in _OF_ALL and core.words(where.start, where.stop) != where.text:
        return UNKNOWN  # the sentence before said of what its number is a share
    if words.removeprefix("of ") in _OF_THESE:
        return _denominator_of_these(memory)
    name = _named(words, draft.kind) or words
    if name == words and "<E" in core.expanded(draft.denominator.start, draft.denominator.stop):
        return UNKNOWN  # "two in three Catalans": it is not said of what
    own = not draft.leans or draft.denominator.start > core.text.find(draft.number)
    return Read(name, "stated" if own else "carried", "denominator:of-the-frame")


def _named(words: str, kind: Kind) -> str:
    """The denominator that words name; empty if they name none that is known."""
    name = next((name for pattern, name in DENOMINATORS if pattern.search(words)), "")
    # whoever stayed away did not vote: "more than half of the voters" are those with the right to
    return "registered" if kind in _OF_ALL and name == "voters" else name


_OF_ALL: tuple[Kind, ...] = ("turnout", "abstention")
"""Shares of all who could have voted: "94 per cent of its five million voters turned out"."""


_THESE: Mapping[Kind, str] = {"registered": "registered", "participants": "voters"}


def _denominator_of_these(memory: Memory) -> Read[str]:
    """Of whom "of them" is: of those that the number before counted."""
    name = _THESE.get(memory.last_kind) if memory.last_kind else None
    return Read(name, "carried", "denominator:of-them") if name else UNKNOWN


# What stands around a number and says what it is a share of.
_BEHIND = Pattern(r",? (?:of|out of|from) (?P<words>[^,.;]{3,40})|(?P<votes> votes)\b")
_VOTED = Pattern(
    r"(?:^(?:But |And )?[Oo]f |\bthat of )(?:the )?(?:(?:roughly|some|about|around|nearly"
    r"|almost) )?"
    r"(?:[\d.,]+ (?:million )?)?(?:people |those |voters |electors |citizens "
    r"|islanders )?who (?:did |had "
    r"|actually )?(?:voted?|took part|taken part|turned out|cast)\b"
)
_ON_THE_ROLL = Pattern(
    r"\b[Oo]f (?:the |its |their )?(?:(?:some|about|roughly|nearly|almost|over|more than|just"
    r" over) )?[\d.,]+ (?:million )?[^.;:]"
    r"{0,30}?\b(?:on the (?:[a-z']+ )?(?:roll|list|register)s?|registered|eligible|electors"
    r"|entitled|enrolled)\b|\b(?:from|out of|of) an? (?:roll|electorate|register) of\b"
)
_STRONG = ("registered", "valid", "ballots", "stations", "voters")


def _denominator_around(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """What a share is a share of by the words around it, or as the share before it."""
    assert draft.mention is not None
    plain = sentence.marked.plain
    behind = _BEHIND.match(plain, draft.mention.span.stop - sentence.span.start)
    name = "votes" if behind and behind["votes"] else ""
    if behind and behind["words"]:
        found = _named(behind["words"].lower(), draft.kind)
        name = found if found in _STRONG else ""
    if not name and draft.kind in ("turnout", "abstention") and _ON_THE_ROLL.search(plain):
        name = "registered"
    in_ten = " voters " in draft.mention.quantity.printed  # "nine voters in ten"
    if not name and draft.kind == "share" and (in_ten or _VOTED.search(plain)):
        name = "voters"
    if name:
        return Read(name, "stated", "denominator:around")
    kind, last = memory.denominator_here
    if (
        kind == draft.kind
        and kind in _SHARED_KINDS
        and last.value
        and not _is_apart(draft, sentence)
    ):
        return Read(last.value, "carried", "denominator:as-before", last.span)
    return UNKNOWN


def _is_apart(draft: Draft, sentence: Sentence) -> bool:
    """Whether another place or clause stands between a number and the one before it."""
    text = sentence.core.text
    stop = text.find(draft.number)
    last = max(text.rfind(mark, 0, stop) for mark in ("<P", "<N"))
    return bool(_ANOTHER.search(text, max(0, last), stop))


_ANOTHER = Pattern(r"<[IL]\d|;")
_SHARED_KINDS: tuple[Kind, ...] = ("share", "poll", "invalid")


_UNITS_OF_LAND = Pattern(
    r"\b(?:townships|districts|villages|towns|settlements|municipalities|counties|communes)\b"
)


def _denominator_of_land(draft: Draft) -> Read[str]:
    if draft.mention is not None and draft.mention.sort == "area":
        return UNKNOWN  # an area is no share
    words = draft.place.text.lower() if draft.place else ""
    name = "districts" if _UNITS_OF_LAND.search(words) else "territory"
    return Read(name, "stated", "denominator:land")


DENOMINATORS: tuple[tuple[Pattern, str], ...] = tuple(
    (Pattern(words), name)
    for words, name in (
        (
            r"station|precinct|polling (?:place|board|unit)|box|protocol|sheet|centre|section"
            r"|booth",
            "stations",
        ),
        (r"\bvalid\b", "valid"),
        (
            r"registered|enrolled|eligible|electorate|electors|entitled|\b(?:list|roll"
            r"|register)s?\b|right to vote|those called",
            "registered",
        ),
        (r"respondent|(?<!votes )(?<!ballots )polled|surveyed|asked", "respondents"),
        (r"ballot|paper|repl(?:y|ies)|returns|forms|envelope|\bthose cast\b", "ballots"),
        (
            r"voters|who (?:had )?(?:returned|voted|took part|taken part|turned out|participated"
            r"|cast|came"
            r"|went)|voting|taking part|participa|casting",
            "voters",
        ),
        (r"\bvotes?\b|\bpoll\b|\bthe total\b", "votes"),
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


def option_of(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Return what the number is a number of; unknown if the story names nothing."""
    if draft.kind not in (*KINDS_WITH_OPTION, "conditional", "threshold", "margin", "change"):
        return UNKNOWN
    if draft.carries_side:
        return _side_before(draft, sentence.core, memory)
    if draft.kind == "change":
        return _changed(draft, sentence, memory)
    if draft.option is None:
        return _leading(draft, sentence, memory) if draft.kind == "margin" else UNKNOWN
    text, span = read_option(sentence.core, draft.option)
    if not draft.own_option:
        carried = draft.option_before or memory.option.value
        return Read(carried, "carried", draft.frame, span) if carried else UNKNOWN
    if not text:
        return UNKNOWN
    if not is_pronoun(text):
        return Read(text, "stated", draft.frame, span)
    return _meant(text.lower(), draft.option.text.strip(), span, draft, sentence, memory)


_DID_SO = (
    "so",
    "the same",
    "did so",
    "did the same",
    "did",
    "did likewise",
    "went along",
    "followed suit",
)


def _meant(
    pronoun: str, words: str, span: Span, draft: Draft, sentence: Sentence, memory: Memory
) -> Read[str]:
    """What a pronoun means that stands alone or, as in "against it", in words of its own."""
    if pronoun in ("it", "them") and " " in words:
        words = re.sub(r"^(?:were|was|are|is) ", "", words)
        return Read(words, "stated", draft.frame, span)
    if pronoun in _DID_SO:
        last = memory.option.value
        return Read(last, "carried", "option:did-so", span) if last else UNKNOWN
    himself = _speaker_himself(pronoun, span, sentence) or _subject_of(draft, sentence)
    return himself or _meant_by(pronoun, span, memory)


def _speaker_himself(pronoun: str, span: Span, sentence: Sentence) -> Read[str] | None:
    """Who "he" is in "Mr Lind told reporters that he had won": he who says it."""
    if pronoun.lower() not in ("he", "she"):
        return None
    for saying in sentence.sayings:
        if any(part.start <= span.start < part.stop for part in saying.said):
            names = sentence.marked.found.values()
            for name in names:
                inside = saying.who_span.start <= name.span.start < saying.who_span.stop
                if inside and isinstance(name, NameWords) and not name.body:
                    return Read(name.name, "carried", "option:speaker", span)
    return None


def _side_before(draft: Draft, core: Marked, memory: Memory) -> Read[str]:
    """One of the two sides named last: the first for the first number, the last for the second."""
    if not memory.sides and not draft.second:
        span = core.story_span(draft.start, draft.stop)
        name = _party_before(memory, span)
        return Read(name, "carried", "option:pronoun", span) if name else UNKNOWN
    if len(memory.sides) <= draft.second:
        return UNKNOWN
    side = memory.sides[draft.second]
    return Read(side.value, "carried", draft.frame, side.span)


_TURNOUT = Pattern(r"turnout|participation")


def _changed(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """What rose or fell: named with the change, or the option of the same sentence before it."""
    if draft.option is not None:
        text, span = read_option(sentence.core, draft.option)
        if is_pronoun(text):
            return _subject_of(draft, sentence) or _meant_by(text.lower(), span, memory)
        return Read(text, "stated", draft.frame, span)
    last = memory.option
    here = last.span is not None and last.span.start >= sentence.span.start
    is_that = sentence.marked.plain.startswith(("That is ", "That was ", "This is ", "It is "))
    if (
        (not here and not is_that)
        or last.value is None
        or _TURNOUT.search(sentence.core.low[: draft.stop])
    ):
        return UNKNOWN
    return Read(last.value, "carried", draft.frame, last.span)


_FIRST = Pattern(r"<C\d+>")


def _subject_of(draft: Draft, sentence: Sentence) -> Read[str] | None:
    """The candidate or party that the sentence of a pronoun begins with: "the mayor ...: he"."""
    core = sentence.core
    if draft.option is None:
        return None
    first = _FIRST.search(core.text, 0, draft.option.start)
    before = core.text[: first.start()] if first else ""
    if first is None or len(before.split()) > _WORDS_IN_FRONT:
        return None
    text, span = read_option(core, Words(*first.span(), core.words(*first.span())))
    return None if _NO_PERSON.search(text) else Read(text, "carried", "option:subject", span)


_WORDS_IN_FRONT = 5  # our choice: "In the 2021 contest <the mayor>"
_LEAD = Pattern(r"\b(?:lead|majority|ahead|advantage)\b")


def _leading(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Who has "a lead of N" behind a result: the option of that result."""
    words = sentence.core.text[draft.start : draft.stop]
    first = memory.first_option
    here = first.span is not None and first.span.start >= sentence.span.start
    winner = _winner_before(draft, sentence)
    if winner is not None:
        text, span = read_option(sentence.core, winner)
        if is_pronoun(text):
            return _meant_by(text.lower(), span, memory)
        return Read(text, "stated", draft.frame, span)
    if here and _LEAD.search(words):
        return Read(first.value, "carried", draft.frame, first.span)
    return UNKNOWN


_GIVEN_A_LEAD = Pattern(
    r"(?:gave|gives?|giving|given|handed|handing) (<[CAB]\d+>) (?:an? |the )?[^<]{0,20}$"
)
_AHEAD = Pattern(
    r"(<[CAB]\d+>|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b)(?: (?!said|says|told|lost"
    r"|trail)[\w'<>-]+){0,6}?"
    r" (?:beat|won|wins|ahead|led|leads?|leading|finished|edged|defeated|took|takes|elected|victory"
    r"|prevailed|pipped|held|holds|carried|carries|walloped|thrashed|trounced|crushed|unseated"
    r"|ousted"
    r"|announced|declared|scrap(?:ed|es)|squeak(?:ed|s)|squeezed|romp(?:ed|s)|swept|largest|biggest"
    r"|clear)\b[^;:.]*$"
)
_LOST_TO = Pattern(r"\b(?:lost to|behind|trails|trailed|trailing) (<[CAB]\d+>)[^;:.<]*$")
_IS_BEHIND = Pattern(r"(?: <V\d+>)? behind (<[CAB]\d+>)")


def _winner_before(draft: Draft, sentence: Sentence) -> Words | None:
    """The option in front of a margin that is said to be ahead: "X beat Y by N"."""
    core = sentence.core
    stop = max(draft.start, core.text.find(draft.number))
    begin = max(core.text.rfind(mark, 0, stop) for mark in ".;:") + 1
    match = (
        _IS_BEHIND.match(core.text, stop + len(draft.number))
        or _LOST_TO.search(core.text, begin, stop)
        or _GIVEN_A_LEAD.search(core.text, begin, stop)
        or _AHEAD.search(core.text, begin, stop)
    )
    if match is None:
        return None
    return Words(*match.span(1), core.words(*match.span(1)))


_NO_PERSON = Pattern(rf"{MEDIA.pattern}|^\w*[A-Z]\w*[A-Z]\w*$")  # agencies, acronyms
_WOMAN = Pattern(r"^(?:Mrs|Ms|Miss|Madam|Dame|Lady)\b")


_MAN = Pattern(r"^(?:Mr|Sir|Lord)\b")


def _party_before(memory: Memory, span: Span) -> str | None:
    """The party or camp that "it" or "they" stands for: a side that a result named, or a name.

    A body by its words goes first; then a name of one word that is nobody's surname ("Chega").
    """
    before = [name for name in memory.people if name.span.stop <= span.start]
    surnames = {surname(name.name) for name in before if " " in name.name and not name.body}
    fitting = [
        name
        for name in before
        if name.body
        or (" " not in name.name and name.name not in surnames and memory.knows(name.name))
        or (name is before[-1] and " " not in name.name and name.name not in surnames)
        or (name.name.endswith("s") and " " not in name.name and name.name not in surnames)
    ]
    side, name = memory.first_option, fitting[-1] if fitting else None
    is_last = side.span is not None and side.span.stop <= span.start
    if name and side.span:
        is_last = is_last and side.span.start > name.span.start
    if is_last and side.value and not _SOMEBODY.search(side.value):
        return side.value
    return name.name if name else None


_SOMEBODY = Pattern(r"^(?:Mr|Mrs|Ms|Dr|President)\b|[A-Z][\w'-]+ [A-Z]|^(?:he|she)$")


def _meant_by(pronoun: str, span: Span, memory: Memory) -> Read[str]:
    """The person or party that a pronoun stands for: the last one that fits."""
    if pronoun in ("it", "they", "them", "its", "their", "both", "each"):
        name = _party_before(memory, span)
    else:
        wanted, other = (_WOMAN, _MAN) if pronoun in ("she", "her") else (_MAN, _WOMAN)
        titled = {surname(name.name) for name in memory.people if other.match(name.name)}
        fitting = [
            person
            for person in memory.people
            if not person.body
            and not _NO_PERSON.search(person.name)
            and surname(person.name) not in titled
            and person.name not in memory.no_people
            and person.span.stop <= span.start
        ]
        marked = [person for person in fitting if wanted.match(person.name)]
        chosen = fitting[-1:] or marked[-1:]
        name = chosen[0].name if chosen else None
    return Read(name, "carried", "option:pronoun", span) if name else UNKNOWN
