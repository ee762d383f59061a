"""Run all methods that apply, adjust for multiplicity, grade, and word; check a story.

Names are loaded when they are first used: checking a story needs none of the methods.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tallyscope.assess.assessment import Assessment, Grade, MadeBy
    from tallyscope.assess.auditing import audit
    from tallyscope.assess.dossier import Dossier, check_story

_HOMES = {
    "Assessment": "tallyscope.assess.assessment",
    "Dossier": "tallyscope.assess.dossier",
    "Grade": "tallyscope.assess.assessment",
    "MadeBy": "tallyscope.assess.assessment",
    "audit": "tallyscope.assess.auditing",
    "check_story": "tallyscope.assess.dossier",
}

__all__ = ["Assessment", "Dossier", "Grade", "MadeBy", "audit", "check_story"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"tallyscope.assess has no {name!r}")
    return getattr(import_module(_HOMES[name]), name)
