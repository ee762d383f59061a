"""How long it takes, and against what: ``make bench-speed``.

Each row is measured in a process of its own on two processors, three times, of which the fastest
counts; the reference beside it runs once, as do the audit of a big country (with ``--full``, of a
million stations) and the import of large text (with ``--large-text``: two files of 2 GB and nothing
else, in 5 GB of disk and some minutes). The table goes to standard output, with the bars that this
project sets itself. Results depend on the machine, so nothing else depends on them.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tallyscope.benchmark.large_text import Form, write_large
from tallyscope.benchmark.measure import Measured, measured
from tallyscope.methods import METHODS

PROCESSORS = 2
REPEATS = 3  # our choice: the fastest of three is steady on a shared machine
MEGABYTE = 1_000_000
LARGE_FILE = Path("data", "russia", "raw", "2020.csv.zip")
# Stations of the simulated country that is audited beside one of a tenth of its size.
BIG_UNITS = 200_000  # our choice: the two take less than a minute
FULL_UNITS = 1_000_000  # asked for by --full; several minutes
BIG_REGIONS, UNITS_PER_DISTRICT = 87, 35  # as in the file of 2020
BIG_BYTES = 4_000 * MEGABYTE
TEXT_BYTES = 200 * MEGABYTE  # of a large text that is imported; our choice
LARGEST_TEXT_BYTES = 2_000 * MEGABYTE  # asked for by --large-text
FORMS: tuple[Form, ...] = ("long", "wide")
LARGE_UNITS, LARGE_REGIONS, LARGE_DISTRICTS = 96_765, 87, 2_800  # the size of that file


@dataclass(frozen=True)
class Bar:
    """What a piece of work may use at most; None where nothing is asked."""

    wall: float | None = None
    cpu: float | None = None
    peak_bytes: int | None = None

    def __str__(self) -> str:
        parts = [
            None if self.wall is None else f"{self.wall:g} s",
            None if self.cpu is None else f"{self.cpu:g} CPU s",
            None if self.peak_bytes is None else f"{self.peak_bytes / MEGABYTE:,.0f} MB",
        ]
        return "at most " + " and ".join(part for part in parts if part is not None)

    def met_by(self, used: Measured) -> bool:
        """Tell whether all that is asked is kept."""
        asked = [
            (self.wall, used.wall),
            (self.cpu, used.cpu),
            (self.peak_bytes, used.peak_bytes),
        ]
        return all(most is None or value <= most for most, value in asked)


@dataclass(frozen=True)
class Row:
    """One line of the table: the work, its reference and the bar, if there are any."""

    work: str
    used: Measured
    reference: str = ""
    reference_used: Measured | None = None
    bar: Bar | None = None

    @property
    def ratio(self) -> float | None:
        """CPU seconds of the reference for one of ours."""
        if self.reference_used is None:
            return None
        return self.reference_used.cpu / self.used.cpu


HELP_BAR = Bar(wall=0.3)
REPORT_BAR = Bar(wall=20.0, peak_bytes=1_000 * MEGABYTE)  # the whole battery
NULL_BAR = Bar(cpu=0.4)


def rows(file: Path, *, repeats: int = REPEATS) -> Iterator[Row]:
    """Measure row by row.

    Parameters
    ----------
    file : Path
        A large results file with registered voters, issued ballots and districts.
    repeats : int
        How often ours is measured; the fastest counts.
    """
    tallyscope = str(Path(sys.executable).with_name("tallyscope"))
    yield Row(
        "tallyscope --help",
        _fastest([tallyscope, "--help"], repeats),
        "Python alone",
        _fastest([sys.executable, "-c", "pass"], repeats),
        HELP_BAR,
    )
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.html")
        audit = [tallyscope, "audit", str(file), "--html", str(report)]
        yield Row(f"{file.name} to finished HTML", _fastest(audit, repeats), bar=REPORT_BAR)
    yield Row(
        "exact null of integer_percentages",
        _work("exact null", file, repeats),
        "1,000 Monte-Carlo draws",
        _work("Monte-Carlo null", file),
        NULL_BAR,
    )
    for method in METHODS:
        yield Row(
            method.name,
            _work(method.name, file, repeats),
            "plain loops",
            _work(f"plain {method.name}", file),
        )


def big_row(folder: Path, units: int = BIG_UNITS) -> Row:
    """Measure the audit of many stations beside one of a tenth as many, from the shell.

    Parameters
    ----------
    folder : Path
        Where the two simulated files are written to.
    units : int
        Stations of the larger one.
    """
    tallyscope = str(Path(sys.executable).with_name("tallyscope"))
    tenth, whole = (
        measured([tallyscope, "audit", str(_simulated(folder, number))])
        for number in (units // 10, units)
    )
    bar = Bar(cpu=round(10 * tenth.cpu, 1), peak_bytes=BIG_BYTES)
    return Row(f"audit of {units:,} stations", whole, f"of {units // 10:,}", tenth, bar)


def text_row(folder: Path, form: Form, size: int = TEXT_BYTES) -> Row:
    """Measure the import of a large text, from the shell.

    Parameters
    ----------
    folder : Path
        Where the text is written to, and the tally.
    form : str
        See `large_text`.
    size : int
        Bytes of the text.
    """
    tallyscope = str(Path(sys.executable).with_name("tallyscope"))
    path = folder / f"{form}.csv"
    number = write_large(path, size, form)
    used = measured([tallyscope, "import", str(path), "-o", str(folder / f"{form}.parquet")])
    path.unlink()
    work = f"import of {size // MEGABYTE:,} MB, {form} ({number:,} rows)"
    return Row(work, used, bar=Bar(peak_bytes=BIG_BYTES))


def _simulated(folder: Path, units: int) -> Path:
    from tallyscope.simulate.honest import country
    from tallyscope.simulate.publish import publish

    path = folder / f"{units}.csv"
    districts = max(BIG_REGIONS, units // UNITS_PER_DISTRICT)
    publish(country(n_units=units, n_regions=BIG_REGIONS, n_districts=districts, seed=0), path)
    return path


def _fastest(command: Sequence[str], repeats: int) -> Measured:
    return min((measured(command) for _ in range(repeats)), key=lambda used: used.wall)


def _work(name: str, file: Path, repeats: int = 1) -> Measured:
    """Measure one piece of work; seconds of the work alone, memory of its whole process."""
    command = [sys.executable, "-m", "tallyscope.benchmark.work", name, str(file)]
    return min((_timed_inside(command) for _ in range(repeats)), key=lambda used: used.cpu)


def _timed_inside(command: Sequence[str]) -> Measured:
    used = measured(command)
    told = json.loads(used.output)
    return Measured(
        told["wall"], told["cpu"], used.peak_bytes, used.exit_code, used.output, used.errors
    )


def large_file(folder: Path) -> Path:
    """Return the raw file of 2020, where the shared data are, or write a simulated one as large.

    Parameters
    ----------
    folder : Path
        Where the simulated file is written to. The shared data are looked for in the folder that
        the environment variable TALLYSCOPE_SHARED names.
    """
    shared = os.environ.get("TALLYSCOPE_SHARED")
    if shared and (raw := Path(shared, LARGE_FILE)).is_file():
        return raw
    from tallyscope.simulate.honest import country
    from tallyscope.simulate.publish import results_file

    path = folder / "simulated.csv.zip"
    tally = country(
        n_units=LARGE_UNITS, n_regions=LARGE_REGIONS, n_districts=LARGE_DISTRICTS, seed=0
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("simulated.csv", results_file(tally).write_csv())
    return path


def main(units: int = BIG_UNITS, *, large_text: bool = False) -> None:
    """Measure and print the table; `units` as `big_row` takes it, or the largest texts alone."""
    # Without it each process compiles all that it imports, as no user's second run does.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if hasattr(os, "sched_setaffinity"):  # Linux; elsewhere all processors are used
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    console = Console(width=None if sys.stdout.isatty() else 160)
    with tempfile.TemporaryDirectory() as name, console.status("Measuring"):
        folder = Path(name)
        if large_text:
            measured_rows = [text_row(folder, form, LARGEST_TEXT_BYTES) for form in FORMS]
        else:
            measured_rows = [*rows(large_file(folder)), big_row(folder, units)]
            measured_rows += [text_row(folder, form) for form in FORMS]
    console.print(table(measured_rows))


def table(lines: Sequence[Row]) -> Table:
    """Return the rows as a table for the terminal."""
    table = Table("work", title=f"Fastest of {REPEATS}, on at most {PROCESSORS} processors")
    for name in ("seconds", "CPU seconds", "peak MB"):
        table.add_column(name, justify="right")
    table.add_column("reference")
    for name in ("its CPU seconds", "ratio"):
        table.add_column(name, justify="right")
    table.add_column("bar")
    for row in lines:
        beside = row.reference_used
        table.add_row(
            row.work,
            f"{row.used.wall:.2f}",
            f"{row.used.cpu:.2f}",
            f"{row.used.peak_bytes / MEGABYTE:,.0f}",
            row.reference,
            "" if beside is None else f"{beside.cpu:.2f}",
            "" if row.ratio is None else f"{row.ratio:,.1f}",
            _bar(row),
        )
    return table


def _bar(row: Row) -> str:
    if row.bar is None:
        return ""
    return f"{row.bar}: {'met' if row.bar.met_by(row.used) else 'not met'}"


if __name__ == "__main__":
    main(
        FULL_UNITS if "--full" in sys.argv[1:] else BIG_UNITS,
        large_text="--large-text" in sys.argv[1:],
    )
