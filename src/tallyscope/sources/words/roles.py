"""What a header can speak for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

HeaderRole = Literal[
    "registered",
    "issued",
    "issued part",
    "ballots",
    "ballots part",
    "valid",
    "invalid",
    "blank",
    "null",
    "not needed",
    "percent",
    "level",
    "unit",
    "unit number",
    "name",
    "title",
    "country",
    "date",
    "round",
    "link",
    "extra",
    "candidate name",
]
Phrases = Mapping[HeaderRole, str]
