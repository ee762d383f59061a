"""Albanian."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "zgjedhes* list* | zgjedhesve | numri zgjedhesve | zgjedhes* regjistruar",
    "ballots": "votues | votuesve | numri votuesve | fletevotim* kuti*",
    "valid": "vota* vlefshme | fletevotim* vlefshme",
    "invalid": "vota* pavlefshme | fletevotim* pavlefshme",
    "not needed": "fletevotim* papërdorur* | fletevotim* demtuar*",
    "percent": "perqindja | pjesemarrja",
    "level": "qarku | bashkia | komuna | zaz | njesia administrative",
    "unit": "qendra votimit | qv",
    "candidate name": "kandidati | partia | subjekti",
}
