"""Units left out are counted once, under their first reason."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.selection import select_in_turn

MASKS = st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=4)


@settings(deadline=None)
@given(MASKS)
def test_by_loop(masks: list[list[bool]]) -> None:
    used, excluded = select_in_turn({f"reason {j}": np.array(mask) for j, mask in enumerate(masks)})
    expected: dict[str, int] = {}
    for unit in range(5):
        first = next((j for j, mask in enumerate(masks) if mask[unit]), None)
        assert used[unit] == (first is None)
        if first is not None:
            expected[f"reason {first}"] = expected.get(f"reason {first}", 0) + 1
    assert excluded == expected


@settings(deadline=None)
@given(MASKS)
def test_every_unit_is_used_or_counted(masks: list[list[bool]]) -> None:
    used, excluded = select_in_turn({str(j): np.array(mask) for j, mask in enumerate(masks)})
    assert used.sum() + sum(excluded.values()) == 5


def test_the_masks_stay_as_they_are() -> None:
    mask = np.array([True, False])
    select_in_turn({"a": mask, "b": ~mask})
    assert mask.tolist() == [True, False]
