"""The kept table of needed words: complete, and what would be found without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tallyscope.reading import needed_words, pattern
from tallyscope.reading.needs import needs
from tallyscope.reading.pattern import Pattern, Text, key


def test_the_table_in_the_repository_is_up_to_date() -> None:
    assert needed_words.FILE.read_text(encoding="utf-8") == needed_words.table(), (
        "run `make docs`: an expression of the reader has changed"
    )


def test_a_pattern_that_waits_to_learn_its_words_is_none_of_the_reader() -> None:
    before = needed_words.patterns()
    waiting = Pattern(r"\bplebiscite on (?:kerosene|paraffin)")
    for _ in range(pattern._PATIENCE):
        waiting.search("a plebiscite on wax")
    assert waiting in pattern._to_learn
    assert needed_words.patterns() == before
    pattern._to_learn.remove(waiting)


def test_every_entry_is_what_is_found_in_the_expression_itself() -> None:
    kept = json.loads(pattern.TABLE.read_text(encoding="utf-8"))
    lists = [frozenset(words) for words in kept["lists"]]
    for one in needed_words.patterns():
        numbers = kept["needs"][key(one.pattern, one.flags)]
        assert {lists[number] for number in numbers} == set(one.lists()), one.pattern


def test_every_pattern_of_the_reader_knows_what_it_needs() -> None:
    for one in needed_words.patterns():
        bits, rarest = one.needs, one.rarest
        assert one.knows
        one.learn()
        assert one.needs == bits
        assert bool(rarest) is bool(bits)
        assert rarest & bits == rarest


def test_reading_a_story_works_out_nothing_that_the_table_holds(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("In the referendum 97.5 per cent voted for the union on a turnout of 61%.\n")
    code = (
        "import gc; from tallyscope.reading import pattern, read_story\n"
        "def worked_out(*_): raise AssertionError\n"
        "pattern.needs = worked_out\n"
        f"assert read_story({str(story)!r}).statements\n"
        "made = [one for one in gc.get_objects() if isinstance(one, pattern.Pattern)]\n"
        "print([one.pattern for one in made if not one.knows])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_a_new_expression_learns_when_it_has_been_tried_some_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pattern, "_AT_ONCE", 1)
    new = Pattern(r"\bnever-heard-of\b")
    assert new.may_match(Text("nothing of the kind"))  # nothing is known of it yet
    for _ in range(pattern._PATIENCE):
        assert new.search("nothing of the kind") is None
    assert new.knows
    assert not new.may_match(Text("nothing of the kind"))
    assert new.needs == pattern.VOCABULARY.bits(needs(new.pattern))


def test_flags_are_part_of_the_name_of_an_expression() -> None:
    assert key("won", 0) != key("won", 2)


def test_the_command_writes_checks_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "needed_words.json"
    assert needed_words.main(["--check"], file) == 1
    assert "out of date" in capsys.readouterr().out
    assert needed_words.main([], file) == 0
    assert needed_words.main(["--check"], file) == 0
    assert needed_words.main(["--other"], file) == 2
