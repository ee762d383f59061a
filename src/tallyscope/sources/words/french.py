"""French."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "inscrits | electeurs inscrits",
    "issued": "bulletins remis",
    "ballots": "votants | bulletins urne | bulletins trouves urne",
    "valid": "exprimes | suffrages exprimes | suffrages valablement exprimes | bulletins valables"
    " | votes valables",
    "invalid": "blancs et nuls | bulletins blancs et nuls | blancs nuls",
    "blank": "blancs | bulletins blancs | votes blancs",
    "null": "nuls | bulletins nuls | votes nuls",
    "not needed": "abstentions | emargements | procurations",
    "percent": "pourcentage | taux participation | taux",
    "level": "region | departement | commune | canton | circonscription | arrondissement"
    " | province",
    "unit": "bureau vote | bureau | bv | b vote",
    "unit number": "numero bureau | code bureau | code bv | code bureau vote",
    "name": "nom | libelle",
    "title": "scrutin",
    "country": "pays",
    "round": "tour",
    "candidate name": "candidat | parti | liste",
}
