"""Romanian."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "alegator* inscris* | alegator* prevazut* list* | alegator* list* | inscrisi"
    " | inscrisi pe liste | inscrisi pe liste permanente",
    "ballots": "alegator* prezentat* urn* | votanti | prezenti urne | alegator* prezenti"
    " | voturi exprimate",
    "valid": "voturi valabil* exprimat* | voturi valabile | voturi valide",
    "invalid": "voturi nule | voturi anulate | nule",
    "not needed": "buletin* neintrebuintat* | buletin* primit* | buletin* anulat*"
    " | votanti* liste* suplimentar* | voturi albe",
    "percent": "procent | prezenta | prezenta la vot",
    "level": "judet | localitate | uat | municipiu | comuna | circumscriptie"
    " | circumscriptia | raion",
    "unit": "sectie | sectie votare | sectia votare",
    "unit number": "nr sectie | numar sectie | nr sectie votare",
    "name": "denumire",
    "title": "alegeri",
    "candidate name": "candidat | partid",
}
