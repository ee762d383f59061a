"""Czech and Slovak."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "zapsan* volic* | volic* seznam* | opravnen* volic* | zapisan* volic*"
    " | opravnen* osob* zapisan* | volic* zapisan*",
    "issued": "vydan* obal*",
    "ballots": "odevzdan* obal* | odovzdan* obal* | zucastnen* volic* | zucastnil* volic*"
    " | volic* zucastn* | odevzdan* hlas*",
    "valid": "platn* hlas* | platn* hlasov* listk*",
    "invalid": "neplatn* hlas* | neplatn* hlasov* listk* | neplatn* obal*",
    "not needed": "zaslan* obal*",
    "percent": "procento | ucast | volebni ucast | volebna ucast | podil",
    "level": "kraj | okres | obec | mesto | mestska cast | uzemny obvod | volebni kraj",
    "unit": "okrsek | okrsok | volebni okrsek | volebny okrsok",
    "unit number": "cislo okrsku | cislo okrsek",
    "name": "nazev | nazov",
    "title": "volby",
    "candidate name": "kandidat | strana | subjekt | politicka strana",
}
