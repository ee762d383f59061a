"""Which of several contests in one file is meant."""

from __future__ import annotations

from collections.abc import Sequence

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.content import SHOWN_PARTS


def contest_meant(contests: Sequence[str], wanted: str, *, where: str) -> str:
    """Return the contest with a name, or a part of it that no other has; or the only one.

    Parameters
    ----------
    contests : sequence of str
        Names of the contests of a file.
    wanted : str
        What the user named; empty for nothing.
    where : str
        The file, as a message names it.

    Raises
    ------
    DataError
        If several may be meant, or none is; the message lists them.
    """
    if wanted in contests:
        return wanted
    part = " ".join(wanted.split()).casefold()
    found = [name for name in contests if name.casefold() == part]
    found = found or [name for name in contests if part in name.casefold()]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(repr(name) for name in (found or contests)[:SHOWN_PARTS])
    more = len(found or contests) - SHOWN_PARTS
    shown += f" and {more} more" if more > 0 else ""
    if not contests:
        raise DataError(Fault("there is no contest in the file", expected="one contest"))
    if not found:
        raise DataError(
            Fault(
                f"there is no contest {wanted!r}",
                expected=f"one of {shown}",
                remedy=did_you_mean(wanted, contests).strip(),
            )
        )
    raise DataError(
        Fault(
            f"the file has {len(found)} contests: {shown}",
            expected="one contest",
            remedy=f"Name it as if the file were a folder: {where}/{found[0]}",
        )
    )
