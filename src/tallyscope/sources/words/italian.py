"""Italian."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "elettori | elettori iscritti | iscritti | aventi diritto | totale elettori",
    "ballots": "votanti | schede scrutinate | totale votanti",
    "valid": "voti validi | schede valide | totale voti validi | validi | voti",
    "invalid": "schede non valide | voti non validi | schede bianche e nulle"
    " | schede nulle e bianche",
    "blank": "schede bianche | bianche",
    "null": "schede nulle | nulle | voti nulli",
    "not needed": "voti contestati | schede contestate | contestati | astenuti | elettori maschi"
    " | elettori femmine | votanti maschi | votanti femmine",
    "percent": "percentuale | affluenza",
    "level": "regione | provincia | comune | circoscrizione | collegio | ripartizione | municipio",
    "unit": "sezione | sezione elettorale | seggio",
    "unit number": "numero sezione | codice sezione",
    "name": "nome | descrizione",
    "title": "elezione | consultazione",
    "date": "data elezione",
    "candidate name": "candidato | lista | partito",
}
