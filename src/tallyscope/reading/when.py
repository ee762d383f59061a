"""When: the day of the vote a result belongs to, and the day on which something was so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.long_before import SINCE, named_at_the_head, only_date
from tallyscope.reading.marking import Marked
from tallyscope.reading.memory import NEVER, PAST_PERFECT, Memory
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.polling_period import WHOLE_PERIOD
from tallyscope.reading.polling_phases import phase_named
from tallyscope.reading.sentence_dates import dates_of, is_spoken, time_words
from tallyscope.reading.setting import Setting
from tallyscope.reading.tense import direction_to
from tallyscope.reading.then import told_from, vote_then
from tallyscope.reading.vote_days import RELEASED, vote_days
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Days, Kind, Read

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


def is_of_a_vote(draft: Draft) -> bool:
    """Whether a number belongs to a vote: a change of ground held, or of a poll, does not."""
    return draft.kind in (*KINDS_OF_A_VOTE, "change") and not draft.of_land


def vote_day_of(draft: Draft, sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """Return the day of the vote that a result belongs to."""
    if not is_of_a_vote(draft):
        return NEVER
    if draft.kind == "counted":
        return _past(setting)
    if draft.kind == "change" and not _IN_FRONT.search(sentence.core.text[: draft.start]):
        return _past(setting)  # its day is that of the vote it is compared with
    named = phase_named(sentence, draft.stop, setting.phases)
    named = named or _first_round_behind(draft, sentence, setting)
    named = named or told_from(sentence, memory, setting)
    named = named or _named_day(draft, sentence, memory, setting)
    if named is not None:
        return named
    other = _other_vote(draft, sentence, memory, setting)
    if other is not None:
        return other
    text = sentence.core.text
    carried = _carried_day(draft, sentence, memory)
    if carried.value is not None:
        return carried
    if " had been" in text and not sentence.sayings and _IT_HAD_BEEN.search(text, 0, draft.stop):
        return NEVER
    return setting.vote_day if draft.kind in _OF_THE_STORY else _past(setting)


# Who may vote, what would be enough and what may be: of the story's vote, even if it is to come.
_OF_THE_STORY: tuple[Kind, ...] = ("threshold", "registered", "conditional")


def _carried_day(draft: Draft, sentence: Sentence, memory: Memory) -> Read[Days]:
    """The vote that the sentence, or the paragraph before it, named by its day.

    Who may vote and what may be are not told of an earlier vote, unless its sentence says so.
    """
    then = vote_then(sentence, memory)
    if then.value is not None:
        return then
    if memory.day_here.value is not None and memory.numbers_here:
        return memory.day_here
    is_left = draft.kind in ("registered", "conditional") or _is_left(sentence, memory)
    return NEVER if is_left else memory.vote_day


# "In the first round he had led with ...": an earlier vote, whose day is not told.
_OTHER_ROUND = Pattern(
    r"\b(?P<which>first round|previous (?:election|vote|referendum|ballot|poll)|last time"
    r"|last election)\b[^.;]{0,60}\bhad\b|\bhad\b[^.;]{0,60}\b(?P<other>first round|last time"
    r"|last election)\b"
)
_IN_FIRST_ROUND = Pattern(r"\bin the first round\b[^.;:]*\.?$")
FIRST_ROUND = "first round"
_FIRST_ROUND_NEAR = 25  # characters behind a number: ", down from 77.7 per cent in the first round"


def _first_round_behind(draft: Draft, sentence: Sentence, setting: Setting) -> Read[Days] | None:
    """The first round, where it is named right behind a number: "60.5% in the first round"."""
    text = sentence.marked.low
    at = text.find(f"<{draft.number.strip('<>')}>") if draft.number else -1
    day = setting.first_round.value
    if at < 0 or day is None or not _BEHIND_IT.match(text, at):
        return None
    others = [words for words in dates_of(sentence) if words.year not in (0, day.first.year)]
    return None if others else setting.first_round


_BEHIND_IT = Pattern(r"<[A-Z]\d+>(?: [a-z]+){0,3} in the first round\b")


def _other_vote(
    draft: Draft, sentence: Sentence, memory: Memory, setting: Setting
) -> Read[Days] | None:
    """The day of another vote, if words say so: that of the first round, if the story tells it."""
    text, low = sentence.core.text, sentence.core.low
    if setting.first_round.value is not None:
        told = sentence.marked.low
        stop = told.find(f"<{draft.number.strip('<>')}>")
        if _IN_FIRST_ROUND.search(low, 0, draft.stop) or _IN_FIRST_ROUND.search(told[:stop]):
            return setting.first_round
    if draft.earlier:
        clause = low[draft.start : draft.stop + _FIRST_ROUND_NEAR]
        return setting.first_round if FIRST_ROUND in clause else NEVER
    if "had" not in text or not _OTHER_ROUND.search(text[: draft.stop]):
        return None
    if memory.day_here.value:
        return memory.day_here
    return setting.first_round if FIRST_ROUND in low[: draft.stop] else NEVER


_IT_HAD_BEEN = Pattern(r"\b(?:[Tt]urnout|[Ii]t|[Tt]he figure|[Ss]upport) had been\b")
_THIS_TIME = Pattern(
    r"\b(?:[Tt]his time|[Nn]ow|[Tt]his year|[Tt]oday)\b"
    r"|\b(?:is|are) (?:down|up|at|on|back|still|stuck|ahead|behind)\b"
    r"|\b(?:has|have) (?:fallen|risen|dropped|lost|gained|slipped|climbed)\b"
)


def _is_left(sentence: Sentence, memory: Memory) -> bool:
    """Whether a sentence goes back to the story's vote, from an earlier one told with "had"."""
    if memory.day_here.value is not None:
        return False
    return bool(_THIS_TIME.search(sentence.marked.text)) or (
        memory.vote_day_with_had and not PAST_PERFECT.search(sentence.marked.text)
    )


def _past(setting: Setting) -> Read[Days]:
    """The day of the story's vote, unless it is still ahead: then results are of another vote."""
    day = setting.vote_day.value
    is_ahead = day is not None and setting.published is not None and day.first > setting.published
    return NEVER if is_ahead else setting.vote_day


def _named_day(
    draft: Draft, sentence: Sentence, memory: Memory, setting: Setting
) -> Read[Days] | None:
    if "<D" not in sentence.marked.text:
        return None
    near = [
        found
        for found in dates_near(draft, sentence.core)
        if not (
            is_spoken(found, sentence)
            or _is_of_release(found, sentence)
            or SINCE.search(sentence.marked.plain, 0, found.span.start - sentence.span.start)
        )
    ]
    tied = list(memory.tied_days(sentence))
    if _HAD_BEEN.search(sentence.core.text[: draft.stop]):
        front = sentence.core.text[: draft.start]
        tied += [words for words in time_words(sentence.core, front) if words.year]
    if sentence.marked.plain.startswith("If "):
        tied = []
    ahead = _dates_ahead(draft, sentence, tied)
    chosen = (
        near
        if draft.earlier
        else [
            *(words for words in tied if words in near),
            *near,
            *ahead[-1:],
            *_at_the_head(draft, sentence),
        ]
    )
    for words in chosen:
        days = resolve(words, setting.published, direction_to(sentence, words))
        if days is not None and not _is_of_the_count(days, setting):
            return _as_told(Read(days, "stated", "vote-day:in-the-sentence", words.span), setting)
    return None if draft.earlier else only_date(draft, sentence, setting)


def _is_of_the_count(days: Days, setting: Setting) -> bool:
    """Whether a day lies between the story's vote and its publication, when votes are counted."""
    vote, published = setting.vote_day.value, setting.published
    if vote is None or published is None or (published - vote.last).days > _COUNT_LASTS:
        return False
    return vote.last < days.first and days.last <= published


_COUNT_LASTS = 31  # days; our choice


def _as_told(named: Read[Days], setting: Setting) -> Read[Days]:
    """The day of a vote of the story, where a sentence names its month, or one of its days."""
    day = named.value
    for vote in (setting.vote_day, setting.first_round):
        known = vote.value
        if known is None or day is None:
            continue
        if _holds(known, day) and vote.rule == WHOLE_PERIOD:
            return vote
        if _holds(day, known) and _SHORT < (day.last - day.first).days <= _A_MONTH:
            return replace(named, value=known)
    return named


_SHORT, _A_MONTH = 7, 31  # days; our choice: "in November" is less exact than "at the weekend"


def _holds(whole: Days, part: Days) -> bool:
    return whole.first <= part.first and part.last <= whole.last


_HEAD = Pattern(
    r"(?:(?:And|But|Yet|Then|Back),? )?(?:[Ii]n|[Aa]t|[Dd]uring) "
    rf"(?:(?:the|an?) (?:[^<,;:]|<[GL]\d+>){{0,60}}{VOTE_NOUN}"
    r"(?: (?:on|over) (?:[^<,;:]|<[GL]\d+>){1,40})? (?:held )?(?:in|of|on) "
    r"|(?:<L\d+> on )?(?:the )?)<(?P<day>D\d+)>"
    rf"(?!'s(?! (?:(?:[^<,;:]|<[AGL]\d+>){{0,40}} )?{VOTE_NOUN}\b))"
)


def _at_the_head(draft: Draft, sentence: Sentence) -> list[TimeWords]:
    """The year or month that a sentence begins with, if it names no other up to a number."""
    match = _HEAD.match(sentence.marked.text)
    words = sentence.marked.found[match["day"]] if match else None
    if not isinstance(words, TimeWords) or words.form not in ("year", "month", "day"):
        return []
    start = sentence.core.at(draft.start)
    others = [one for one in dates_of(sentence) if words.span.stop < one.span.start < start]
    return [] if others else [words]


def _dates_ahead(draft: Draft, sentence: Sentence, tied: list[TimeWords]) -> list[TimeWords]:
    """Dates in front of a number whose clause goes on to it: ", in 1977, had 80.1 per cent"."""
    start = sentence.core.at(draft.start) - sentence.span.start
    plain = sentence.marked.plain
    found = []
    for words in dates_of(sentence):
        first, last = words.span.start - sentence.span.start, words.span.stop - sentence.span.start
        if last > start:
            continue
        gap = plain[last:start]
        loose = words in tied and _GOES_ON.search(gap)
        in_between = words.form in ("year", "month", "years ago") and (
            _WHEN.match(gap)
            or (last + _COMMA >= start and _WHEN_ITSELF.match(plain[last : last + _OPENING]))
            or (_INSERTED.search(plain[:first]) and _RUNS_ON.match(gap))
        )
        in_between = in_between or (_HELD_ON.search(plain[:first]) and _AS_WELL.match(gap))
        if (loose or in_between) and not is_spoken(words, sentence):
            found.append(words)
    return found


_GOES_ON = Pattern(r"^[^.;:]{0,60}$|\b(?:when|in which|at which|where)\b")
_WHEN_ITSELF = Pattern(r", when (?:he|she|it|they|the [a-z]+)\b")  # of the number's own frame
_COMMA, _OPENING = 2, 30  # characters of ", " and of ", when the president"
_WHEN = Pattern(r",? (?:when|in which|at which)\b[^.;:]{0,80}$")
_INSERTED = Pattern(r", (?:held )?in $")
_HELD_ON = Pattern(r", held (?:on |in )?$")
_AS_WELL = Pattern(r"(?: [a-z ]{2,20})?, [^.;:]{0,60}$")
_RUNS_ON = Pattern(r", [^.;:]{0,40}$")


def last_year_of(sentence: Sentence, published: date | None, before: Read[Days]) -> Read[Days]:
    """Return the last year that a sentence names, which "then" in the next one means.

    A sentence without any date leaves the year of the one before.
    """
    if "<D" not in sentence.marked.text:
        return before
    for words in reversed(dates_of(sentence)):
        is_year = bool(words.year) or words.form == "month"
        days = resolve(words, published, "past") if is_year else None
        if days is not None:
            return Read(days, "carried", "vote-day:then", words.span)
    return NEVER


def named_vote(sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the day of an earlier vote that a sentence names: "In the election of 2020 ..."."""
    for words, span in vote_days(sentence):
        days = resolve(words, setting.published, "past")
        past = days is not None and (setting.published is None or days.last < setting.published)
        if past and direction_to(sentence, words) == "past":
            return _as_told(Read(days, "stated", "vote-day:in-the-sentence", span), setting)
    if _IN_FIRST_ROUND.search(sentence.marked.low):
        return setting.first_round
    return named_at_the_head(sentence, setting)


_HAD_BEEN = Pattern(r"\bhad (?:been|voted|won|taken|got|rejected|approved|backed)\b")


_IN_FRONT = Pattern(
    r"(?:^|[;.] |, and |, but |: )(?:(?:And|But|Yet|Then),? )?(?:(?:[Ii]n|[Aa]t) (?:an?|the|its) "
    r"(?:[a-z-]+ ){0,3}[a-z-]+(?: held)?,?|[Aa]t )?"
    r" ?(?P<date><D\d+>)(?:'s [^,<]{2,40})?"
    r"(?:,[^,<]{2,50},|, by [^,]{5,80},|,)? [^<:]{0,40}(?:<[IVWCBALGN]\d+>[^<:]{0,40}){0,2}$"
)


def dates_near(draft: Draft, core: Marked) -> Iterator[TimeWords]:
    """Dates inside a frame, close behind it, or at the head of its clause."""
    inside = core.text[draft.start : draft.stop]
    if not draft.earlier:
        front = _IN_FRONT.search(core.text[: draft.start])
        inside += front["date"] if front else ""
        behind = _DATE_BEHIND.match(core.text, draft.stop)
        if draft.kind == "change":
            behind = _DATE_OF_GROUND.match(core.text, draft.stop)
        inside += (behind["date"] or behind["its"]) if behind else ""
    yield from time_words(core, inside)


_DATE_OF_GROUND = Pattern(
    r"(?: (?:sq(?:uare|\.)?[ -]?(?:km|kilomet(?:er|re)s?|miles?)|km2))?(?: (?:of|in|around) "
    r"(?:the )?(?:<[LG]\d+>(?:'s)?(?: [a-z]+)?|[a-z]+)| <I\d+>)?(?: in the course)? ?"
    r"(?P<date><D\d+>)(?P<its>)"
)
_DATE_BEHIND = Pattern(
    r"(?:,? <I\d+>)?(?: (?:in|at) (?:the|its|his|her|an?) (?:[a-z-]+ ){0,3}"
    rf"{VOTE_NOUN},?)?(?:,? (?P<date><D\d+>)(?!'s|,? (?:the|<A))|,? (?:in|at|of) (?P<its><D\d+>)'s"
    rf" (?:[a-z-]+ ){{0,3}}{VOTE_NOUN}\b)"
)


def _is_of_release(words: TimeWords, sentence: Sentence) -> bool:
    """Whether figures came out on that day: "results published on Saturday showed ..."."""
    before = sentence.marked.plain[: words.span.start - sentence.span.start]
    return bool(RELEASED.search(before) or _PUBLISHED_ON.search(before))


_PUBLISHED_ON = Pattern(r"\b(?:published|released)\b[^.;:]{0,40} on $")
