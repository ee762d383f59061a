"""What a number is a number of: the option that a frame found, or whom a pronoun means."""

from __future__ import annotations

import re
from dataclasses import replace

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.marking import Marked
from tallyscope.reading.memory import UNKNOWN, Memory
from tallyscope.reading.names import NameWords, surname
from tallyscope.reading.options import is_pronoun, read_option
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.saying import MEDIA
from tallyscope.statement import Kind, Read, Span

KINDS_WITH_OPTION: tuple[Kind, ...] = ("share", "votes", "poll")


def option_of(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Return what the number is a number of; unknown if the story names nothing."""
    if draft.kind not in (*KINDS_WITH_OPTION, "conditional", "threshold", "margin", "change"):
        return UNKNOWN
    if draft.carries_side:
        return _side_before(draft, sentence.core, memory)
    if draft.kind == "change":
        return _changed(draft, sentence, memory)
    if _MARGINS.match(draft.frame):
        if draft.option is None:
            draft = replace(draft, option=_owner_in_front(draft, sentence))
        if draft.option and _OWN.fullmatch(draft.option.text):
            return _whose_margin(draft, sentence, memory)
        is_tied = draft.option is not None and draft.frame != "margin.of"
        if not is_tied or _behind_whom(draft, sentence):
            return _leading(draft, sentence, memory)
    return _named(draft, sentence, memory)


_MARGINS = Pattern(r"margin\.|cue\.margin")
_OWN = Pattern(r"his|her|its|their", re.IGNORECASE)
_OWN_LEAD = Pattern(
    r"\b([Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:own )?(?:lead|margin|majority|advantage)\b[^<;:.]*$"
)


def _owner_in_front(draft: Draft, sentence: Sentence) -> Words | None:
    """The "her" of "her lead had stood at N"."""
    core = sentence.core
    match = _OWN_LEAD.search(core.text, 0, core.text.find(draft.number))
    return Words(*match.span(1), core.words(*match.span(1))) if match else None


def _whose_margin(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Who "her margin" is of, if she who was named last was the first of the last result too."""
    meant, first = _named(draft, sentence, memory), memory.first_option.value
    agree = meant.value and first and surname(meant.value) == surname(first)
    return meant if agree else UNKNOWN


def _named(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """The option that a frame found, or what its pronoun means."""
    if draft.option is None:
        return UNKNOWN
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


_PUT = "share.put"


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
    if draft.frame == _PUT:  # whoever puts "him" at so much is somebody else
        before = Span(sentence.span.start, sentence.span.start)
        meant = _meant_by(pronoun, before, memory)
        if meant.value:
            return meant
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


_FIRST = Pattern(r"<[CB]\d+>")


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
_LEAD = Pattern(r"\b(?:lead|majority|ahead|advantage|clear of|more than)\b")


def _leading(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Who has "a lead of N" behind a result: the option of that result."""
    words = sentence.core.text[draft.start : draft.stop]
    first = memory.first_option
    here = first.span is not None and first.span.start >= sentence.span.start
    winner = _behind_whom(draft, sentence) or _winner_before(draft, sentence)
    winner = winner or draft.option
    if winner is not None:
        text, span = read_option(sentence.core, winner)
        if is_pronoun(text):
            return _meant_by(text.lower(), span, memory)
        return Read(text, "stated", draft.frame, span)
    is_that = _THAT_IS.match(sentence.core.text)
    if is_that or (here and _LEAD.search(words)):
        return Read(first.value, "carried", draft.frame, first.span)
    return UNKNOWN


_THAT_IS = Pattern(
    r"(?:That|This|It) (?:is|was|gives?|gave|means?|meant) (?:an? )?(?:lead|major|margin)"
)


_GIVEN_A_LEAD = Pattern(
    r"(?:gave|gives?|giving|given|handed|handing|puts?|putting) (<[CAB]\d+>|him|her|them)"
    r" (?:an? |the )?[^<]{0,20}(?:of <[LCI]\d+> by )?$"
)
_AHEAD = Pattern(
    r"(?<!for )(?<!against )(<[CAB]\d+>|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b),?"
    r"(?: (?!said|says|told|lost|trail|election <C)[\w'<>-]+){0,6}?"
    r" (?:beats?|surviv(?:ed|es)|passed|won|wins|ahead|led|leads?|leading"
    r"|finished|edged|defeat(?:s|ed)|took|takes|elected|victory|captured|snatch(?:ed|es)|gained"
    r"|grabbed|seized|flipped|unseats|ousts|upper hand"
    r"|(?:had|has|holds|held|enjoyed) an? (?:[a-z]+ )?(?:majority|lead|margin|advantage)"
    r"|prevailed|pipped|held|holds|carried|carries|walloped|thrashed|trounced|crushed|unseated"
    r"|ousted"
    r"|announced|declared|scrap(?:ed|es)|squeak(?:ed|s)|squeezed|romp(?:ed|s)|swept|largest|biggest"
    r"|clear|(?:had|has) beaten)\b[^;:.]*$"
    r"|(<[CAB]\d+>|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b) (?:was|were|is|remained"
    r"|became) <[CAB]\d+> by $"
    r"|^(?:<[ID]\d+>,? )*(<C\d+>), by a [a-z]+ of $"
    r"|^(?:<[ID]\d+>,? )*(<C\d+>)[^;:.]*(?:, and (?:won|wins)"
    r"| to (?:defeat|beat|unseat|oust|edge|overtake) )[^;:.]*$"
)
_DEFEATING = Pattern(
    r"(<[CAB]\d+>),? (?:narrowly |easily )?(?:defeating|beating|edging|pipping|ousting|unseating)"
    r"\b[^;:.]*$"
)
_LOST_TO = Pattern(
    r"\b(?:lost(?: (?:[a-z]+ ){1,4}(?:<I\d+> )?)? ?to(?: an? [\w-]+ [a-z]+,)?|behind|trails|trailed"
    r"|trailing) (<[CAB]\d+>)[^;:.<]*$"
)
_IS_BEHIND = Pattern(r"(?: <V\d+>)? behind (<[CAB]\d+>)")


def _winner_before(draft: Draft, sentence: Sentence) -> Words | None:
    """The option in front of a margin that is said to be ahead: "X beat Y by N"."""
    core = sentence.core
    stop = max(draft.start, core.text.find(draft.number))
    begin = max(core.text.rfind(mark, 0, stop) for mark in ".;:") + 1
    match = (
        _DEFEATING.search(core.text, begin, stop)
        or _LOST_TO.search(core.text, begin, stop)
        or _GIVEN_A_LEAD.search(core.text, begin, stop)
        or _AHEAD.search(core.text, begin, stop)
    )
    if match is None or match.lastindex is None:
        return None
    return Words(*match.span(match.lastindex), core.words(*match.span(match.lastindex)))


def _behind_whom(draft: Draft, sentence: Sentence) -> Words | None:
    """Who is ahead where somebody "is N votes behind X"."""
    core = sentence.core
    stop = core.text.find(draft.number) + len(draft.number)
    match = _IS_BEHIND.match(core.text, stop)
    return Words(*match.span(1), core.words(*match.span(1))) if match else None


_NO_PERSON = Pattern(  # and acronyms
    rf"{MEDIA.pattern}|^\w*[A-Z]\w*[A-Z]\w*$|^(?:[A-Z]\.)+[A-Z]?$|\bNations$|Lok Sabha$"
)
# bodies that count votes and get none: no "it" that "took 54 per cent" stands for them
_COUNTS = Pattern(r"Commission|\bCourt\b|\bBoard\b|Council|Ministry|Canvassers|Agency|Institute")
_WOMAN = Pattern(r"^(?:Mrs|Ms|Miss|Madam|Dame|Lady)\b")


_MAN = Pattern(r"^(?:Mr|Sir|Lord)\b")


def _party_before(memory: Memory, span: Span) -> str | None:
    """The party or camp that "it" or "they" stands for: a side that a result named, or a name.

    A body by its words goes first; then a name of one word that is nobody's surname ("Chega").
    """
    before = [
        name
        for name in memory.people
        if name.span.stop <= span.start and not _COUNTS.search(name.name)
    ]
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
