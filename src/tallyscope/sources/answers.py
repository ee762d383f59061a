"""Questions that a file leaves open, and how an answer is put into the reading of the file.

A fault is a question if its remedy names ``--columns`` options that may be typed as they stand, or
says how one of several sheets, members or contests is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tallyscope.errors import DataError, Fault
from tallyscope.sources.wishes import LIST_ROLES, parse_columns

_OPTION = re.compile(r'--columns "([^"]+)"')
_NAME_IT = "as if the file were a folder"
# Roles to which a further answer adds columns; in the others the last answer holds.
_ADDED_TO = tuple(role for role in LIST_ROLES if role in ("extra", "ignore"))


def is_question(error: DataError) -> bool:
    """Tell whether every fault is a question that an answer may settle."""
    return all(options(fault) or asks_for_part(fault) for fault in error.faults)


def options(fault: Fault) -> tuple[str, ...]:
    """Return the answers that a fault offers, as ``--columns`` takes them, each once.

    Examples
    --------
    >>> options(
    ...     Fault("'A' or 'B'", remedy='Say which: --columns "issued=A" or --columns "issued=B"')
    ... )
    ('issued=A', 'issued=B')
    """
    return tuple(dict.fromkeys(_OPTION.findall(fault.remedy)))


def asks_for_part(fault: Fault) -> bool:
    """Tell whether a fault asks which sheet, member or contest is meant."""
    return _NAME_IT in fault.remedy


def answered(columns: Mapping[str, str], answer: str) -> dict[str, str]:
    """Return what is said of the columns, with one more answer.

    Parameters
    ----------
    columns : mapping of str to str
        As `parse_columns` gives it.
    answer : str
        As ``--columns`` takes it.

    Raises
    ------
    DataError
        If the answer cannot be read.

    Examples
    --------
    >>> answered({"ignore": "Notes", "issued": "A"}, "issued=B,ignore=#7")
    {'ignore': 'Notes|#7', 'issued': 'B'}
    """
    merged = dict(columns)
    for role, value in parse_columns(answer).items():
        added = role in _ADDED_TO and role in merged
        merged[role] = f"{merged[role]}|{value}" if added else value
    return merged
