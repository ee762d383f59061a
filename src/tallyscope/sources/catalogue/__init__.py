"""Public data sets that are known by name: where they lie, their hash, whose they are.

`fetch` puts a data set into a folder of its own in the cache of the user, or takes the one that is
there. What came is compared with the hash of the catalogue; anything else is refused. The data sets
themselves are not part of tallyscope: they come from the address of whoever publishes them, or
from the mirror that ``TALLYSCOPE_MIRROR`` names, which has ``DATA SET/FILE`` below it, as the
cache has.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.catalogue.downloading import SILENCE, downloaded
from tallyscope.writing import replacing

MIRROR = "TALLYSCOPE_MIRROR"
SCHEMA_ENDING = ".schema.toml"


@dataclass(frozen=True)
class DataSet:
    """One entry of the catalogue.

    Attributes
    ----------
    name, title : str
    address : str
        Where its publisher has it.
    file : str
        Name of the file.
    size : int
        Bytes of the file.
    sha256 : str
        Hash of the file.
    licence, citation : str
        Under which terms it is published, and how its makers are named.
    """

    name: str
    title: str
    address: str
    file: str
    size: int
    sha256: str
    licence: str
    citation: str

    @property
    def schema(self) -> str:
        """What its columns are, as a file that `tallyscope import` takes."""
        return (files(__package__) / f"{self.name}{SCHEMA_ENDING}").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Fetched:
    """A data set on this machine: its file, and the schema beside it."""

    data_set: DataSet
    path: Path
    schema: Path


def data_sets() -> tuple[DataSet, ...]:
    """Return the catalogue."""
    told = tomllib.loads((files(__package__) / "catalogue.toml").read_text(encoding="utf-8"))
    return tuple(DataSet(name=name, **entry) for name, entry in told.items())


def data_set(name: str) -> DataSet:
    """Return the data set of a name.

    Raises
    ------
    DataError
        If the catalogue has none, with the close names.
    """
    known = {one.name: one for one in data_sets()}
    if name not in known:
        raise DataError(
            Fault(
                f"there is no data set {name!r}",
                expected="one of " + ", ".join(known),
                remedy=did_you_mean(name, known).strip(),
            )
        )
    return known[name]


def fetch(
    wanted: DataSet,
    to: Path | None = None,
    *,
    cache: Path | None = None,
    silence: float = SILENCE,
) -> Fetched:
    """Get a data set, from the cache or from its address.

    Parameters
    ----------
    wanted : DataSet
    to : Path, optional
        Folder to put it into; it stays in the cache if left out.
    cache : Path, optional
        That of the user if left out.
    silence : float
        Seconds without a byte after which a server is given up.

    Raises
    ------
    DataError
        If it cannot be had: no network, no such file, cut off, too slow, or another file.
    OSError
        If it cannot be written.
    """
    folder = (cache or _users_cache()) / wanted.name
    path = downloaded(
        address_of(wanted),
        folder / wanted.file,
        size=wanted.size,
        sha256=wanted.sha256,
        silence=silence,
    )
    if to is not None:
        to.mkdir(parents=True, exist_ok=True)
        with replacing(to / wanted.file) as beside:
            shutil.copyfile(path, beside)
        folder, path = to, to / wanted.file
    schema = folder / f"{wanted.name}{SCHEMA_ENDING}"
    with replacing(schema) as beside:
        beside.write_text(wanted.schema, encoding="utf-8", newline="\n")
    return Fetched(wanted, path, schema)


def address_of(wanted: DataSet) -> str:
    """Return where a data set is taken from: its publisher, or the mirror that is set."""
    mirror = os.environ.get(MIRROR, "").rstrip("/")
    return f"{mirror}/{wanted.name}/{wanted.file}" if mirror else wanted.address


def _users_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("tallyscope") / "data"
