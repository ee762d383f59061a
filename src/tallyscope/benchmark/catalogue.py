"""From what a user asks for to a list of cases, and what their data are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tallyscope.benchmark.cases import PLANS, Case, clean, simulated
from tallyscope.benchmark.reference import clean_names
from tallyscope.errors import DataError, Fault, did_you_mean


def chosen(asked: str, data: Path | None) -> list[Case]:
    """Return the cases of a plan, or those of them whose names begin as asked.

    Parameters
    ----------
    asked : str
        "small", "packaged", "full", or "PLAN:BEGINNING,BEGINNING".
    data : Path or None
        Folder of real elections with its ``index.json``; the clean ones are cases, too.

    Raises
    ------
    DataError
        If there is no such plan, no case begins so, or the folder has no index.
    """
    plan, _, beginning = asked.partition(":")
    if plan not in PLANS:
        raise DataError(
            Fault(
                f"there is no plan {plan!r}",
                expected="one of " + ", ".join(PLANS),
                remedy=did_you_mean(plan, PLANS).strip(),
            ),
            source="--cases",
        )
    cases = [case for one in PLANS[plan] for case in simulated(one)]
    if data is not None:
        cases += clean(_clean_names(data))
    found = [case for case in cases if case.name.startswith(tuple(beginning.split(",")))]
    if not found:
        raise DataError(
            Fault(
                f"no case begins with {beginning!r}",
                expected=f"names such as {cases[0].name}, {cases[-1].name}",
            ),
            source="--cases",
        )
    return found


def hashes(cases: Sequence[Case], data: Path | None) -> dict[str, str]:
    """Return the SHA-256 of every results file that the cases read."""
    if data is None:
        return {}
    files = sorted({case.file for case in cases if case.file})
    return {
        name: hashlib.sha256((data / f"{name}.parquet").read_bytes()).hexdigest() for name in files
    }


def _clean_names(data: Path) -> dict[str, str]:
    if not (data / "index.json").is_file():
        raise DataError(
            Fault(
                "there is no index.json",
                expected="group and country of every results file of the folder",
                remedy="Name a folder of results files with an index, or leave --data out.",
            ),
            source=str(data),
        )
    return clean_names(data)
