"""Hungarian."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "valasztopolgar* nevjegyzek* | nevjegyzek* szereplo* | valasztopolgarok"
    " | valasztopolgarok szama | valasztojogosult*",
    "ballots": "szavazokent megjelent* | megjelent* valasztopolgar* | megjelentek"
    " | szavazok szama | urna* levo* | urna* szavazolap*",
    "valid": "ervenyes szavazolap* | ervenyes szavazat* | ervenyes",
    "invalid": "ervenytelen szavazolap* | ervenytelen szavazat* | ervenytelen",
    "not needed": "elteres* | hianyzo* | tobblet* | belyegzetlen*",
    "percent": "szazalek | reszvetel | reszveteli arany",
    "level": "megye | telepules | varos | jaras | oevk | valasztokerulet | kerulet"
    " | orszagos egyeni valasztokerulet",
    "unit": "szavazokor",
    "unit number": "szavazokor szama | szavazokor sorszama",
    "name": "neve",
    "title": "valasztas",
    "candidate name": "jelolt | part | lista",
}
