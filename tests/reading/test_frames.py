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
    of = statement.denominator.value
    of = of if statement.denominator.status in ("stated", "inferred") else None
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


def cases(sentences: dict[str, tuple[str, tuple[str, ...]]]) -> list[object]:
    """Return one case for each sentence."""
    return [
        pytest.param(rule, sentence, expected, id=f"{rule}: {sentence}")
        for sentence, (rule, expected) in sentences.items()
    ]


EXAMPLES = {text: (rule.id, lines) for rule in RULES for text, lines in rule.examples.items()}
COUNTER_EXAMPLES: dict[str, tuple[str, tuple[str, ...]]] = {
    text: (rule.id, ()) for rule in RULES for text in rule.counter_examples
}


@pytest.mark.parametrize(("rule", "sentence", "expected"), cases(EXAMPLES))
def test_an_example_is_read_as_it_says(rule: str, sentence: str, expected: tuple[str, ...]) -> None:
    alone, in_a_story = results(sentence), results(sentence, RESULTS)
    assert agrees(alone, expected) or agrees(in_a_story, expected), (
        rule,
        [told(one) for one in in_a_story],
    )


@pytest.mark.parametrize(("rule", "sentence", "expected"), cases(COUNTER_EXAMPLES))
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
