"""Greek."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "εγγεγραμμεν*",
    "ballots": "ψηφισαν | ψηφισαντες | ψηφισαντων",
    "valid": "εγκυρα | εγκυρα ψηφοδελτια | εγκυρων",
    "invalid": "ακυρα | ακυρα και λευκα | ακυρα λευκα | ακυρα ψηφοδελτια",
    "blank": "λευκα | λευκα ψηφοδελτια",
    "not needed": "αποχη",
    "percent": "ποσοστο | συμμετοχη",
    "level": "περιφερεια | νομος | δημος | εκλογικη περιφερεια | περιφερειακη ενοτητα"
    " | δημοτικη ενοτητα",
    "unit": "εκλογικο τμημα | τμημα | ετ",
    "unit number": "αριθμος τμηματος",
    "name": "ονομα",
    "title": "εκλογες",
    "candidate name": "υποψηφιος | κομμα | συνδυασμος",
}
