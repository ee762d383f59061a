"""Tables that repeat a group of columns for every choice: name, votes, percentages.

France publishes so: each row has the places and counts, then for every candidate his number, sex,
name, first name, votes and percentages; the header names the group once or every time. The header
is made as long as the rows, and votes are named by the names that stand before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from tallyscope.sources.headers import matches, plain, says_nothing, words_of
from tallyscope.sources.table import Table, unique_names
from tallyscope.tally import Repair

FEWEST_CHOICES = 2  # so many times a group must stand there; our choice
# Words of headers that name a person or a list, beside those that `words` has for candidates.
_NAMES = frozenset(
    ("nom", "prenom", "name", "first name", "last name", "surname", "nome", "nombre")
)


def repeated(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return a header as long as the rows, by repeating its last group; None if there is none.

    Parameters
    ----------
    header : sequence of str
        Shorter than the rows.
    rows : sequence of rows
        The first rows below it, of one length.

    Examples
    --------
    >>> repeated(["bureau", "Nom", "Voix"], [["1", "A", "3", "B", "4"], ["2", "A", "5", "B", "6"]])
    ['bureau', 'Nom', 'Voix', 'Nom', 'Voix']
    """
    lengths = {len(row) for row in rows}
    if len(lengths) != 1 or len(header) < 3:
        return None
    more = lengths.pop() - len(header)
    for size in range(2, min(more, len(header) - 1) + 1):
        group = list(header[-size:])
        if more % size == 0 and _says_name(group[0], *group) and any(map(_says_votes, group)):
            return [*header, *group * (more // size)]
    return None


def votes_named(table: Table) -> Table:
    """Name columns of votes by the names in the columns before them, where every row has the same.

    The columns of the names are left out, since they say nothing more.
    """
    frame = table.frame
    bases = [_base(name) for name in frame.columns]
    votes = [place for place, base in enumerate(bases) if _says_votes(base)]
    alike = [place for place in votes if bases[place] == bases[votes[0]]]
    if len(alike) < FEWEST_CHOICES or frame.height < FEWEST_CHOICES:
        return table
    names: dict[int, str] = {}
    used: list[int] = []
    start = 0
    for place in alike:
        telling = [p for p in range(start, place) if _says_name(bases[p]) and _constant(frame, p)]
        told = " ".join(str(frame.to_series(p)[0]).strip() for p in telling)
        if not told:
            return table
        names[place] = told
        used += telling
        start = place + 1
    headers = [names.get(place, name) for place, name in enumerate(frame.columns)]
    renamed = frame.rename(dict(zip(frame.columns, unique_names(headers), strict=True)))
    kept = [name for place, name in enumerate(renamed.columns) if place not in used]
    why = f"'{frame.columns[used[0]]}' and the like have the same name in every row"
    repair = Repair("votes named by the column before them", len(alike), why)
    return replace(table, frame=renamed.select(kept), repairs=(*table.repairs, repair))


def _base(name: str) -> str:
    """Return a header without the number that tells it from others: "Voix (2)", "Voix 2"."""
    return plain(name.rpartition(" (")[0] or name).rstrip("0123456789 ")


def _says_votes(header: str) -> bool:
    words = words_of(header)
    roles = {match.role for match in matches(header)}
    filler = says_nothing(words) and any(len(word) > 2 and not word.isdigit() for word in words)
    return filler or {"valid", "ballots"} <= roles


def _says_name(*headers: str) -> bool:
    return any(
        plain(header) in _NAMES or any(m.role == "candidate name" for m in matches(header))
        for header in headers
    )


def _constant(frame: pl.DataFrame, place: int) -> bool:
    cells = frame.to_series(place)
    return cells.null_count() == 0 and cells.n_unique() == 1
