"""What every check promises, whatever it looks at."""

from __future__ import annotations

import inspect
import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

import tallyscope.checks
from tallyscope import checks, evidence
from tallyscope.checks import CHECKS, card, run_all
from tallyscope.errors import DataError
from tallyscope.result import Check, Verdict
from tallyscope.statement import Statement
from tests.checks.honest import honest_stories
from tests.checks.stories import told
from tests.conftest import REPOSITORY

PACK = evidence.load()
PUBLISHED = date(2022, 9, 29)
FOUR = ("Luhansk", "Donetsk", "Kherson", "Zaporizhzhia")
HEADINGS = [
    "Question",
    "How it is decided",
    "Tolerance",
    "Innocent explanations",
    "Blind to",
    "Worked example",
]
# Words that no verdict may use: what happened is not for arithmetic to say.
FORBIDDEN = re.compile(r"\b(?:fraud|rigged|fake|stolen|lie[sd]?|manipulat\w+|cheat\w*)\b", re.I)

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def story() -> list[Statement]:
    """A story that gives every check something to say."""
    return [
        *(
            told("share", printed, place=place, option="yes", said="2022-09-28", who="officials")
            for place, printed in zip(FOUR, ("98%", "99%", "87%", "93%"), strict=True)
        ),
        told("outcome", place=FOUR, text="all voted to join"),
        told("territory_share", "15%", place=FOUR, whole="Ukraine", comparator="about"),
        told("control_share", "much of", place="Luhansk", controller="Russia"),
        told(
            "control_share",
            "40%",
            place="Donetsk",
            controller="Russia",
            comparator="about",
            negated=True,
        ),
        told(
            "control_share", "large parts", place=("Kherson", "Zaporizhzhia"), controller="Ukraine"
        ),
        told("plan", as_of="2022-09-30", text="the areas will become part of Russia on Friday"),
        told("plan", as_of="2022-09-30", text="the regions will be incorporated tomorrow"),
        told("votes", "700", place="Testland", option="A", who="commission"),
        told("votes", "400", place="Testland", option="B", who="commission"),
        told("share", "70%", place="Testland", option="A", who="commission"),
        told("participants", "900", place="Testland", who="commission"),
    ]


def verdicts(check: Check, statements: list[Statement]) -> tuple[Verdict, ...]:
    return check.run(statements, PACK, published=PUBLISHED)


def test_every_check_is_listed_once() -> None:
    folder = Path(tallyscope.checks.__file__).parent
    present = {path.stem for path in folder.iterdir() if not path.stem.startswith("__")}
    assert {check.name for check in CHECKS} == present
    assert len(CHECKS) == len(present)


@every_check
def test_the_card_is_complete(check: Check) -> None:
    assert check.run.__name__ == check.name
    assert check.question.endswith("?")
    assert check.title
    for entries in (check.needs, check.detects, check.assumes, check.innocent, check.blind_to):
        assert entries
        assert all(entries)
    assert list(inspect.signature(check.run).parameters) == ["statements", "evidence", "published"]


@every_check
def test_the_page_is_there(check: Check) -> None:
    text = (REPOSITORY / "docs" / "checks" / f"{check.name}.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert text.startswith(f"# {check.title}\n\n## Question\n\n{check.question}\n")


@every_check
def test_the_story_gives_it_something_to_say(check: Check) -> None:
    found = verdicts(check, story())
    assert found
    for verdict in found:
        assert verdict.check == check.name
        assert verdict.statements
        assert verdict.summary
        assert verdict.blind_to
        assert set(verdict.evidence) <= set(PACK.facts)
        if verdict.outcome in ("inconsistent", "impossible"):
            assert verdict.would_make_it_true
            assert verdict.tolerance
            assert verdict.lines or check.name == "agreement"


@every_check
def test_same_input_same_verdicts(check: Check) -> None:
    statements = story()
    assert verdicts(check, statements) == verdicts(check, list(statements))


@every_check
def test_the_order_of_statements_changes_nothing(check: Check) -> None:
    statements = story()
    expected = verdicts(check, statements)
    for seed in range(5):
        shuffled = random.Random(seed).sample(statements, len(statements))
        assert verdicts(check, shuffled) == expected


@every_check
def test_nothing_to_say_about_nothing(check: Check) -> None:
    assert verdicts(check, []) == ()


@every_check
def test_a_pack_without_rows_is_enough(check: Check) -> None:
    empty = evidence.Pack(name="empty", title="")
    found = check.run(story(), empty, published=PUBLISHED)
    assert all(verdict.evidence == () for verdict in found)


@every_check
def test_no_verdict_accuses(check: Check) -> None:
    for verdict in verdicts(check, story()):
        told_ = " ".join((verdict.summary, *verdict.lines, *verdict.would_make_it_true))
        assert not FORBIDDEN.search(told_)


def test_run_all_is_every_check_in_turn() -> None:
    statements = story()
    expected = [verdict for check in CHECKS for verdict in verdicts(check, statements)]
    assert run_all(statements, PACK, published=PUBLISHED) == tuple(expected)


@given(honest_stories())
@settings(deadline=None, max_examples=60)
def test_honest_results_are_never_called_inconsistent(honest: list[Statement]) -> None:
    """Not by any check; counts on percentages are a matter of chance and tested as such."""
    for check in CHECKS:
        if check is not checks.counts_from_percentages.CHECK:
            for verdict in verdicts(check, honest):
                assert verdict.outcome in ("consistent", "cannot tell"), verdict.summary


def test_cards_by_name() -> None:
    assert card("territory") is checks.territory.CHECK
    with pytest.raises(DataError, match=r"no check 'teritory'.*Did you mean 'territory'\?"):
        card("teritory")
