"""What can go wrong, worded for people who do not program.

Every message says what was found, where, what was expected and what to do. All faults of one
input are told together: the first twenty in full, then how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_FAULTS = 20  # our choice: one screen of a terminal


class TallyscopeError(Exception):
    """Anything that tallyscope says no to, in words for the reader."""


@dataclass(frozen=True)
class Fault:
    """One fault of an input.

    Attributes
    ----------
    found : str
        What was found, with the offending value.
    where : str
        File, row, column or unit; empty if the whole input is meant.
    expected : str
        What should have stood there.
    remedy : str
        What the reader can do about it.
    """

    found: str
    where: str = ""
    expected: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.found}" if self.where else self.found
        if self.expected:
            text += f"; expected {self.expected}"
        if self.remedy:
            text += f". {self.remedy}"
        return text if text.endswith((".", "?", "!")) else text + "."


class DataError(TallyscopeError):
    """The input is wrong or cannot be understood.

    Parameters
    ----------
    faults : str, Fault or sequence of Fault
        Everything that is wrong with the input.
    source : str
        The file or story that is meant; printed once, in front.
    """

    def __init__(self, faults: str | Fault | Sequence[Fault], *, source: str = "") -> None:
        if isinstance(faults, str):
            faults = (Fault(faults),)
        elif isinstance(faults, Fault):
            faults = (faults,)
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.source = source
        super().__init__(_told_together(self.faults, source))


class NotApplicable(TallyscopeError):  # noqa: N818 - an answer of a method, not a failure
    """The input is sound, but this method has nothing to say about it."""


def _told_together(faults: Sequence[Fault], source: str) -> str:
    head = f"{source}: " if source else ""
    if len(faults) == 1:
        return f"{head}{faults[0]}"
    shown = [f"  {number}. {fault}" for number, fault in enumerate(faults[:SHOWN_FAULTS], 1)]
    hidden = len(faults) - len(shown)
    if hidden:
        shown.append(f"  … and {hidden:,} more.")
    return "\n".join([f"{head}{len(faults):,} faults found.", *shown])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for a misspelt name, or an empty string.

    Examples
    --------
    >>> did_you_mean("turnot", ["turnout", "share"])
    " Did you mean 'turnout'?"
    """
    close = get_close_matches(word, list(known), n=3, cutoff=0.6)
    if not close:
        return ""
    return " Did you mean " + " or ".join(f"{name!r}" for name in close) + "?"
