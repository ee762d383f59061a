"""Turkish."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "kayitli secmen | secmen",
    "issued": "verilen oy pusulasi",
    "ballots": "oy kullanan | oy kullanan secmen | oy kullanan kayitli secmen | kullanilan oy"
    " | sandiktan cikan zarf | oy",
    "valid": "gecerli oy | gecerli | oy",
    "invalid": "gecersiz oy | gecersiz",
    "not needed": "itirazsiz* gecerli* | itirazli* gecerli* | kanunen oy kullanan | nufus",
    "percent": "oran | orani | yuzde | katilim orani",
    "level": "il | ilce | belde | mahalle | bolge | secim bolgesi | secim cevresi | koy",
    "unit": "sandik",
    "unit number": "sandik no | sandik numarasi",
    "title": "secim",
    "country": "ulke",
    "date": "tarih | secim tarihi",
    "round": "tur",
    "candidate name": "aday | parti",
}
