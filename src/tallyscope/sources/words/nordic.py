"""Swedish, Danish, Norwegian and Finnish."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "rostberattigade | antal rostberattigade | stemmeberettigede"
    " | stemmeberettigede i alt | stemmeberettigete | aanioikeutet*"
    " | aanioikeutettuja",
    "ballots": "rostande | antal rostande | avgivna roster | afgivne stemmer | avgitte stemmer"
    " | godkjente forhandsstemmer | fremmote | aanestane* | annet* aane*",
    "valid": "giltiga roster | summa giltiga roster | gyldige stemmer"
    " | gyldige stemmer i alt | godkjente stemmer | hyvaksyt* aane* | hyvaksytyt",
    "invalid": "ogiltiga roster | ogiltiga | ugyldige stemmer | ugyldige stemmer i alt"
    " | forkastede stemmer | mitattom* aane* | mitattomat",
    "blank": "blanka roster | blanka | blanke stemmer | blanke",
    "not needed": "ovriga ogiltiga",
    "percent": "valdeltagande | valgdeltakelse | stemmeprocent | andel | prosent"
    " | procentandel | aanestysprosentti | osuus",
    "level": "lan | kommun | kommune | valkrets | fylke | opstillingskreds | storkreds"
    " | kreds | region | vaalipiiri | kunta | maakunta",
    "unit": "valdistrikt | valgkrets | stemmekrets | afstemningsomrade | valgsted | aanestysalue",
    "unit number": "valdistriktskod",
    "name": "namn | navn | nimi",
    "title": "val | valg | vaalit",
    "candidate name": "kandidatnamn | partinavn | partinamn | ehdokas | puolue",
}
