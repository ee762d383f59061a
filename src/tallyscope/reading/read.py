"""From a story to its reading: take it apart, find what is said, list what was not understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from tallyscope.errors import DataError, Fault
from tallyscope.reading.dates import find_dates
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, take_apart
from tallyscope.reading.languages import other_language
from tallyscope.reading.mention import Mention
from tallyscope.reading.remarks import joined, remarks
from tallyscope.reading.results import results
from tallyscope.reading.rivals import without_doubtful
from tallyscope.reading.setting import setting_of
from tallyscope.reading.speakers import resolved
from tallyscope.reading.story import NotUnderstood, Reading, SetAside, Story
from tallyscope.reading.topic import is_about_a_vote, is_about_something_else
from tallyscope.statement import Read, Span, Statement

SHOWN_WORDS = 3  # expressions of time that a notice quotes; our choice


def read_text(text: str, *, published: date | None = None, title: str = "") -> Reading:
    """Read the statements of a story's text.

    Parameters
    ----------
    text : str
        The story, with one paragraph to a line or hard-wrapped with empty lines between.
    published : datetime.date, optional
        Day of publication. Without it, a line such as "Published 29 September 2022" is looked
        for; without that, relative dates are not resolved, and a notice says so.
    title : str
        Kept as it is; for a text that has none of its own.

    Returns
    -------
    Reading

    Raises
    ------
    DataError
        If there is no text, or it is not English.

    Examples
    --------
    >>> reading = read_text("Yes won Sunday's vote in Scotland with 52.3%, officials said.")
    >>> statement = reading.statements[0]
    >>> statement.kind, statement.option.value, str(statement.quantity.value.value)
    ('share', 'Yes', '52.3')
    >>> reading.coverage
    'read 1 of 1 numbers'
    """
    given: Read[date] = Read(published, "stated", "published:argument")
    return _read(Story(text, title=title), given if published else Read(None, "unknown"))


def read_loaded(story: Story, *, published: date | None = None) -> Reading:
    """Read the statements of a story that was loaded.

    A day that is given goes before the one in the page's metadata.
    """
    given: Read[date] = Read(published, "stated", "published:argument")
    return _read(story, given if published else story.published)


def _read(story: Story, published: Read[date]) -> Reading:
    _refuse(story)
    document = take_apart(story.text)
    day = published if published.value else _day_in_lines(document)
    statements = _statements(story.text, document, day.value)
    used = {one.quantity.span for one in statements if one.quantity.value}
    counted = [mention for mention in document.mentions if _in_story(document, mention)]
    titles = [line for line in document.lines if line.role == "title"]
    own = story.text[titles[0].span.start : titles[0].span.stop] if titles else ""
    return Reading(
        text=story.text,
        title=story.title or own,
        published=day,
        furniture=_set_aside(story.text, document, "furniture"),
        headings=_set_aside(story.text, document, "title", "crosshead"),
        sentences=tuple(sentence.span for sentence in document.sentences),
        statements=statements,
        not_understood=tuple(
            NotUnderstood(mention.core, mention.quantity.printed, why_not(mention))
            for mention in counted
            if mention.core not in used
        ),
        numbers=len(counted),
        numbers_read=sum(1 for mention in counted if mention.core in used),
        notices=_notices(document, statements, day.value),
    )


def _refuse(story: Story) -> None:
    if not story.text.strip():
        raise DataError(Fault("there is no text in it", expected="a news story"), source=story.name)
    language = other_language(story.text)
    if language:
        raise DataError(
            Fault(
                f"this text looks {language}, not English"
                if language[0].isupper()
                else f"this text is in {language}, not in English",
                expected="a story in English",
                remedy="Only English is read so far; nothing of it was read.",
            ),
            source=story.name,
        )


def _statements(text: str, document: Document, published: date | None) -> tuple[Statement, ...]:
    setting = setting_of(document, published)
    spoken = resolved(document.sentences, published)
    found = results(text, document, spoken, setting)
    claimed = sorted(one.span for one in found)
    context = joined(text, list(remarks(document, text, spoken, claimed, setting)))
    if not (found or is_about_a_vote(document.text)):
        other = is_about_something_else(document.text)
        idle = ("background", "event", "outcome") if other else ("background",)
        context = [one for one in context if one.kind not in idle]
    every = sorted([*found, *context], key=lambda one: one.span)
    sure = without_doubtful(every, document.sentences)
    return tuple(one.numbered(number) for number, one in enumerate(sure, 1))


def _in_story(document: Document, mention: Mention) -> bool:
    line = document.lines[bisect_right(document.line_starts, mention.span.start) - 1]
    return line.role != "furniture"


def _set_aside(text: str, document: Document, *roles: str) -> tuple[SetAside, ...]:
    return tuple(
        SetAside(line.span, text[line.span.start : line.span.stop], line.why)
        for line in document.lines
        if line.role in roles
    )


def _day_in_lines(document: Document) -> Read[date]:
    """The day of publication, if a line of the page tells it with its year."""
    for line in document.lines:
        if line.why != "the day of publication":
            continue
        for words in find_dates(document.text[line.span.start : line.span.stop]):
            days = resolve(words, None, "past")
            if days and days.first == days.last:
                span = Span(line.span.start + words.span.start, line.span.start + words.span.stop)
                return Read(days.first, "stated", "published:line", span)
    return Read(None, "unknown")


_PLURAL = re.compile(r"[a-z]{3}s$|^(?:people|men|women|children|police)$")


def why_not(mention: Mention) -> str:
    """Return why a number that no statement uses was not understood."""
    if mention.why:
        return mention.why
    if mention.sort == "area":
        return "an area, not a share of a territory"
    if mention.sort == "count" and _PLURAL.search(mention.noun):
        return f"a number of {mention.noun}: no form of a result fits"
    if mention.sort == "percent":
        return "a share of which the story does not say that it is a result, or of what"
    return "no form of a result fits"


def _notices(
    document: Document, statements: Sequence[Statement], published: date | None
) -> tuple[str, ...]:
    notices = []
    relative = [words for words in document.dates if words.needs_publication]
    if published is None and relative:
        shown = ", ".join(
            f"“{document.text[words.span.start : words.span.stop]}”"
            for words in relative[:SHOWN_WORDS]
        )
        more = ", ..." if len(relative) > SHOWN_WORDS else ""
        notices.append(
            "The story does not say when it was published, so what depends on it"
            f" ({shown}{more}) was not resolved. Give the day with --published YYYY-MM-DD"
            " (published= in Python)."
        )
    if not statements:
        notices.append("No statement about a vote or a territory was found in this story.")
    return tuple(notices)
