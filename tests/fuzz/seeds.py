"""Small sound files of every format, from which broken ones are made."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from tallyscope.simulate.honest import country
from tallyscope.sources import write
from tallyscope.sources.nist_report import write_nist
from tests.sources.files import ROWS, csv
from tests.sources.test_readers import FORMATS, TABLE, clarity, frame, sqlite, workbook

PAGE = "<html><body><table>{}</table></body></html>"


@cache
def seeds() -> dict[str, bytes]:
    """Return the bytes of a file by the name it has."""
    made = {f"results.{name}": make() for name, make in FORMATS.items()}
    made |= {
        "results.csv": csv().encode(),
        "cyrillic.csv": csv(header=RUSSIAN).encode("cp1251"),
        "wide.csv": csv().encode("utf-16"),
        "detail.xml": clarity().encode(),
        "page.html": PAGE.format("".join(map(_row, TABLE))).encode(),
        "results.zip": zipped(a=csv().encode()),
        "nested.zip": zipped(a=zipped(b=csv(ROWS[:2]).encode()), c=csv(ROWS[2:]).encode()),
        "two.sqlite": sqlite(votes=TABLE, more=TABLE),
        "two.xlsx": workbook(north=TABLE, south=TABLE),
        "geo.json": json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": row} for row in frame().to_dicts()],
            }
        ).encode(),
    }
    return made | _stored()


RUSSIAN = (
    *("регион", "УИК", "Число избирателей", "Число бюллетеней", "Число действительных"),
    *("Число недействительных", "Да", "Нет"),
)


def zipped(**members: bytes) -> bytes:
    """Return an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.csv", data)
    return packed.getvalue()


def _row(cells: object) -> str:
    assert isinstance(cells, tuple)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _stored() -> dict[str, bytes]:
    """Return what this program writes itself: its readers take it without recognising anything."""
    tally = country(n_units=60, n_regions=2, n_districts=4)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("nist.xml", "nist.json"):
            write_nist(tally, Path(folder, name), issuer="Commission", date="2034-05-01")
        write(tally, Path(folder, "stored.parquet"))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}
