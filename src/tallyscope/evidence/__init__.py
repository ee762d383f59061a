"""Packs of facts that stories are compared with: one row, one fact, one source, one day."""

from __future__ import annotations

from tallyscope.evidence.loading import load
from tallyscope.evidence.pack import Pack
from tallyscope.evidence.rows import (
    AnnouncedFact,
    Area,
    Control,
    EarlierVote,
    Electorate,
    Fact,
    Place,
    Population,
    VoteFact,
)
from tallyscope.evidence.template import new

__all__ = [
    "AnnouncedFact",
    "Area",
    "Control",
    "EarlierVote",
    "Electorate",
    "Fact",
    "Pack",
    "Place",
    "Population",
    "VoteFact",
    "load",
    "new",
]
