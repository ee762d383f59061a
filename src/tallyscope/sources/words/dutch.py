"""Dutch."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "kiesgerechtigden | opgeroepenen | aantal kiesgerechtigden | opgeroepen kiezers",
    "ballots": "toegelaten kiezers | uitgebrachte stemmen | getelde stembiljetten",
    "valid": "geldige stemmen | geldig uitgebrachte stemmen | stemmen op kandidaten",
    "invalid": "ongeldige stemmen | ongeldig | ongeldige stembiljetten",
    "blank": "blanco stemmen | blanco | blanco stembiljetten",
    "not needed": "geldige volmachten | geldige kiezerspassen | geldige stempassen"
    " | meer getelde* | minder getelde*",
    "percent": "percentage | opkomst",
    "level": "gemeente | kieskring | provincie | waterschap",
    "unit": "stembureau",
    "unit number": "nummer stembureau | stembureaunummer",
    "name": "naam",
    "title": "verkiezing",
    "candidate name": "kandidaat | partij | lijst",
}
