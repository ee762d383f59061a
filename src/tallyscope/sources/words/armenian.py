"""Armenian."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "ընտրող* ընդհանուր թիվ* | ընտրողների ցուցակ* | ընտրողների թիվ*",
    "ballots": "մասնակից* թիվ* | մասնակց* ընտրող* | քվեարկության մասնակից*",
    "valid": "վավեր քվեաթերթիկ*",
    "invalid": "անվավեր քվեաթերթիկ*",
    "not needed": "չօգտագործված քվեաթերթիկ* | տրամադրված քվեաթերթիկ*",
    "percent": "տոկոս*",
    "level": "մարզ | համայնք | ընտրատարածք",
    "unit": "տեղամաս | ընտրական տեղամաս",
    "candidate name": "թեկնածու | կուսակցություն",
}
