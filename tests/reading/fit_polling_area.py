"""Fits the weights by which the place of a story is chosen, and tells how far to trust them.

``python -m tests.reading.fit_polling_area`` prints for each cue the weight that the stories of the
development set give it, and how often the place is right in stories that were left out of the fit
(five folds of stories). With names of stories behind it, those are left out of every fit and
counted apart.

The model is a conditional logit: of the candidates of a story, each is right with a probability
proportional to exp(score), the score linear in its cues; several may be right (McFadden 1974,
Conditional logit analysis of qualitative choice behavior). An L2 penalty keeps the weights of rare
cues small. What is right is the place of most of the story's numbers in its hand-made reading.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from tallyscope.reading.document import take_apart
from tallyscope.reading.place_mentions import candidates_of
from tallyscope.reading.polling_area import WEIGHTS, evidence
from tests.reading.comparison import same_place
from tests.reading.measure import STORIES

PENALTY = 0.5
FOLDS = 5


@dataclass(frozen=True)
class Choice:
    """A story: its candidates' cues, one row each, and which of them are right."""

    story: str
    names: tuple[str, ...]
    wanted: tuple[str, ...]
    cues: np.ndarray[Any, np.dtype[np.float64]]
    right: np.ndarray[Any, np.dtype[np.bool_]]


def choices() -> list[Choice]:
    """Return the choice that each story of the development set asks for."""
    found = []
    for path in sorted((STORIES / "development").glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        numbers = [tuple(one["places"]) for one in story["statements"] if one["printed"]]
        if not numbers:
            continue
        wanted = Counter(numbers).most_common(1)[0][0]
        document = take_apart(story["text"])
        cues = evidence(document, candidates_of(document))
        rows = [[one[cue] for cue in WEIGHTS] for one in cues.values()]
        right = [any(same_place(name, other) for other in wanted) for name in cues]
        found.append(
            Choice(
                path.stem,
                tuple(cues),
                wanted,
                np.array(rows).reshape(-1, len(WEIGHTS)),
                np.array(right, bool),
            )
        )
    return found


def fit(stories: Sequence[Choice]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the weights that make the right places of some stories most probable."""
    used = [story for story in stories if story.right.any()]

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = PENALTY / 2 * weights @ weights, PENALTY * weights
        for story in used:
            scores = story.cues @ weights
            odds = np.exp(scores - scores.max())
            right = odds * story.right
            total -= np.log(right.sum() / odds.sum())
            slope = slope + story.cues.T @ (odds / odds.sum() - right / right.sum())
        return total, slope

    found = minimize(loss, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, np.float64)


def is_right(story: Choice, weights: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
    """Tell whether the candidate with the best score is right; without any, whether none is."""
    if not story.names:
        return not story.wanted
    return bool(story.right[int(np.argmax(story.cues @ weights))])


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
                order = np.argsort(-(story.cues @ weights))[:3]
                print("  wrong:", story.story, [story.names[i] for i in order], story.wanted)
    weights = fit(kept)
    for cue, weight in zip(WEIGHTS, weights, strict=True):
        print(f'    "{cue}": {weight:.1f},')
    print(f"right in {right} of {len(kept)} stories left out of the fit, fold by fold")
    others = [story for story in stories if story.story in apart]
    wrong = [story.story for story in others if not is_right(story, weights)]
    print(f"right in {len(others) - len(wrong)} of {len(others)} stories left out of all; {wrong}")


if __name__ == "__main__":
    main(sys.argv[1:])
