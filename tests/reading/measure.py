"""How well stories are read: precision, recall and F1 of every field, on both sets of stories.

Run ``python -m tests.reading.measure``. A statement that was read matches an expected one if value
and unit agree and the spans overlap (the words of the expected one are looked up in the story);
each is matched once. "number and kind" counts a match whose kind is right as well; then every
field is compared over these matches. "all fields" is a match with every field right. Statements
without a number are matched by kind and overlap and reported apart: there the expected ones are a
choice, so only recall means something.
"""
from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tallyscope.reading.when import KINDS_OF_A_VOTE
from tallyscope.reading.options import canonical
from tallyscope.reading.read import read_text
from tallyscope.statement import Days, Read, Span, Statement

STORIES = Path(__file__).parent / "stories"
FIELDS = ("comparator", "printed", "places", "option", "denominator", "speaker", "relayed_by", "said", "vote_day", "as_of", "whole", "controller", "negated")
CONTEXT = ("outcome", "event", "plan", "threat", "denial", "characterisation", "background")
_SMALL = frozenset("the a an of in to for his her its their mr mrs ms dr president prime minister head chief has have had been was were it side vote and that".split())


def words(text: str | None) -> frozenset[str]:
    found = re.findall(r"[\w-]+", (text or "").lower().replace("’s", "").replace("'s", ""))
    return frozenset(w for w in found if w not in _SMALL)


def same_words(read: str | None, wanted: str | None) -> bool:
    if not read or not wanted:
        return not read and not wanted
    mine, theirs = words(read), words(wanted)
    return canonical(read) == canonical(wanted) or bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def days(read: Read[Days]) -> list[str] | None:
    if read.value is None:
        return None
    return [read.value.first.isoformat(), read.value.last.isoformat()]


def same_days(read: Read[Days], wanted: list[str] | None) -> bool:
    if read.status == "default":
        return wanted is None or days(read) == wanted
    return days(read) == wanted


def field_right(name: str, got: Statement, want: dict[str, Any]) -> bool:
    quantity = got.quantity.value
    if name == "comparator":
        return (quantity.comparator if quantity else None) == want["comparator"]
    if name == "printed":
        return (quantity.printed if quantity else "") == (want["printed"] or "")
    if name == "places":
        return set(got.places.value or ()) == set(want["places"])
    if name == "option":
        return same_words(got.option.value, want["option"])
    if name == "denominator":
        return (got.denominator.value or None) == want["denominator"]
    if name == "speaker":
        who = got.attribution.value.who if got.attribution.value else ""
        return same_words(who, want["speaker"])
    if name == "relayed_by":
        relayed = got.attribution.value.relayed_by if got.attribution.value else ""
        return same_words(relayed, want["relayed_by"])
    if name in ("said", "vote_day", "as_of"):
        return same_days(getattr(got, name), want[name])
    if name in ("whole", "controller"):
        return same_words(getattr(got, name).value, want[name])
    return bool(got.negated == want["negated"])


def all_stated(got: Statement) -> bool:
    """Whether nothing is carried and nothing that this kind needs is unknown."""
    reads = (got.places, got.option, got.quantity, got.denominator, got.attribution, got.said, got.vote_day, got.as_of, got.whole, got.controller)
    needed = [got.places, got.quantity]
    if got.kind in ("share", "votes"):
        needed.append(got.option)
    if got.kind in KINDS_OF_A_VOTE:
        needed.append(got.vote_day)
    known = all(read.status in ("stated", "default") for read in needed)
    return known and all(read.status != "carried" for read in reads)


@dataclass
class Score:
    read: int = 0
    wanted: int = 0
    matched: int = 0
    kinds: int = 0
    right: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    stated_read: int = 0
    stated_right: int = 0
    context_wanted: int = 0
    context_found: int = 0
    context_speaker: int = 0
    misread: list[str] = field(default_factory=list)


def span_of(text: str, words_: str) -> Span:
    start = text.find(words_)
    return Span(start, start + len(words_))


def overlap(a: Span, b: Span) -> bool:
    return a.start < b.stop and b.start < a.stop


def score_story(story: dict[str, Any], score: Score, verbose: bool = False) -> None:
    text = story["text"]
    reading = read_text(text, published=date.fromisoformat(story["published"]) if story["published"] else None)
    numbered = [s for s in reading.statements if s.quantity.value is not None and s.kind not in CONTEXT]
    context = [s for s in reading.statements if s.kind in CONTEXT]
    wanted = [s for s in story["statements"] if s["printed"]]
    score.read += len(numbered)
    score.wanted += len(wanted)
    free = list(numbered)
    for want in wanted:
        value = Decimal(want["value"]) if want["value"] is not None else None
        span = span_of(text, want["text"])
        got = next((s for s in free if s.quantity.value and s.quantity.value.value == value and s.quantity.value.unit == want["unit"] and (overlap(s.span, span) or overlap(s.quantity.span, span))), None)
        if got is None:
            score.misread.append(f"MISSED {want['kind']} {want['value']} {want['unit']}: {want['text']!r}")
            continue
        free.remove(got)
        score.matched += 1
        if got.kind != want["kind"]:
            score.misread.append(f"KIND {got.kind} not {want['kind']}: {want['text']!r} [{got.frame}]")
            score.stated_read += all_stated(got)
            continue
        score.kinds += 1
        wrong = [name for name in FIELDS if not field_right(name, got, want)]
        for name in FIELDS:
            score.right[name] += name not in wrong
        score.whole += not wrong
        if all_stated(got):
            score.stated_read += 1
            score.stated_right += not wrong
        for name in wrong:
            mine = {"speaker": got.attribution.value and got.attribution.value.who, "relayed_by": got.attribution.value and got.attribution.value.relayed_by, "comparator": got.quantity.value and got.quantity.value.comparator, "printed": got.quantity.value and got.quantity.value.printed}.get(name) if name in ("speaker", "relayed_by", "comparator", "printed") else getattr(got, name)
            shown = (days(mine) if isinstance(mine.value, Days) else (mine.value, mine.status)) if isinstance(mine, Read) else mine
            score.misread.append(f"FIELD {name}: {shown} not {want[name]} in {want['text']!r} [{got.frame}] {'*STATED*' if all_stated(got) else ''}")
    for got in free:
        score.stated_read += all_stated(got)
        score.misread.append(f"EXTRA {got.kind} {got.quantity.value.printed if got.quantity.value else None} {got.quantity.value.unit} opt={got.option.value}: {got.text!r} [{got.frame}]")
    for want in (s for s in story["statements"] if not s["printed"]):
        span = span_of(text, want["text"])
        score.context_wanted += 1
        hits = [s for s in context if s.kind == want["kind"] and overlap(s.span, span)]
        score.context_found += bool(hits)
        right = [s for s in hits if field_right("speaker", s, want)]
        score.context_speaker += bool(right)
        if not hits:
            near = [s.kind for s in context if overlap(s.span, span)]
            score.misread.append(f"CONTEXT {want['kind']} missed ({near}): {want['text']!r}")
        elif not right:
            score.misread.append(f"CONTEXT speaker {hits[0].attribution.value and hits[0].attribution.value.who} not {want['speaker']}: {want['text']!r}")


def ratio(a: int, b: int) -> float:
    return a / b if b else 1.0


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def report(score: Score) -> list[str]:
    lines = [f"statements with a number: {score.wanted} expected, {score.read} read"]
    rows = [("number", score.matched), ("number and kind", score.kinds), *((name, score.right[name]) for name in FIELDS), ("all fields", score.whole)]
    lines.append(f"{'field':<18}{'precision':>10}{'recall':>10}{'F1':>8}")
    for name, count in rows:
        p, r = ratio(count, score.read), ratio(count, score.wanted)
        lines.append(f"{name:<18}{p:>10.3f}{r:>10.3f}{f1(p, r):>8.3f}")
    lines.append(f"precision where every field is stated: {ratio(score.stated_right, score.stated_read):.3f} ({score.stated_right} of {score.stated_read})")
    lines.append(f"context statements: {score.context_found} of {score.context_wanted} found with the right kind, {score.context_speaker} with the right speaker too")
    return lines


def main(arguments: list[str]) -> None:
    verbose = "-v" in arguments
    chosen = [a for a in arguments if not a.startswith("-")]
    for name in ("development",):
        score = Score()
        paths = sorted((STORIES / name).glob("*.json"))
        for path in paths:
            if chosen and not any(c in path.name for c in chosen):
                continue
            before = len(score.misread)
            score_story(json.loads(path.read_text(encoding="utf-8")), score)
            if verbose and len(score.misread) > before:
                print("##", path.name)
                print("\n".join("   " + line for line in score.misread[before:]))
        print(f"== {name}: {len(paths)} stories")
        print("\n".join(report(score)))


if __name__ == "__main__":
    main(sys.argv[1:])
