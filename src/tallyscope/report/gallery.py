"""A page for every results file of a folder: picture, grades, what stands out.

``python -m tallyscope.report.gallery FOLDER... --out docs/gallery`` audits every Parquet file of
the folders and writes Markdown pages with pictures, a table of grades, and ``grades.csv``. Groups
("clean", "contested", "mixed") are taken from an ``index.json`` in the folder; without one the
folder's name is the group.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tallyscope.assess import audit
from tallyscope.assess.assessment import Assessment
from tallyscope.methods import card
from tallyscope.plots import plot
from tallyscope.report.words import p_value, spoken
from tallyscope.result import Result, Skipped
from tallyscope.sources import read
from tallyscope.writing import write_text

PICTURES = ("fingerprint", "integer_percentages")  # the first that ran is drawn
SCALE = 0.6  # our choice: small files matter more here than sharp ones
MADE = "<!-- written by python -m tallyscope.report.gallery; do not edit -->"
GROUPS = {
    "clean": "Widely regarded as clean",
    "mixed": "Outcome accepted, with disputes or local manipulation",
    "contested": "Contested",
}


@dataclass(frozen=True)
class Election:
    """A results file with its name and group."""

    name: str
    group: str
    path: Path


def elections(folders: Sequence[Path]) -> list[Election]:
    """Return the Parquet files of the folders in the order of their names."""
    found = []
    for folder in folders:
        index = folder / "index.json"
        groups = json.loads(index.read_text("utf-8")) if index.exists() else {}
        found += [
            Election(path.stem, groups.get(path.stem, {}).get("group", folder.name), path)
            for path in sorted(folder.glob("*.parquet"))
        ]
    return found


def write(folders: Sequence[Path], out: Path) -> None:
    """Audit every file of the folders and write the pages."""
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for election in elections(folders):
        sys.stdout.write(f"{election.name}\n")
        assessment = audit(read(election.path))
        pictured = draw(assessment, out / f"{election.name}.png")
        page = "\n\n".join(paragraphs(election, assessment, pictured=pictured))
        write_text(page + "\n", out / f"{election.name}.md")
        rows += [
            (election.name, election.group, grade.family, grade.level)
            for grade in assessment.grades.values()
        ]
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("election", "group", "family", "level"))
    writer.writerows(rows)
    write_text(file.getvalue(), out / "grades.csv")
    write_text("\n\n".join(overview(rows)) + "\n", out / "index.md")


def draw(assessment: Assessment, path: Path) -> bool:
    """Draw the most telling picture of what ran; tell whether there is one."""
    for name in PICTURES:
        outcome = assessment.outcomes.get(name)
        if isinstance(outcome, Result):
            plot(outcome).save(path, scale_factor=SCALE)
            return True
    return False


def paragraphs(election: Election, assessment: Assessment, *, pictured: bool) -> Iterator[str]:
    """Yield the parts of a page."""
    tally = assessment.tally
    yield MADE
    yield f"# {election.name}"
    yield f"{_title(election.group)}. Tested: the gain of {assessment.choice}."
    yield "\n".join(f"* {sentence}" for sentence in assessment.summary[:2])
    if pictured:
        yield f"![Turnout and share of {election.name}]({election.name}.png)"
    yield "## Grades"
    yield _table(
        ("looked at", "how far honest counting explains it", "why"),
        [(grade.family, grade.meaning, grade.line) for grade in assessment.grades.values()],
    )
    yield "## Findings"
    yield _table(
        ("method", "low", "middle", "high", "unit", "p, adjusted"),
        [_finding(name, outcome, assessment) for name, outcome in assessment.outcomes.items()],
    )
    yield "## In words"
    yield "\n".join(f"* {sentence}" for sentence in assessment.summary[2:])
    yield (
        f"{len(tally):,} units were read and {tally.set_aside.height:,} set aside. A conspicuous"
        " number is never proof by itself, and an inconspicuous one does not show that the count"
        " was honest."
    )


def _finding(name: str, outcome: Result | Skipped, assessment: Assessment) -> tuple[str, ...]:
    title = f"[{card(name).title}](../methods/{name}.md)"
    if isinstance(outcome, Skipped):
        return (title, "", "", "", f"not looked at: {outcome.reason}", "")
    told = spoken(outcome.headline)
    p = assessment.adjusted_p.get(name)
    chance = "" if p is None else p_value(p).removeprefix("= ")
    return (title, told.low, told.middle, told.high, told.unit, chance)


def _title(group: str) -> str:
    return GROUPS.get(group, group.capitalize())


def _place(group: str) -> tuple[int, str]:
    """Order the groups as they are listed, others behind them by name."""
    known = list(GROUPS)
    return (known.index(group) if group in known else len(known), group)


def overview(rows: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
    """Yield the parts of the list of all elections with their grades."""
    families = list(dict.fromkeys(family for _, _, family, _ in rows))
    levels = {(name, family): level for name, _, family, level in rows}
    yield MADE
    yield "# Gallery"
    yield (
        "Every method on every election at hand, with the settings that everybody gets. The groups"
        " are what is widely said of the elections, not our judgement; no grade says that there was"
        " fraud, and none says that there was not. What was done about methods that accused clean"
        " elections stands on the page [validation](../validation.md)."
    )
    for group in sorted({of for _, of, _, _ in rows}, key=_place):
        names = list(dict.fromkeys(name for name, of, _, _ in rows if of == group))
        yield f"## {_title(group)}"
        yield _table(
            ("election", *families),
            [
                (f"[{name}]({name}.md)", *(levels.get((name, family), "") for family in families))
                for name in names
            ],
        )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def main(arguments: Sequence[str]) -> None:
    """Read folders and the place to write to from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tallyscope.report.gallery")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/gallery"))
    given = parser.parse_args(arguments)
    write(given.folders, given.out)


if __name__ == "__main__":
    main(sys.argv[1:])
