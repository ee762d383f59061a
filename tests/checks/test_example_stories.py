"""Stories about honest results, read and checked: nothing in them is called wrong that fits.

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
# Some print announcements as they were made, and those do not fit together.
ALARMS = {
    # 51.2, 44.2 and 4.6% to the vote
    "venezuela-2024-first-bulletin": ["counts_from_percentages"],
    # 430,268 of 541,093 is 79.5%, not 93.11%
    "occupied-assemblies-2023": ["headline_arithmetic"],
    # 2,434,751 of 4,519,253 - 34,142 is 54.285%: not 54.28 where 35.787 became 35.79
    "senegal-2024-provisional-table": ["headline_arithmetic"],
    # it repeats the 93.1% announced for Zaporizhzhia in 2022, of which the pack knows the counts
    "zaporizhzhia-2025-front-qa": ["headline_arithmetic"],
    # 122,547 and 107,971 of 305,000 registered voters are 75.6%, not 72%
    "malta-2011-divorce": ["headline_arithmetic"],
    # 37,040 of 102,464 is 36.15%, not 36.5%
    "prince-edward-island-2016-plebiscite": ["headline_arithmetic"],
}


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_no_false_alarm(path: Path) -> None:
    story = json.loads(path.read_text("utf-8"))
    published = date.fromisoformat(story["published"]) if story.get("published") else None
    reading = read_text(story["text"], published=published)
    alarms = [
        (verdict.check, verdict.summary)
        for verdict in run_all(reading.statements, PACK, published=published)
        if verdict.outcome in ("impossible", "inconsistent")
    ]
    assert [check for check, _ in alarms] == ALARMS.get(path.stem, []), alarms


@pytest.mark.parametrize(("published", "alarms"), [(date(2022, 9, 27), 0), (date(2022, 9, 29), 1)])
def test_numbers_told_while_the_vote_goes_on_are_not_held_against_the_final_ones(
    published: date, alarms: int
) -> None:
    text = "In the referendum of September 23 to 27 turnout in Kherson was 63.58%, officials said."
    reading = read_text(text, published=published)
    told = run_all(reading.statements, PACK, published=published)
    assert sum(verdict.outcome == "inconsistent" for verdict in told) == alarms
