"""What the story as a whole is about: where the vote was held, and when.

A headline result is told once with its place and day; later numbers lean on that. What is taken
from here is marked as carried, with the words that it was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tallyscope.reading.dates import Direction, TimeWords, resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.marking import MARK, Marked
from tallyscope.statement import Days, Read, Span

VOTE_NOUN = (
    r"(?:elections?|referend(?:um|ums|a)|votes?|voting|ballots?|polls?|plebiscites?|contests?|run-?offs?|primar(?:y|ies)"
    r"|by-elections?|rounds?|consultations?|polling|count)"
)
_PLACE_LIST = (
    r"(?:the )?(?:[a-z-]+ (?:of )?){0,3}?<L\d+>(?: [a-z]+)?(?:(?:, |,? and )(?:the )?(?:[a-z-]+ (?:of )?){0,2}?<L\d+>){0,5}"
)
# Words that tie a place to the vote, best first.
_TIED = tuple(
    re.compile(words)
    for words in (
        rf"\b{VOTE_NOUN}(?: (?:held|was held|were held|on <D\d+>))? (?:in|across|throughout) (?P<places>{_PLACE_LIST})",
        r"\b(?:[Vv]oters|[Ee]lectors|[Rr]esidents|[Cc]itizens|[Pp]eople)(?: (?:in|of|across) )(?P<places>" + _PLACE_LIST + ")",
        rf"(?P<places><[LG]\d+>)(?:'s)? (?:[\w'-]+ ){{0,3}}?(?:{VOTE_NOUN}|voters|electoral|election|residents|electorate|parents|islanders|villagers|citizens)\b",
        rf"(?P<places>{_PLACE_LIST}) (?:has|have|had)?(?: [a-z]+ly)? ?(?:voted|chosen|rejected|backed|elected|approved|thrown|re-elected|turned down|said (?:yes|no))\b",
    )
)
_VOTE_DAY = (
    re.compile(rf"<(?P<day>D\d+)>(?:'s|')? (?:[\w'<>-]+ ){{0,3}}?{VOTE_NOUN}\b"),
    re.compile(
        rf"\b(?:{VOTE_NOUN}|voted|vote|polls (?:had )?closed|polls (?:had )?opened|election day|went to the polls|cast ballots)"
        r"(?: (?!said|told|announced|published|by)[\w'<>-]+){0,4}?,? (?:held |took place |ended |closed |began |started )?"
        r"(?:(?:late|early) )?(?:on|in|of|over|from|last|held)? ?<(?P<day>D\d+)>"
    ),
)
_NOT_THE_VOTE = re.compile(r"\b(?:next|last|previous|earlier|past|first) (?:[a-z]+ )?$")


@dataclass(frozen=True)
class Setting:
    """Where and when the vote of the story was held, if the story tells."""

    places: Read[tuple[str, ...]]
    vote_day: Read[Days]
    published: date | None


def setting_of(sentences: Sequence[Sentence], published: date | None) -> Setting:
    """Return the place and day of the vote that most of a story's numbers are about."""
    return Setting(_places(sentences), _vote_day(sentences, published), published)


_LEAD_SENTENCES = 4  # our choice: a story names its vote in the first paragraphs, or late if ever


def _places(sentences: Sequence[Sentence]) -> Read[tuple[str, ...]]:
    for sentence in sentences[:_LEAD_SENTENCES]:
        found = _tied_places(sentence.marked)
        if found:
            return Read(found[0], "carried", "place:of-the-vote", found[1])
    for sentence in sentences:
        first = next(_place_marks(sentence.marked, sentence.marked.text), None)
        if first:
            return Read((first.name,), "carried", "place:first-named", first.span)
    return Read(None, "unknown")


def _tied_places(marked: Marked) -> tuple[tuple[str, ...], Span] | None:
    for pattern in _TIED:
        match = pattern.search(marked.text)
        if match:
            named = [place.name for place in _place_marks(marked, match["places"])]
            if named:
                return tuple(dict.fromkeys(named)), marked.story_span(*match.span("places"))
    return None


def _place_marks(marked: Marked, text: str) -> Iterator[PlaceWords]:
    for name in MARK.findall(text):
        found = marked.found[name]
        if isinstance(found, PlaceWords) and found.kind not in ("area", "union", "landmark"):
            yield found


def _vote_day(sentences: Sequence[Sentence], published: date | None) -> Read[Days]:
    for sentence in sentences:
        for words, span in vote_days(sentence):
            days = resolve(words, published, direction_of(sentence.marked.text))
            if days is not None and (published is None or days.first <= published):
                return Read(days, "carried", "vote-day:of-the-story", span)
    return Read(None, "unknown")


def vote_days(sentence: Sentence) -> Iterator[tuple[TimeWords, Span]]:
    """Yield the dates of a sentence that stand with a word for a vote."""
    marked = sentence.marked
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
    r"\b(?:will|won't|shall|is to|are to|is due|are due|due to|set to|scheduled|planned|plans? to|planning"
    r"|going to|is expected to|are expected to|promised to|intends? to|would (?:be|take|hold|meet|decide|vote))\b"
)


def direction_of(marked_text: str) -> Direction:
    """Return where bare dates of a clause point, by its tense."""
    return "future" if _FUTURE.search(marked_text) else "past"
