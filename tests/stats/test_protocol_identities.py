"""Contradictions by identity and sign, with the sums in the comments."""

from __future__ import annotations

import numpy as np

from tallyscope.stats.protocol_identities import Counts, Difference, differences


def asked(**counts: list[int]) -> dict[tuple[str, str], Difference]:
    options = np.array(counts.pop("options"))
    known: dict[str, Counts | None] = dict.fromkeys(
        ("registered", "issued", "ballots", "valid", "invalid")
    )
    known |= {name: np.array(values) for name, values in counts.items()}
    return {(one.identity.name, one.sign): one for one in differences(options, known)}


def test_every_identity_and_sign() -> None:
    found = asked(
        registered=[100, 100, 100, 100, 100],
        issued=[80, 80, 80, 103, 80],  # the fourth: 3 more than voters
        ballots=[80, 82, 79, 101, 80],  # the second: 2 more than issued; the fourth: 1 on the list
        valid=[78, 80, 77, 99, 78],
        invalid=[2, 2, 1, 2, 3],  # the third: 78 of 79; the fifth: 81 of 80
        options=[78, 80, 77, 96, 80],  # the fourth: 3 fewer; the fifth: 2 more
    )
    amounts = {key: one.amount.tolist() for key, one in found.items()}
    assert amounts == {
        ("ballots and issued", "more"): [0, 2, 0, 0, 0],
        ("ballots and issued", "fewer"): [0, 0, 1, 2, 0],
        ("valid and invalid", "more"): [0, 0, 0, 0, 1],
        ("valid and invalid", "fewer"): [0, 0, 1, 0, 0],
        ("options and valid", "more"): [0, 0, 0, 0, 2],
        ("options and valid", "fewer"): [0, 0, 0, 3, 0],
        ("issued and list", "more"): [0, 0, 0, 3, 0],
        ("ballots and list", "more"): [0, 0, 0, 1, 0],
    }
    kinds = {key: one.kind for key, one in found.items()}
    assert kinds["ballots and issued", "fewer"] == "told"
    assert kinds["ballots and list", "more"] == kinds["issued and list", "more"] == "list"
    assert sum(kind == "contradiction" for kind in kinds.values()) == 5
    assert all(one.rule for one in found.values())


def test_without_invalid_ballots_they_are_the_rest() -> None:
    found = asked(ballots=[10, 10, 10], valid=[8, 11, 10], options=[8, 11, 10])
    assert found["valid and invalid", "more"].kind == "contradiction"
    assert found["valid and invalid", "more"].amount.tolist() == [0, 1, 0]
    assert found["valid and invalid", "fewer"].kind == "told"
    assert found["valid and invalid", "fewer"].amount.tolist() == [2, 0, 0]


def test_without_ballots_valid_votes_are_on_the_list() -> None:
    found = asked(registered=[9, 9], valid=[10, 8], options=[10, 8])
    assert found["ballots and list", "more"].amount.tolist() == [1, 0]
    assert ("valid and invalid", "more") not in found


def test_what_fails_in_most_units_is_no_rule() -> None:
    often = asked(valid=[10, 10, 10, 10], options=[9, 9, 11, 10])
    assert not often["options and valid", "more"].rule
    assert not often["options and valid", "fewer"].rule
    half = asked(valid=[10, 10, 10, 10], options=[9, 11, 10, 10])
    assert half["options and valid", "fewer"].rule


def test_carrying_ballots_away_is_no_error_that_breaks_a_rule() -> None:
    found = asked(issued=[10, 10], ballots=[9, 8], options=[9, 8])
    assert found["ballots and issued", "more"].rule


def test_votes_alone_contradict_nothing() -> None:
    assert asked(options=[1, 2]) == {}
    assert asked(valid=[], options=[])["options and valid", "more"].rule
