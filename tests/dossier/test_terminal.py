"""The dossier in a terminal."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from tallyscope.assess.dossier import Dossier
from tallyscope.report.dossier_terminal import show
from tests.dossier.stories import dossier, reading, statement, verdicts


def shown(made: Dossier, width: int = 100) -> str:
    console = Console(width=width, record=True, force_terminal=False)
    with console.capture() as captured:
        show(made, console)
    return captured.get()


def test_verdicts_worst_first_and_what_was_left() -> None:
    text = shown(dossier())
    places = [text.index(one.summary[:30]) for one in verdicts()[:3]]
    assert places == sorted(places)
    assert verdicts()[3].summary[:30] not in text
    assert "1 further check found nothing against these statements or could not tell" in text
    assert text.startswith("6 statements found, 4 of them tested")
    assert "│ cannot all be true │ 2, 3 │" in text
    assert "Not tested: 2 statements (1, 6)." in text
    assert "Numbers: read 4 of 5 numbers." in text
    assert "Not understood: 12 (no frame fits)." in text
    assert "Two dates could not be resolved." in text


def test_no_statements_are_said_plainly() -> None:
    assert shown(dossier(reading("It rained.", ()))) == (
        "No checkable statement was found in this text.\n"
    )


def test_long_quotations_are_cut() -> None:
    words = "word " * 30
    long = statement(1, "background", words.strip(), text=words)
    verdict = replace(verdicts()[2], statements=(long,))
    text = shown(dossier(reading(words, (long,)), found=(verdict,)))
    assert "word…”" in text


def test_control_characters_do_not_reach_the_terminal() -> None:
    odd = replace(verdicts()[2], summary="\x1b[31mRed\u202e")
    text = shown(dossier(found=(odd,)))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_nothing_is_wider_than_the_terminal() -> None:
    assert max(map(len, shown(dossier(), width=50).splitlines())) <= 50
