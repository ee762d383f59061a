"""The contract of every frame and link: its own examples and counter-examples."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from tallyscope.reading import read_text
from tallyscope.reading.frames import FRAMES, LATE, LINKS, Frame, Link
from tallyscope.statement import Quantity, Statement

PUBLISHED = date(2024, 6, 5)
RULES: tuple[Frame | Link, ...] = (*FRAMES, *LATE, *LINKS)
LATE_IDS = {rule.id for rule in LATE}
# Some forms of words count only in a story of results; this makes one of the sentence behind it.
RESULTS = "Yes won the referendum with 52% of the vote on Sunday. Turnout was 61%.\n\n"

UNSAID_UNITS = {"", "percent", "persons", "share"}
SIDES = {"share", "votes"}  # of these "?" is printed where no option is known
PERCENT = re.compile(r"[ -]?per[ -]?cent$")
ARTICLE = re.compile(r"^the ", re.IGNORECASE)


def told(statement: Statement, *, place: bool = True, printed: bool = True) -> str:
    """Print a statement as the examples of the frames do.

    "share Yes over 52% of votes in Kirn" is kind, option, number, denominator and place; a
    territory has its controller and whole as "by" and "of". An example may leave the place
    unsaid, and may print a share that the story has in words ("two thirds") as its value.
    """
    quantity = statement.quantity.value
    kind, option = statement.kind, statement.option.value
    of = statement.denominator.value if statement.denominator.status == "stated" else None
    in_, by, whole = statement.places.value, statement.controller.value, statement.whole.value
    parts = (
        kind,
        "not" if statement.negated else "",
        option or ("?" if kind in SIDES else ""),
        told_quantity(quantity, kind, printed=printed) if quantity else "",
        f"of {of}" if of and of != "territory" else "",
        f"in {' and '.join(in_)}" if place and in_ else "",
        f"by {ARTICLE.sub('', by)}" if by else "",
        f"of {whole}" if whole else "",
    )
    return " ".join(part for part in parts if part)


def told_quantity(quantity: Quantity, kind: str, *, printed: bool) -> str:
    """Print comparator, number and unit; the unit only where the kind does not say it."""
    shown = PERCENT.sub("%", quantity.printed)
    if not printed and quantity.unit == "percent":
        shown = f"{quantity.value}%"
    if quantity.comparator == "some":
        return shown.lower()
    needs_unit = quantity.unit not in UNSAID_UNITS and quantity.unit not in shown
    unit = quantity.unit if needs_unit and not (quantity.unit == "votes" and said(kind)) else ""
    comparator = "" if quantity.comparator == "=" else quantity.comparator
    return " ".join(part for part in (comparator, shown.removesuffix(" sq km"), unit) if part)


def said(kind: str) -> bool:
    """Whether a kind says by itself that its count is one of votes."""
    return kind in ("votes", "invalid", "margin", "abstention")


def results(sentence: str, before: str = "") -> list[Statement]:
    """Return the results of one sentence; remarks around them are another matter."""
    found = read_text(before + sentence, published=PUBLISHED).statements
    here = [one for one in found if one.span.start >= len(before)]
    return [one for one in here if not one.frame.startswith("remark.")]


def agrees(found: list[Statement], expected: tuple[str, ...]) -> bool:
    """Whether every statement is one expected line, in one of the ways to print it."""
    ways = [
        {
            told(one, place=place, printed=printed)
            for place, printed in product((True, False), (True, False))
        }
        for one in found
    ]
    left = list(ways)
    for line in expected:
        match = next((way for way in left if line in way), None)
        if match is None:
            return False
        left.remove(match)
    return not left


# Examples that are not read as they say, and counter-examples that are read: each a known fault
# of the reader or of its documentation. A test that begins to pass fails until it is taken off.
NOT_AS_SAID = {
    "With 98% of ballots counted, the race was open.": "the denominator is read as ballots",
    "The board needs two thirds of the replies in favour.": "the option is read, not the side",
    "The referendum fell short of the 50 percent turnout threshold.": "threshold.needs goes first",
    "Blank and void papers came to 6.5 percent of those cast.": "the denominator is lost",
    "Of 840 households that got a form, 602 sent it back.": "the second unit is read as persons",
    "The island has 24,300 newly registered voters.": "nothing is read",
    "He said forces allied to him held about 60% of the territory.": "'He said' stays in the name",
    "Some 71% chose German as the first language.": "the option is read without its verb",
    "Some 73% of first-time voters said Yes.": "nothing is read",
    "The new law passed with 57.6% support.": "share.decided-by goes first",
    "Support for independence stood at 90.2 percent.": "'Support for' stays in the option",
    "Against: 52.3%": "nothing is read",
    "It found that 72% of women had voted Yes, and 66% of men.": "the group counts as carried",
    "The result for Yes was: Yes 54% to 46%.": "nothing is read",
    "The army holds 52% of townships but well under half of the land.": "districts are read too",
}
READ_NEVERTHELESS = {
    "With 300 people in the hall, it was full.": "300 people are read as areas",
    "The account was opened in 40 districts.": "an account is read as a count",
    "Turnout was 53.8 per cent - no quorum was needed.": "turnout is read as a threshold",
    "Some 300 people were called home.": "called home is read as called to vote",
    "It counted 12 No. 10 shirts.": "'No.' is read as the answer No",
}


def cases(
    sentences: dict[str, tuple[str, tuple[str, ...]]], faults: dict[str, str]
) -> list[object]:
    """Return one case for each sentence, those with a known fault marked as such."""
    return [
        pytest.param(
            rule,
            sentence,
            expected,
            id=f"{rule}: {sentence}",
            marks=[pytest.mark.xfail(strict=True, reason=faults[sentence])]
            if sentence in faults
            else [],
        )
        for sentence, (rule, expected) in sentences.items()
    ]


EXAMPLES = {text: (rule.id, lines) for rule in RULES for text, lines in rule.examples.items()}
COUNTER_EXAMPLES: dict[str, tuple[str, tuple[str, ...]]] = {
    text: (rule.id, ()) for rule in RULES for text in rule.counter_examples
}


@pytest.mark.parametrize(("rule", "sentence", "expected"), cases(EXAMPLES, NOT_AS_SAID))
def test_an_example_is_read_as_it_says(rule: str, sentence: str, expected: tuple[str, ...]) -> None:
    alone, in_a_story = results(sentence), results(sentence, RESULTS)
    assert agrees(alone, expected) or agrees(in_a_story, expected), (
        rule,
        [told(one) for one in in_a_story],
    )


@pytest.mark.parametrize(
    ("rule", "sentence", "expected"), cases(COUNTER_EXAMPLES, READ_NEVERTHELESS)
)
def test_a_counter_example_is_not_found(
    rule: str, sentence: str, expected: tuple[str, ...]
) -> None:
    before = RESULTS if rule in LATE_IDS else ""
    found = [one for one in results(sentence, before) if one.frame == rule]
    assert tuple(told(one) for one in found) == expected


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_its_form_and_shows_it(rule: Frame | Link) -> None:
    assert rule.form
    assert rule.examples
    assert all(rule.examples.values())
