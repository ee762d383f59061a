"""Cases of the benchmark: which election, tampered with in which way, by how much.

A case says everything, its seed too, and never changes once it was published: a new question gets
a new case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Case:
    """One election to be made and looked at by every method.

    Attributes
    ----------
    name : str
        Unique; also the name of its file.
    question : str
        "size" (honest), "power" (tampered) or "clean" (a real election).
    honest : str
        Switch of the honest country, "" for the usual one.
    n_units : int
    seed : int
    file : str
        Name of the real election that is looked at, or whose register and levels are kept; ""
        for an invented country.
    mechanism : str
        How it is tampered with, "" for not at all.
    share, size : float
        Part of the units that are tampered with, and by how much.
    placement : str
        Where.
    careful : bool
        Whether whoever tampers avoids round numbers and keeps correlations.
    """

    name: str
    question: str
    honest: str = ""
    n_units: int = 0
    seed: int = 0
    file: str = ""
    mechanism: str = ""
    share: float = 0.0
    size: float = 0.0
    placement: str = ""
    careful: bool = False
