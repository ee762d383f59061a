"""Fits the weights by which the day of a story's vote is chosen, and tells how far to trust them.

``python -m tests.reading.fit_polling_day`` prints for each cue the weight that the stories of the
development set give it, and how often the day is right in stories that were left out of the fit
(five folds of stories). With names of stories behind it, those are left out of every fit and
counted apart.

The model is a conditional logit as in `tests.reading.fit_polling_area`, with one more alternative
of score zero: that the story does not tell the day. What is right is the day of most of the
story's numbers in its hand-made reading, polls left aside.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy.optimize import minimize

from tallyscope.reading.day_cues import CUES, candidates
from tallyscope.reading.document import take_apart
from tests.reading.measure import STORIES

PENALTY = 2.0
FOLDS = 5

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Choice:
    """A story: cues of its days, one row each, the last for none, and which of them is right."""

    story: str
    days: tuple[str, ...]
    wanted: str
    cues: Numbers
    right: np.ndarray[Any, np.dtype[np.bool_]]


def choices() -> list[Choice]:
    """Return the choice that each story of the development set asks for."""
    found = []
    for path in sorted((STORIES / "development").glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        numbers = [one for one in story["statements"] if one["printed"] and one["kind"] != "poll"]
        told = Counter(tuple(one["vote_day"]) for one in numbers if one["vote_day"])
        if not numbers:
            continue
        wanted = " ".join(told.most_common(1)[0][0]) if told else ""
        published = date.fromisoformat(story["published"]) if story["published"] else None
        every = candidates(take_apart(story["text"]), published)
        rows = [[1.0, *(float(cue in one.cues) for cue in CUES)] for one in every]
        names = [f"{one.days.first} {one.days.last}" for one in every]
        right = [name == wanted for name in names]
        found.append(
            Choice(
                path.stem,
                (*names, ""),
                wanted,
                np.array([*rows, [0.0] * (len(CUES) + 1)]),
                np.array([*right, not any(right)]),
            )
        )
    return found


def fit(stories: Sequence[Choice]) -> Numbers:
    """Return the weights that make the right days of some stories most probable."""

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = PENALTY / 2 * weights @ weights, PENALTY * weights
        for story in stories:
            scores = story.cues @ weights
            odds = np.exp(scores - scores.max())
            right = odds * story.right
            total -= np.log(right.sum() / odds.sum())
            slope = slope + story.cues.T @ (odds / odds.sum() - right / right.sum())
        return total, slope

    found = minimize(loss, np.zeros(len(CUES) + 1), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, np.float64)


def is_right(story: Choice, weights: Numbers) -> bool:
    """Tell whether the day with the best score is right; where none is, whether none is taken."""
    chosen = story.days[int(np.argmax(story.cues @ weights))]
    return chosen == story.wanted


def main(apart: Sequence[str]) -> None:
    """Print the weights and how often they are right in stories that they were not fitted on."""
    stories = choices()
    kept = [story for story in stories if story.story not in apart]
    right = 0
    for fold in range(FOLDS):
        weights = fit([story for number, story in enumerate(kept) if number % FOLDS != fold])
        for story in kept[fold::FOLDS]:
            right += is_right(story, weights)
            if not is_right(story, weights):
                order = np.argsort(-(story.cues @ weights))[:2]
                print("  wrong:", story.story, [story.days[i] for i in order], story.wanted)
    weights = fit(kept)
    for cue, weight in zip(("any day", *CUES), weights, strict=True):
        print(f'    "{cue}": {weight:.1f},')
    print(f"right in {right} of {len(kept)} stories left out of the fit, fold by fold")
    others = [story for story in stories if story.story in apart]
    wrong = [story.story for story in others if not is_right(story, weights)]
    print(f"right in {len(others) - len(wrong)} of {len(others)} stories left out of all; {wrong}")


if __name__ == "__main__":
    main(sys.argv[1:])
