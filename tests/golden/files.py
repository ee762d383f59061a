"""Small results files, sound and faulty, for the golden cases. All numbers are invented."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

HEADER = "Region,District,Polling station,Registered voters,Ballots cast,Invalid,Valid,Yes,No"
Row = list[str | int]


def rows(n: int = 40) -> list[Row]:
    """Return stations whose counts add up: ballots = invalid + valid, valid = yes + no."""
    made: list[Row] = []
    for i in range(n):
        registered = 400 + 37 * i % 900
        valid = registered * (45 + 7 * i % 30) // 100
        yes = valid * (35 + 11 * i % 29) // 100
        invalid = 1 + i % 5
        place: Row = [f"R{i // 20}", f"D{i // 10}", f"S{i}"]
        made.append([*place, registered, valid + invalid, invalid, valid, yes, valid - yes])
    return made


def write(path: Path, table: list[Row], header: str = HEADER) -> None:
    """Write a CSV file."""
    lines = [header, *(",".join(map(str, row)) for row in table)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def sound(folder: Path) -> None:
    write(folder / "sound.csv", rows())


def empty(folder: Path) -> None:
    (folder / "empty.csv").touch()


def no_votes(folder: Path) -> None:
    write(folder / "no_votes.csv", [row[:4] for row in rows()], ",".join(HEADER.split(",")[:4]))


def no_counts(folder: Path) -> None:
    """Three cells in three rows that cannot be counts."""
    table = rows()
    table[3][7], table[7][3], table[9][8] = -5, "12.5", "abc"
    write(folder / "no_counts.csv", table)


def above(folder: Path) -> None:
    """One station of forty with more votes than ballots: more than 2% of the rows."""
    table = rows()
    table[3][7] = 2000
    write(folder / "above.csv", table)


def doubled(folder: Path) -> None:
    table = rows()
    table[5] = list(table[4])
    write(folder / "doubled.csv", table)


def totals(folder: Path) -> None:
    """A totals row at the foot, named and summed."""
    table = rows()
    sums = [sum(int(row[column]) for row in table) for column in range(3, 9)]
    write(folder / "totals.csv", [*table, ["", "", "Total", *sums]])


def two_readings(folder: Path) -> None:
    """Two columns that may be the registered voters."""
    table = [[*row[:3], int(row[3]) + i % 7, *row[3:]] for i, row in enumerate(rows())]
    header = HEADER.replace("Registered voters", "Registered electors,Registered voters")
    write(folder / "two_readings.csv", table, header)


def cut_off(folder: Path) -> None:
    """The first half of a zip archive."""
    sound(folder)
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sound.csv", (folder / "sound.csv").read_text(encoding="utf-8"))
    data = whole.read_bytes()
    (folder / "cut_off.zip").write_bytes(data[: len(data) // 2])


def one_unit(folder: Path) -> None:
    write(folder / "one_unit.csv", rows(1))


def story(folder: Path) -> None:
    """A story whose last two numbers are no results."""
    (folder / "story.txt").write_text(
        "Officials in Kherson said on Sunday that 52.3% of votes were in favour.\n\n"
        "Turnout was 61.4%, they added. It was 14 degrees, and bread cost 30 hryvnias.\n",
        encoding="utf-8",
    )


def no_story(folder: Path) -> None:
    (folder / "no_story.txt").write_text("The cat sat on the mat.\n", encoding="utf-8")


FILES: tuple[Callable[[Path], None], ...] = (
    sound,
    empty,
    no_votes,
    no_counts,
    above,
    doubled,
    totals,
    two_readings,
    cut_off,
    one_unit,
    story,
    no_story,
)
