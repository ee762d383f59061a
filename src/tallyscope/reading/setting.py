"""What the story as a whole is about: where the vote was held, and when.

A headline result is told once with its place and day; later numbers lean on that. What is taken
from here is marked as carried, with the words that it was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import Direction, resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.marking import MARK, Marked, places_in
from tallyscope.statement import Days, Read, Span

VOTE_NOUN = (
    r"(?:elections?|referend(?:um|ums|a)|votes?|voting|ballots?|polls?|plebiscites?|contests?"
    r"|run-?offs?|primar(?:y|ies)|by-elections?|rounds?|consultations?|polling|count"
    r"|initiatives?)"
)
_PLACE_LIST = (
    r"(?:the )?(?:[a-z-]+ (?:of )?){0,3}?(?:<L\d+>'s (?:[a-z]+ ){0,2})?<L\d+>"
    r"(?: (?!and\b|or\b)[a-z]+)?(?:(?:, |,? and )(?:the )?(?:[a-z-]+ (?:of )?){0,2}?<L\d+>){0,5}"
)
_PLAIN_WORD = r"(?!(?:in|on|over|after|before|for|as|to|at|from|with|and|by)\b)[\w'-]+"
# Words that tie a place to the vote, best first.
_TIED = tuple(
    re.compile(words)
    for words in (
        rf"\b{VOTE_NOUN}(?: (?:held|was held|were held|on <D\d+>))? (?:in|across|throughout) "
        rf"(?P<places>{_PLACE_LIST})",
        r"(?:<P\d+>|\b[Mm]uch|\b[Mm]ost|\b[Aa]ll) of (?P<places><L\d+>)",
        r"\b(?:[Vv]oters|[Ee]lectors|[Rr]esidents|[Cc]itizens|People)(?: (?:in|of|across) )"
        r"(?P<places>" + _PLACE_LIST + ")",
        rf"(?P<places><[LGE]\d+>)(?:'s)? (?:{_PLAIN_WORD} ){{0,3}}?(?:{VOTE_NOUN}|voters|electoral"
        r"|election|residents|electorate|parents|islanders|villagers|citizens)\b",
        rf"(?P<places>{_PLACE_LIST}|<E\d+>) (?:has|have|had)?(?: [a-z]+ly)? ?(?:voted?s?|chosen"
        r"|chooses?|reject(?:ed|s)?|back(?:ed|s)?|elect(?:ed|s)?|approve[ds]?|thrown|re-elected"
        r"|turned down|said (?:yes|no)|says? (?:yes|no))\b",
        r"^[Tt]he (?P<places><G\d+>)(?:, [^,]{3,60},)? (?:have|has|want|voted|back)\b",
        r"\b(?:[Mm]ayor|[Pp]resident|[Pp]arliament|[Gg]overnor|[Cc]ouncil) of (?P<places><L\d+>)"
        r" (?:has|have) (?:been )?(?:re-?elected|elected|voted|decided|chosen)\b",
        rf"(?P<places><L\d+>) (?:has |will )?(?:held|holds?|staged?|organi[sz]ed) (?:an?|its|the) "
        rf"(?:[a-z]+ ){{0,2}}{VOTE_NOUN}\b",
    )
)
_VOTE_DAY = (
    re.compile(r"\b(?:night|day) of <(?P<day>D\d+)>"),
    re.compile(
        r"\b(?:voted|backed|chose|rejected|approved|said (?:yes|no)|re-?elected|threw out|took "
        r"part|turned out|won|wins|secured|clinched|triumphed|prevailed|beat|defeated|lost)\b"
        r"[^.;:,]{0,70}(?<!said) (?:on |last )?<(?P<day>D\d+)>(?!'s)",
        re.IGNORECASE,
    ),
    re.compile(r"\b[Tt]urnout(?! (?:by|at))[^.;<]{0,30}<(?P<day>D\d+)>"),
    re.compile(
        r"<(?P<day>D\d+)>(?:'s|')? (?:(?!<[NPX]|\w+ed\b|said\b|was\b|were\b|that\b|as\b|and\b)"
        rf"[\w'<>-]+ ){{0,3}}?{VOTE_NOUN}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:{VOTE_NOUN}|voted|vote|election day|went to the polls|cast ballots)(?: (?:in"
        rf"|across|of|for|on) {_PLACE_LIST})?(?:,? (?:was|were|had|had been|that|which))?(?: "
        r"(?:held|took place|taken place|ended|closed|took|has ended|over|finished|holding"
        r"|staged|organi[sz]ed|gone on|went on|ran|run|lasted|voted|in))?(?: (?:in|across) "
        r"<L\d+>)?(?:,? (?:late|early))?(?:,? (?:on|in|of|over|last|by|from))? ?<(?P<day>D\d+)>",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True)
class Setting:
    """Where and when the vote of the story was held, if the story tells."""

    places: Read[tuple[str, ...]]
    vote_day: Read[Days]
    published: date | None


def setting_of(document: Document, published: date | None) -> Setting:
    """Return the place and day of the vote that most of a story's numbers are about."""
    return Setting(_places(document), _vote_day(document, published), published)


_SENTENCES_TO_NAME_IT = 6  # our choice: a place named later is that of something else
_LEAD_SENTENCES = 4  # our choice: a story names its vote in the first paragraphs, or late if ever


def _places(document: Document) -> Read[tuple[str, ...]]:
    for sentence in (*document.title, *document.sentences[:_LEAD_SENTENCES]):
        found = _tied_places(sentence.marked)
        if found:
            return Read(found[0], "carried", "place:of-the-vote", found[1])
    listed = sum(len(_ITEM.findall(sentence.marked.text)) for sentence in document.sentences)
    for sentence in (*document.title, *document.sentences[:_SENTENCES_TO_NAME_IT]):
        if listed > 1 and _ITEM.search(sentence.marked.text):
            continue  # a list of places, none of which is that of the story
        first = next(filter(_is_country, _first_places(sentence.marked)), None)
        if first:
            return Read((first.name,), "carried", "place:first-named", first.span)
    return _only_place(document)


def _only_place(document: Document) -> Read[tuple[str, ...]]:
    """The place of a story that names no other one."""
    found = [
        place
        for sentence in document.sentences
        for place in filter(_is_country, _first_places(sentence.marked))
    ]
    names = {place.name for place in found}
    if len(names) != 1:
        return Read(None, "unknown")
    return Read((found[0].name,), "carried", "place:only-one-named", found[0].span)


def _tied_places(marked: Marked) -> tuple[tuple[str, ...], Span] | None:
    for pattern in _TIED:
        match = pattern.search(marked.text)
        if match:
            named = [place.name for place in _place_marks(marked, match["places"])]
            if named:
                return tuple(dict.fromkeys(named)), marked.story_span(*match.span("places"))
    return None


def _place_marks(marked: Marked, text: str) -> Iterator[PlaceWords]:
    for place in places_in(marked, text):
        if place.kind not in ("area", "union", "landmark"):
            yield place


# What a vote is about is not where it is held: "independence from Serbia", "to join Russia".
_OBJECT = re.compile(
    r"\b(?:from|join|joining|leave|leaving|quit|quitting|with|to|part of|against|stay in|remain "
    r"in|by) (?:the )?(?:<G\d+> )?$"
)


# an item of a list of places, such as "Eastport: Yes 61%"
_ITEM = re.compile(r"<L\d+>: (?:Yes|No|Leave|Remain|For|Against) <[PN]")


def _first_places(marked: Marked) -> Iterator[PlaceWords]:
    for match in MARK.finditer(marked.text):
        if not _OBJECT.search(marked.text[: match.start()]):
            yield from _place_marks(marked, match.group())


def _is_country(place: PlaceWords) -> bool:
    """Whether a place can be where a whole vote is held; an adjective is only if a country's."""
    return place.form != "adjective" or place.kind == "country"


def _vote_day(document: Document, published: date | None) -> Read[Days]:
    ahead: Read[Days] | None = None
    for sentence in (*document.title, *document.sentences):
        for words, span in vote_days(sentence):
            days = resolve(words, published, direction_to(sentence, words))
            if days is None or _length(days) > _LONGEST_VOTE:
                continue
            found = Read(days, "carried", "vote-day:of-the-story", span)
            if published is None or days.first <= published:
                return found
            ahead = ahead or found
    return ahead or _first_day(document.sentences[:2], published)


_AFTER = re.compile(r"\b(?:after|following|since|in|at|from) (?:the )?$")


_HELD = re.compile(
    r"\b(?:voted|held|backed|rejected|approved|chose|elected|went|took|ended)\b[^.;:]{0,60}$"
)


def direction_to(sentence: Sentence, words: TimeWords) -> Direction:
    """Return where a vote's day points: "set to win after Sunday's vote" looks back too."""
    before = sentence.marked.plain[: words.span.start - sentence.span.start]
    if _AFTER.search(before) or _HELD.search(before):
        return "past"
    return direction_of(sentence.marked.text)


def _first_day(sentences: Sequence[Sentence], published: date | None) -> Read[Days]:
    """The first day that the story's lead names, if it names none together with the vote."""
    for sentence in sentences:
        spoken = {name for saying in sentence.sayings for name in saying.dates}
        for mark in MARK.finditer(sentence.marked.text):
            name = mark.group(1)
            words = sentence.marked.found[name]
            if RELEASED.search(sentence.marked.text[: mark.start()]):
                continue
            if name in spoken or not isinstance(words, TimeWords):
                continue
            days = resolve(words, published, direction_of(sentence.marked.text))
            if days and published and _is_fresh(days, published):
                return Read(days, "carried", "vote-day:first-day-named", words.span)
    return Read(None, "unknown")


# The day on which figures came out is not the day of the vote.
RELEASED = re.compile(
    r"\b(?:released|published|announced|issued|reported)(?: (?:late|early|only))?(?: on)? $"
)
_NEWS_FOR = 31
"""Days; our choice: a story on results that names its day without the vote follows within weeks."""


def _is_fresh(days: Days, published: date) -> bool:
    """Whether an event of a day or two is news on the day of publication."""
    return _length(days) <= 1 and 0 < (published - days.last).days <= _NEWS_FOR


_LONGEST_VOTE = 16
"""Days; our choice: votes of several days last two weeks or so; a month is no vote day."""


def _length(days: Days) -> int:
    return (days.last - days.first).days


def vote_days(sentence: Sentence) -> Iterator[tuple[TimeWords, Span]]:
    """Yield the dates of a sentence that stand with a word for a vote."""
    marked = sentence.marked
    if "<D" not in marked.text:
        return
    spoken = {name for saying in sentence.sayings for name in saying.dates}
    seen: set[str] = set()
    for pattern in _VOTE_DAY:
        for match in pattern.finditer(marked.text):
            words = marked.found[match["day"]]
            if match["day"] in seen or match["day"] in spoken or not isinstance(words, TimeWords):
                continue
            seen.add(match["day"])
            yield words, words.span


_FUTURE = re.compile(
    r"\b(?:will|won't|shall|is to|are to|is due|are due|due to|set (?:to|for)|scheduled|planned"
    r"|plans? to|planning|going to|is expected|are expected|promised to|intends? to|would (?:be"
    r"|take|hold|meet|decide|vote)|votes on|goes to the polls|go to the polls|decides?|tomorrow"
    r"|may vote|can vote)\b"
)


def direction_of(marked_text: str) -> Direction:
    """Return where bare dates of a clause point, by its tense."""
    return "future" if _FUTURE.search(marked_text) else "past"
