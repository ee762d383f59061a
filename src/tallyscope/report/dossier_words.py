"""Statements, fields, days, facts and outcomes in the words of the dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tallyscope.assess.dossier import OUTCOME_ORDER, Dossier
from tallyscope.evidence import Area, Control, Electorate, Fact, Population, VoteFact
from tallyscope.statement import Attribution, Days, Kind, Quantity, Read, Statement, Status

UNTESTED = "untested"
OUTCOME_WORDS: Mapping[str, str] = {
    "impossible": "cannot all be true",
    "inconsistent": "does not add up",
    "consistent": "adds up",
    "cannot tell": "cannot tell",
    UNTESTED: "not tested",
}

# What stands behind a number of statements: one, several.
SPOKEN: Mapping[str, tuple[str, str]] = {
    "impossible": (
        "rests on numbers that cannot all be true",
        "rest on numbers that cannot all be true",
    ),
    "inconsistent": ("does not add up", "do not add up"),
    "consistent": ("adds up", "add up"),
    "cannot tell": ("cannot be told either way", "cannot be told either way"),
}

STATUS_WORDS: Mapping[Status, str] = {
    "stated": "stated",
    "inferred": "inferred",
    "carried": "carried over",
    "default": "assumed",
    "unknown": "not said",
}

STATUS_MEANING: Mapping[Status, str] = {
    "stated": "it stands in the statement itself",
    "inferred": "it stands in the statement’s own sentence, which leaves another reading: it also"
    " names a person, a place, a day or a number that was not understood, or points to another"
    " sentence",
    "carried": "it stands elsewhere in the story, and a pronoun, a list or the sentence before"
    " leads there",
    "default": "nobody says so; it follows from what the story is, such as its day of publication",
    "unknown": "the story does not say, and nothing was guessed",
}

KIND_WORDS: Mapping[Kind, str] = {
    "share": "share of the vote",
    "votes": "number of votes",
    "turnout": "turnout",
    "participants": "number of people who took part",
    "registered": "number of registered voters",
    "invalid": "invalid ballots",
    "counted": "how much had been counted",
    "threshold": "threshold",
    "poll": "poll or forecast",
    "margin": "margin",
    "abstention": "abstention",
    "change": "change against another vote",
    "conditional": "what would have been",
    "territory_share": "share of a territory",
    "control_share": "who holds how much of a place",
    "outcome": "which way a vote went",
    "event": "event",
    "plan": "plan",
    "threat": "threat or warning",
    "denial": "denial or accusation",
    "characterisation": "judgement in words",
    "background": "background",
}
RESULT_KINDS: frozenset[Kind] = frozenset(
    (
        "share", "votes", "turnout", "participants", "registered", "invalid", "counted", "margin",
        "abstention", "change", "conditional", "poll", "outcome",
    )
)  # fmt: skip

MEASURE_WORDS: Mapping[str, str] = {
    "area": "area",
    "land_area": "area without inland water",
    "share_of_area": "share of the area",
    "share_of_land": "share of the land, inland water left out,",
    "share_of_people": "share of the people",
    "held_area": "area",
    "registered": "registered voters",
    "population": "inhabitants",
    "people_present": "people still there",
    "share_present": "share of the people still there",
    "ballots": "ballots",
    "valid": "valid votes",
    "invalid": "invalid ballots",
    "votes": "votes",
    "turnout": "turnout",
    "share": "share",
    "invalid_share": "share of invalid ballots",
}
OPENING, CLOSING = ("“", '"', "«"), ("”", '"', "»")

DENOMINATOR_WORDS: Mapping[str, str] = {
    "valid": "valid votes",
    "ballots": "ballots cast",
    "registered": "registered voters",
    "territory": "territory",
}


@dataclass(frozen=True)
class Field:
    """One field of a statement as the page shows it.

    ``seen`` quotes the words of the story that a carried field was taken from.
    """

    name: str
    value: str
    status: str
    how: Status
    rule: str
    seen: str


def fields(statement: Statement, text: str) -> tuple[Field, ...]:
    """Return the fields of a statement that are known, or that its kind should have.

    Parameters
    ----------
    statement : Statement
    text : str
        The story, for the words that a field was carried over from.
    """
    return tuple(
        Field(
            name,
            "" if read.value is None else in_words(read.value),
            STATUS_WORDS[read.status],
            read.status,
            read.rule,
            _seen(read, text),
        )
        for name, read in _named(statement)
        if read.value not in (None, ()) or name in _expected(statement)
    )


def _named(statement: Statement) -> Iterator[tuple[str, Read[Any]]]:
    yield "who says it", statement.attribution
    yield "where", statement.places
    yield "how much", _signed(statement)
    yield "for what", statement.option
    yield "share of", statement.denominator
    yield "of which whole", statement.whole
    yield "who holds it", statement.controller
    yield "when said", statement.said
    yield "day of the vote", statement.vote_day
    yield "as of" if statement.kind not in ("plan", "event") else "when", statement.as_of


def _signed(statement: Statement) -> Read[Any]:
    """Return the quantity, with the "not" that stands beside it."""
    quantity = statement.quantity
    if quantity.value is None or not statement.negated:
        return quantity
    words = f"{in_words(quantity.value)} is not"
    return Read(words, quantity.status, quantity.rule, quantity.span)


def _expected(statement: Statement) -> frozenset[str]:
    always = {"who says it", "when said"}
    if statement.kind in RESULT_KINDS:
        return frozenset(always | {"where", "how much", "for what", "share of", "day of the vote"})
    if statement.kind == "territory_share":
        return frozenset(always | {"where", "how much", "of which whole"})
    if statement.kind == "control_share":
        return frozenset(always | {"where", "how much", "who holds it"})
    return frozenset(always)


_CONTEXT = 90  # characters; our choice: enough to find the place in the story


def _seen(read: Read[Any], text: str) -> str:
    if read.status != "carried" or read.span is None:
        return ""
    words = " ".join(text[read.span.start : read.span.stop].split())
    return words if len(words) <= _CONTEXT else words[: _CONTEXT - 1].rstrip() + "…"


def in_words(value: object) -> str:
    """Return the value of a field in words.

    Examples
    --------
    >>> in_words(("Kherson", "Luhansk"))
    'Kherson, Luhansk'
    >>> in_words(Quantity(Decimal(40), "about", "percent", "40%"))
    'about 40%'
    """
    if isinstance(value, Quantity):
        printed = " ".join(value.printed.split())
        plain = value.comparator in ("=", "some") or printed.lower().startswith(value.comparator)
        return printed if plain else f"{value.comparator} {printed}"
    if isinstance(value, Attribution):
        relayed = f", as {value.relayed_by} reports" if value.relayed_by else ""
        return f"{value.who}{relayed}"
    if isinstance(value, Days):
        return days_in_words(value)
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return DENOMINATOR_WORDS.get(str(value), str(value))


def days_in_words(days: Days) -> str:
    """Return days as a reader would say them.

    Examples
    --------
    >>> days_in_words(Days(date(2022, 9, 28), date(2022, 9, 28)))
    'Wed 28 Sep 2022'
    >>> days_in_words(Days(date(2022, 9, 19), date(2022, 9, 25)))
    '19 to 25 Sep 2022'
    >>> days_in_words(Days(date(2014, 1, 1), date(2014, 12, 31)))
    '2014'
    """
    first, last = days.first, days.last
    if first == last:
        return f"{first:%a} {day_in_words(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.year != last.year:
        return f"{day_in_words(first)} to {day_in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%b} to {day_in_words(last)}"
    return f"{first.day} to {day_in_words(last)}"


def day_in_words(day: date) -> str:
    """Return a day without its weekday: 28 Sep 2022."""
    return f"{day.day} {day:%b} {day.year}"


def number_in_words(value: Decimal, unit: str) -> str:
    """Return a number of the evidence with its unit.

    Examples
    --------
    >>> number_in_words(Decimal("98.7"), "%"), number_in_words(Decimal(26684), "km2")
    ('98.7%', '26,684 km²')
    """
    if unit == "%":
        return f"{value}%"
    return f"{value:,} {unit.replace('km2', 'km²')}"


def fact_value(fact: Fact) -> str:
    """Return the number of a row of evidence, with what its sources allow."""
    number = number_in_words(fact.value, fact.unit)
    if fact.low == fact.high:
        return number
    low, high = (f"{bound:,}" for bound in (fact.low, fact.high))
    return f"{number} ({low} to {high})"


def fact_words(fact: Fact) -> str:
    """Return what a row of evidence is about."""
    measure = MEASURE_WORDS.get(fact.measure, fact.measure.replace("_", " "))
    if isinstance(fact, Control):
        held = "of unknown status" if fact.controller == "unknown" else f"held by {fact.controller}"
        return f"{fact.place}: {measure} {held}"
    if isinstance(fact, VoteFact):
        option = f" for {fact.option}" if fact.option else ""
        return f"{fact.place}, {fact.vote}: {measure}{option}"
    if isinstance(fact, Area):
        return f"{fact.place}: {measure} ({fact.series})"
    assert isinstance(fact, Electorate | Population)
    return f"{fact.place}: {measure}"


# Punctuation behind an address is not part of it, except a bracket that the address opened.
_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'()]|\([^\s<>\"'()]*\))*(?<![.,;:\]])")


def with_links(words: str) -> tuple[tuple[str, str], ...]:
    """Return words cut into plain pieces and addresses: (text, address or empty).

    Examples
    --------
    >>> with_links("see https://example.org/a, and so on")
    (('see ', ''), ('https://example.org/a', 'https://example.org/a'), (', and so on', ''))
    """
    pieces: list[tuple[str, str]] = []
    at = 0
    for match in _ADDRESS.finditer(words):
        if words[at : match.start()]:
            pieces.append((words[at : match.start()], ""))
        pieces.append((match.group(), match.group()))
        at = match.end()
    if words[at:]:
        pieces.append((words[at:], ""))
    return tuple(pieces)


def quoted(words: str) -> str:
    r"""Return words of the story on one line and in quotation marks, if they have none.

    Examples
    --------
    >>> quoted("about 40% of\nDonetsk")
    '“about 40% of Donetsk”'
    >>> quoted("“We know.”"), quoted("‘Radical change’ after the vote")
    ('“We know.”', '“‘Radical change’ after the vote”')
    """
    plain = " ".join(words.split())
    has_marks = plain[:1] in OPENING and plain[-1:] in CLOSING
    return plain if has_marks else f"“{plain}”"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "statement"), counted(2, "statement")
    ('1 statement', '2 statements')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def tally(dossier: Dossier) -> tuple[tuple[str, str, int], ...]:
    """Return (outcome, words, number of statements) for every outcome that occurs, worst first."""
    found = [dossier.outcome(one) or UNTESTED for one in dossier.reading.statements]
    return tuple(
        (outcome, OUTCOME_WORDS[outcome], found.count(outcome))
        for outcome in (*OUTCOME_ORDER, UNTESTED)
        if outcome in found
    )


def spoken(dossier: Dossier) -> str:
    """Return what came out, in one or two sentences."""
    statements, untested = len(dossier.reading.statements), len(dossier.untested)
    if not statements:
        return "No checkable statement was found in this text."
    found = counted(statements, "statement")
    if untested == statements:
        return f"{found} found; none could be tested."
    tested = statements - untested
    parts = [
        f"{number} {SPOKEN[outcome][number != 1]}"
        for outcome, _, number in tally(dossier)
        if outcome != UNTESTED
    ]
    return f"{found} found, {tested} of them tested: {', '.join(parts)}."


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers with runs of three or more drawn together.

    Examples
    --------
    >>> ranges([1, 4, 5, 6, 7, 9, 10])
    '1, 4–7, 9, 10'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )
