"""What was read last, for the words that lean on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.kinds import speaks_of_a_poll
from tallyscope.reading.marking import places_in
from tallyscope.reading.names import NameWords, is_body, surname
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.polling_day import FIRST_ROUND
from tallyscope.reading.vote_days import vote_days
from tallyscope.statement import Days, Kind, Read, Statement

CONTROL_KINDS: tuple[Kind, ...] = ("control_share", "territory_share")
UNKNOWN: Read[str] = Read(None, "unknown")
NOWHERE: Read[tuple[str, ...]] = Read(None, "unknown")
NEVER: Read[Days] = Read(None, "unknown")

RULES_OF_A_PLACE = (
    "place:there",
    "place:of-the-speaker",
    "place:the-capital",
    "place:the-one-before",
)
"""Rules that tell the place of a number by words of its own sentence."""
ONLY_DATE = "vote-day:only-date"
"""Rule of a vote of long before, that the only date of a sentence tells."""
_RULES_OF_A_DAY = (FIRST_ROUND, ONLY_DATE)
LONGEST_ITEM = 60  # characters of an item of a list; our choice: a name and two numbers
PEOPLE_REMEMBERED = 40
"""Names that a pronoun can reach back to; our choice: some paragraphs."""


_NO_SIDE = Pattern(r"undecided|\bothers?\b|no (?:opinion|preference)|blank|don't know")
_NAME_WORD = Pattern(r"\b[A-Z][\w-]{2,}")


_BEGINS_WITH_PLACE = Pattern(
    r"(?:[Ii]n |[Oo]n |(?:[Mm]uch|[Mm]ost|[Pp]arts|[Nn]early all|[Aa]lmost all|[Aa]ll) of "
    r"|[Oo]nly |[Oo]n the [a-z]+ of |[Tt]he (?:[a-z]+ of )?)?(?P<place><L\d+>)"
)


def topic_of(sentence: Sentence) -> PlaceWords | None:
    """Return the place that a sentence begins with, or the only one that it names.

    The next sentence may call it "the island", or say "there".
    """
    begins = _BEGINS_WITH_PLACE.match(sentence.marked.text)
    named = places_in(sentence.marked, begins["place"] if begins else sentence.marked.text)
    named = [place for place in named if place.form == "name"]
    only_one = len({place.name for place in named}) == 1
    return named[0] if named and (begins or only_one) else None


# Where somebody ran; where somebody spoke is no scene.
_SCENE = Pattern(
    r"^(?=.*\b(?:humbled|beaten|defeated|unseated|ousted|toppled|winner|won|lost|swing|trouble|fought"
    r"|sweated|contest\w*|race|battle|stood|ran|upset|candidates?|held by|seat|defending|fell)\b)"
    r"(?:(?!\b(?:told|tells|said|says|spoke|speaking|announced|reporters)\b).)*"
    r"\b[Ii]n (?:the )?(?:[a-z-]+ ){0,3}<L\d+>"
)
_NO_PERSON_BEHIND = Pattern(
    r"\b(?:the|agency|broadcaster|newspaper|paper|daily|station|channel|website|group|pollster"
    r"|institute|(?:polls?|survey) (?:by|for))(?: [a-z]+)? $",
    re.IGNORECASE,
)


def _is_no_person(name: NameWords, sentence: Sentence) -> bool:
    """Whether the words in front of a name say that it is nobody's."""
    start = name.span.start - sentence.span.start
    before = sentence.marked.plain[max(0, start - 30) : start]
    alone = " " not in name.name
    return alone and bool(_NO_PERSON_BEHIND.search(before))


PAST_PERFECT = Pattern(
    r"\bhad (?:not |only |also |already )?(?:been|led|won|taken|got|come|gone|had|lost|seen|risen"
    r"|fallen|stood|put|said|\w{3,}ed)\b"
)
"""How an earlier vote is told beside the one that the story is about."""


def _is_person(who: str) -> bool:
    return surname(who)[:1].isupper() and not is_body(surname(who))


@dataclass
class Memory:
    """What was read last.

    Attributes
    ----------
    paragraph : int
    places, vote_day : Read
        Of the paragraph, where a number in it names them.
    vote_day_with_had : bool
        Whether the vote of the paragraph was told with "had", as an earlier one.
    last_year : Read of Days
        Of the last year that the sentence before names.
    poll : bool
        Whether the paragraph speaks of a poll.
    place_list : Read of tuple of str
        The last sentence with several places ("the four regions" means them).
    controller, whole, option, first_option : Read of str
        Who holds land; what a place is a share of; the last option, and the first one of its
        sentence.
    options : set of str
        Capitalised words of the options so far: "Reform" is one after "the Reform Party".
    people : list of NameWords
    no_people : set of str
        Names that are no person's: "the Tigers", "the agency Lusa".
    places_of : dict of str to Read
        By speaker: the places that they last spoke of by name.
    before : list of Draft
        The numbers of the paragraph's last sentence that had any.
    far : list of Draft
        Those of the paragraph before.
    sides : list of Read
        The options of the last sentence that named any, in order.
    polled : bool
        Whether the last number of the paragraph was one of a poll.
    listing : bool
        Whether the paragraph is an item of a list that a colon began.
    topic : PlaceWords or None
        The place that the sentence before begins with.
    scene : PlaceWords or None
        The only place of the paragraph's last sentence that names any, if it tells no result:
        where those ran whose results follow.
    group : PlaceWords or None
        The place in a line of its own above the row of a table.
    day_here, numbers_here
        The last vote that this sentence named by its day; how many numbers of it were read.
    poll_day : Read of Days
        Of the polls that the paragraph speaks of.
    last_kind, last_places
        Of the number read last.
    denominator_here : tuple of Kind and Read
        The last share of this sentence that says what it is a share of.
    """

    paragraph: int = -1
    places: Read[tuple[str, ...]] = NOWHERE
    vote_day: Read[Days] = NEVER
    vote_day_with_had: bool = False
    last_year: Read[Days] = NEVER
    poll: bool = False
    place_list: Read[tuple[str, ...]] = NOWHERE
    controller: Read[str] = UNKNOWN
    whole: Read[str] = UNKNOWN
    option: Read[str] = UNKNOWN
    first_option: Read[str] = UNKNOWN
    options: set[str] = field(default_factory=set)
    people: list[NameWords] = field(default_factory=list)
    places_of: dict[str, Read[tuple[str, ...]]] = field(default_factory=dict)
    before: list[Draft] = field(default_factory=list)
    far: list[Draft] = field(default_factory=list)
    polled: bool = False
    listing: bool = False
    sides: list[Read[str]] = field(default_factory=list)
    topic: PlaceWords | None = None
    scene: PlaceWords | None = None
    group: PlaceWords | None = None
    day_here: Read[Days] = NEVER
    numbers_here: int = 0
    poll_day: Read[Days] = NEVER
    no_people: set[str] = field(default_factory=set)
    last_kind: Kind | None = None
    _tied: tuple[TimeWords, ...] | None = None
    last_places: Read[tuple[str, ...]] = NOWHERE
    denominator_here: tuple[Kind | None, Read[str]] = (None, UNKNOWN)

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: forget what belongs to the paragraph before, meet its people."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.places = sentence.paragraph, NOWHERE
            self.listing = self.listing and len(sentence.marked.plain) < LONGEST_ITEM
            self.vote_day, self.poll = NEVER, self.poll and self.listing
            self.far, self.before, self.polled = self.before, [], self.polled and self.listing
            self.poll_day, self.topic, self.scene, self.last_year = NEVER, None, None, NEVER
            self.group = None
        self.day_here, self.numbers_here, self._tied = NEVER, 0, None
        self.denominator_here = (None, UNKNOWN)
        for name in sentence.marked.found.values():
            if isinstance(name, NameWords):
                self._meet(name, sentence)

    def _meet(self, name: NameWords, sentence: Sentence) -> None:
        self.people.append(name)
        if _is_no_person(name, sentence):
            self.no_people.add(name.name)
        del self.people[:-PEOPLE_REMEMBERED]

    def leave(self, sentence: Sentence, drafts: list[Draft]) -> None:
        """End a sentence: remember its numbers and its places."""
        self.before = drafts or self.before
        self.listing = self.listing or sentence.marked.plain.rstrip().endswith(":")
        self.poll = self.poll or (not drafts and speaks_of_a_poll(sentence.marked.text))
        places = places_in(sentence.marked, sentence.marked.text)
        if not places:
            return
        self._keep_scene(sentence, places, drafts)
        self.topic = topic_of(sentence)
        named = [place for place in places if place.form == "name"]
        if len(named) > 1:
            names = tuple(dict.fromkeys(place.name for place in named))
            self.place_list = Read(names, "carried", "place:list", named[0].span)

    def _keep_scene(
        self, sentence: Sentence, places: Sequence[PlaceWords], drafts: Sequence[Draft]
    ) -> None:
        told = any(draft.kind != "change" for draft in drafts)
        only = len({place.name for place in places}) == 1 and not told
        shown = _SCENE.search(sentence.marked.text) if only else None
        self.scene = places[0] if shown and places[0].form == "name" else None

    def tied_days(self, sentence: Sentence) -> tuple[TimeWords, ...]:
        """Return the dates of the sentence that stand with a word for a vote."""
        if self._tied is None:
            self._tied = tuple(words for words, _ in vote_days(sentence))
        return self._tied

    def date(self, day: Read[Days]) -> None:
        """Remember the vote that a sentence without results names by its day."""
        if day.value is not None:
            self.vote_day = replace(day, status="carried", rule="vote-day:paragraph")
            self.vote_day_with_had = False

    def knows(self, option: str) -> bool:
        """Tell whether an option shares a name with one that was read before."""
        return not self.options.isdisjoint(_NAME_WORD.findall(option))

    def _keep_side(self, option: Read[str], sentence: Sentence) -> None:
        """Remember the two sides that a sentence, or two that name one each, names first."""
        if option.value is None or _NO_SIDE.search(option.value):
            return
        if option.value in [side.value for side in self.sides]:
            return
        start = sentence.span.start
        here = [side for side in self.sides if side.span and side.span.start >= start]
        # "Yes polled 3,643,223 votes. No managed 297,865. That is 92.4 per cent against 7.6."
        alone = self.sides if len(self.sides) == 1 and not here else []
        self.sides = [*alone, *here, option]

    def keep(self, statement: Statement, draft: Draft, sentence: Sentence) -> None:
        """Remember what a statement named."""
        self.polled = statement.kind == "poll"
        self._keep_places(statement, draft)
        self._keep_day(statement, draft, sentence)
        self.numbers_here += 1
        self.last_kind, self.last_places = statement.kind, statement.places
        if statement.denominator.value:
            self.denominator_here = (statement.kind, statement.denominator)
        if statement.option.value and not draft.carries_side:
            self._keep_side(statement.option, sentence)
            first = self.first_option.span
            if first is None or first.start < sentence.span.start:
                self.first_option = statement.option
            self.option = statement.option
            self.options |= set(_NAME_WORD.findall(statement.option.value))
        if statement.controller.value:
            self.controller = statement.controller
        if statement.whole.value:
            self.whole = replace(statement.whole, status="carried", rule="whole:before")

    def _keep_day(self, statement: Statement, draft: Draft, sentence: Sentence) -> None:
        named = statement.vote_day.status == "stated" or statement.vote_day.rule in _RULES_OF_A_DAY
        if named and not draft.earlier:
            day = replace(statement.vote_day, status="carried", rule="vote-day:paragraph")
            self.day_here = day
            if not self.numbers_here:
                self.vote_day, self.vote_day_with_had = (
                    day,
                    bool(PAST_PERFECT.search(sentence.marked.text)),
                )

    def _keep_places(self, statement: Statement, draft: Draft) -> None:
        places = statement.places
        if (places.status == "stated" and not draft.leans) or places.rule in RULES_OF_A_PLACE:
            self.places = replace(places, status="carried", rule="place:paragraph")
            who = statement.attribution.value
            if who and statement.attribution.status != "default" and _is_person(who.who):
                kept = replace(places, status="carried", rule="place:same-speaker")
                self.places_of[surname(who.who)] = kept
