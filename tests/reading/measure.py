"""How well stories are read: precision, recall and F1 of every field, on both sets of stories.

``make bench-reading`` prints it; ``python -m tests.reading.measure -v`` names what was misread.
A statement that was read matches an expected one if value and unit agree and the spans overlap
(the words of the expected one are looked up in the story); each is matched once. "number and kind"
counts a match whose kind is right as well; then every field is compared over these matches. "all
fields" is a match with every field right. Statements without a number are matched by kind and
overlap and reported apart: which of them are expected is a choice, so only recall means something.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from tallyscope.reading import Reading, read_text
from tallyscope.statement import Span, Statement
from tests.reading.comparison import FIELDS, Wanted, all_stated

STORIES = Path(__file__).parent / "stories"
SETS = ("development", "held_out")
CONTEXT = ("outcome", "event", "plan", "threat", "denial", "characterisation", "background")


@dataclass
class Score:
    """Counts over all stories of one set."""

    stories: int = 0
    read: int = 0
    wanted: int = 0
    right: Counter[str] = field(default_factory=Counter)
    stated_read: int = 0
    stated_right: int = 0
    context_wanted: int = 0
    context_found: int = 0
    context_speaker: int = 0
    misread: list[str] = field(default_factory=list)

    def precision(self, name: str) -> float:
        return self.right[name] / self.read if self.read else 1.0

    def recall(self, name: str) -> float:
        return self.right[name] / self.wanted if self.wanted else 1.0

    def f1(self, name: str) -> float:
        total = self.read + self.wanted
        return 2 * self.right[name] / total if total else 1.0


def measure(name: str) -> Score:
    """Read all stories of one set and compare."""
    score = Score()
    for path in sorted((STORIES / name).glob("*.json")):
        story = json.loads(path.read_text("utf-8"))
        day = date.fromisoformat(story["published"]) if story["published"] else None
        reading = read_text(story["text"], published=day)
        score.stories += 1
        _compare_numbers(reading, story["statements"], score)
        _compare_context(reading, story["statements"], score)
    return score


def _compare_numbers(reading: Reading, statements: list[Wanted], score: Score) -> None:
    free = [
        one
        for one in reading.statements
        if one.quantity.value is not None and one.kind not in CONTEXT
    ]
    wanted = [one for one in statements if one["printed"]]
    score.read += len(free)
    score.wanted += len(wanted)
    score.stated_read += sum(all_stated(one) for one in free)
    for want in wanted:
        found = next((one for one in free if _matches(one, want, reading.text)), None)
        if found is None:
            score.misread.append(f"missed: {want['kind']} {want['printed']} in {want['text']!r}")
            continue
        free.remove(found)
        _compare_fields(found, want, score)
    score.misread += [f"too many: {one.kind} {one.text!r} [{one.frame}]" for one in free]


def _matches(one: Statement, want: Wanted, text: str) -> bool:
    quantity = one.quantity.value
    value = Decimal(want["value"]) if want["value"] is not None else None
    if quantity is None or (quantity.value, quantity.unit) != (value, want["unit"]):
        return False
    place = _span_of(text, want["text"])
    return any(span is not None and _overlap(span, place) for span in (one.span, one.quantity.span))


def _compare_fields(found: Statement, want: Wanted, score: Score) -> None:
    score.right["number"] += 1
    if found.kind != want["kind"]:
        score.misread.append(f"kind: {found.kind} not {want['kind']} in {want['text']!r}")
        return
    score.right["number and kind"] += 1
    wrong = [name for name, is_right in FIELDS.items() if not is_right(found, want)]
    score.right.update(name for name in FIELDS if name not in wrong)
    score.right["all fields"] += not wrong
    score.stated_right += all_stated(found) and not wrong
    score.misread += [f"{name}: not {want[name]!r} in {want['text']!r}" for name in wrong]


def _compare_context(reading: Reading, statements: list[Wanted], score: Score) -> None:
    for want in (one for one in statements if not one["printed"]):
        place = _span_of(reading.text, want["text"])
        found = [
            one
            for one in reading.statements
            if one.kind == want["kind"] and _overlap(one.span, place)
        ]
        score.context_wanted += 1
        score.context_found += bool(found)
        score.context_speaker += any(FIELDS["speaker"](one, want) for one in found)


def _span_of(text: str, part: str) -> Span:
    start = text.find(part)
    return Span(start, start + len(part))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.stop and other.start < one.stop


def report(name: str, score: Score) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"== {name}: {score.stories} stories"
    yield f"statements with a number: {score.wanted} expected, {score.read} read"
    yield f"{'field':<18}{'precision':>10}{'recall':>10}{'F1':>8}"
    for row in ("number", "number and kind", *FIELDS, "all fields"):
        yield (
            f"{row:<18}{score.precision(row):>10.3f}{score.recall(row):>10.3f}{score.f1(row):>8.3f}"
        )
    stated = score.stated_right / score.stated_read if score.stated_read else 1.0
    yield (
        f"precision where every field is stated: {stated:.3f}"
        f" ({score.stated_right} of {score.stated_read})"
    )
    yield (
        f"statements without a number: {score.context_found} of {score.context_wanted} found with"
        f" the right kind, {score.context_speaker} with the right speaker too"
    )


def main(arguments: list[str]) -> None:
    """Print the tables; -v names what was misread of the development set only."""
    for name in SETS:
        score = measure(name)
        print("\n".join(report(name, score)))
        if "-v" in arguments and name == "development":
            print("\n".join(score.misread))


if __name__ == "__main__":
    main(sys.argv[1:])
