"""Statements and evidence -> Verdict: one file, one public function, one card each.

A new check is added to `CHECKS` by hand; tests compare this list with the folder and the docs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tallyscope.checks import (
    agreement,
    counts_from_percentages,
    earlier_votes,
    electorate,
    headline_arithmetic,
    repetition,
    territory,
)
from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.evidence import Pack
from tallyscope.result import Check, Verdict
from tallyscope.statement import Statement

CHECKS: tuple[Check, ...] = (
    headline_arithmetic.CHECK,
    counts_from_percentages.CHECK,
    repetition.CHECK,
    agreement.CHECK,
    territory.CHECK,
    electorate.CHECK,
    earlier_votes.CHECK,
)


def card(name: str) -> Check:
    """Return the card of a check.

    Raises
    ------
    DataError
        If there is no such check.
    """
    for check in CHECKS:
        if check.name == name:
            return check
    names = [check.name for check in CHECKS]
    raise DataError(
        Fault(
            f"there is no check {name!r}",
            expected="one of " + ", ".join(names),
            remedy=did_you_mean(name, names).strip(),
        )
    )


def run_all(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Run every check on the statements of a story.

    Parameters
    ----------
    statements : sequence of Statement
        In any order; the verdicts do not depend on it.
    evidence : Pack
        What the statements are compared with; see `tallyscope.evidence.load`.
    published : datetime.date, optional
        Day of the story. Without it, evidence that needs a day is used only for statements that
        give one.

    Returns
    -------
    tuple of Verdict
        Check after check, in the order of `CHECKS`.
    """
    return tuple(
        verdict
        for check in CHECKS
        for verdict in check.run(statements, evidence, published=published)
    )
