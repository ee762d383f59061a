"""German."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "wahlberechtigte | stimmberechtigte",
    "issued": "ausgegebene stimmzettel | ausgegebene wahlzettel",
    "ballots": "wahlende | wahler | wahlerinnen | wahlerinnen wahler | waehler | waehlende"
    " | abgegebene stimmen | eingelegte stimmzettel | eingelegte wahlzettel",
    "valid": "gultige | gultige stimmen | gueltige | gueltige stimmen | gultige stimmzettel",
    "invalid": "ungultige | ungultige stimmen | ungueltige | ungueltige stimmen"
    " | ungultige stimmzettel",
    "blank": "leere | leere stimmzettel",
    "not needed": "nichtwahler | einwohner | briefwahler | wahlscheine"
    " | wahlberechtigte* sperrvermerk* | wahlberechtigte* wahlschein* | wahler* wahlschein*",
    "percent": "prozent | anteil | wahlbeteiligung",
    "level": "land | bundesland | stadtbezirk | stadtteil | ortsteil"
    " | wahlkreisname | wahlkreis | kreis | landkreis | gemeinde | bezirk | kanton"
    " | stadt",
    "unit": "wahlbezirk | wahllokal | stimmbezirk | sprengel | wahlsprengel | urnenwahlbezirk",
    "unit number": "wahlbezirksnummer | nummer wahlbezirk",
    "title": "wahl",
    "country": "staat",
    "date": "datum | wahltag",
    "round": "wahlgang",
    "extra": "bezirksart",
    "candidate name": "kandidat | partei",
}
