"""Stories about honest results, read and checked: nothing in them is called wrong.

The stories are examples of wording (tests/reading/stories), full of traps: several questions in one
place, districts, earlier votes, interim counts, rival claims.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.checks import run_all
from tallyscope.reading.read import read_text

FOLDER = Path(__file__).parent.parent / "reading" / "stories" / "development"
STORIES = sorted(FOLDER.glob("*.json"))
PACK = evidence.load()
# Counts that were made from percentages stand in one of them, as they were announced.
MADE_FROM_PERCENTAGES = "venezuela-2024-first-bulletin"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_false_alarm(path: Path) -> None:
    story = json.loads(path.read_text("utf-8"))
    published = date.fromisoformat(story["published"]) if story.get("published") else None
    reading = read_text(story["text"], published=published)
    alarms = [
        (verdict.check, verdict.summary)
        for verdict in run_all(reading.statements, PACK, published=published)
        if verdict.outcome in ("impossible", "inconsistent")
    ]
    expected = ["counts_from_percentages"] if path.stem == MADE_FROM_PERCENTAGES else []
    assert [check for check, _ in alarms] == expected, alarms
