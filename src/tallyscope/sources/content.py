"""The bytes of one file or archive member on their way to a reader, and what of them is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Self

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.limits import Allowance

SHOWN_PARTS = 12  # members, sheets, tables or contests named in a question; our choice
ALL = "*"  # asks for all members or sheets as one table


@dataclass(frozen=True)
class Content:
    """Bytes and their name.

    Attributes
    ----------
    data : bytes
    what : str
        Name of the file on disk, as in `tallyscope.tally.Source`.
    where : str
        Way from that file to these bytes: member of an archive, sheet of a workbook; or empty.
    part : str
        What of the bytes is wanted, as a way below a folder: ``"2011.csv/President"``; empty for
        all of it.
    allowance : Allowance
        What may still be unpacked; shared by all that lies in one file.
    """

    data: bytes
    what: str
    where: str = ""
    part: str = ""
    allowance: Allowance = field(default_factory=Allowance, compare=False)

    @property
    def name(self) -> str:
        """Name of the innermost file."""
        return self.where.rpartition("/")[2] or self.what

    def inside(self, name: str, data: bytes) -> Self:
        """Return the content of a member, which takes its name off what is wanted."""
        where = f"{self.where}/{name}" if self.where else name
        return replace(self, data=data, where=where, part=below(self.part, name))


def below(part: str, name: str) -> str:
    """Take a name off the way to what is wanted.

    Examples
    --------
    >>> below("2011.csv/President", "2011.csv"), below("President", "2011.csv")
    ('President', 'President')
    """
    return part[len(name) :].lstrip("/") if part == name or part.startswith(f"{name}/") else part


def pick(content: Content, names: list[str], *, kind: str) -> str:
    """Return the member, sheet or table that is meant; with several, the wish must name it.

    Parameters
    ----------
    content : Content
    names : list of str
        What may be meant.
    kind : str
        What they are, in the plural: "sheets".

    Raises
    ------
    DataError
        If the wish names none of them, or there are several and no wish.
    """
    if not names:
        raise DataError(Fault(f"{content.name} has no {kind}", expected="one table of results"))
    part = content.part
    fitting = [name for name in names if part == name or part.startswith(f"{name}/")]
    if fitting:
        return max(fitting, key=len)
    if len(names) == 1 and not _names_a_file(part):
        return names[0]
    if part:
        close = did_you_mean(part, names).strip()
        raise DataError(
            Fault(
                f"there is no {part} in {content.name}",
                expected=f"one of its {len(names)} {kind}: {_shown(names)}",
                remedy=close,
            )
        )
    raise DataError(
        Fault(
            f"{content.name} has {len(names)} {kind} that may be meant: {_shown(names)}",
            expected="one table",
            remedy=f"Name it as if the file were a folder: {_way(content, names[0])};"
            f" or take all of them as one table: {_way(content, ALL)}",
        )
    )


def _names_a_file(part: str) -> bool:
    return re.search(r"\.\w{2,8}$", part) is not None


def _way(content: Content, name: str) -> str:
    return "/".join(piece for piece in (content.what, content.where, name) if piece)


def _shown(names: list[str]) -> str:
    more = len(names) - SHOWN_PARTS
    return ", ".join(names[:SHOWN_PARTS]) + (f" and {more} more" if more > 0 else "")
