"""Polish."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "wyborc* uprawnion* | uprawnion* glosowan* | uprawnieni | wyborcow",
    "issued": "kart* wydan* | wyborc* ktorym wydan* kart*",
    "ballots": "kart* wyjet* urn* | glosujacych",
    "valid": "glos* wazn* | glos* wazn* oddan* na",
    "invalid": "glos* niewazn*",
    "not needed": "kart* otrzyman* | komisj* otrzyma* kart* | kart* niewykorzystan*"
    " | nie wykorzystan* kart* | kart* niewazn* | kart* wazn* | kart* wyjet* kopert*"
    " | kopert* zwrotn* | pakiet* wyborcz* | wyborc* pelnomocnik* | wyborc* zaswiadczen*"
    " | glos* niewazn* powod* | mieszkancow",
    "percent": "procent | frekwencja | odsetek",
    "level": "wojewodztwo | powiat | gmina | okreg | okreg wyborczy | miejscowosc | dzielnica",
    "unit": "obwod | obwod glosowania | komisja | siedziba",
    "unit number": "numer obwodu | nr obwodu | numer komisji | nr komisji",
    "name": "nazwa",
    "title": "wybory",
    "country": "kraj",
    "round": "tura",
    "extra": "typ obwodu | typ",
    "candidate name": "kandydat | komitet",
}
