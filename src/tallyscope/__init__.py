"""tallyscope: check an announced vote.

>>> import tallyscope as ts
>>> tally = ts.country(n_units=2_000, seed=1)
>>> ts.audit(tally).choice == tally.winner
True

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tallyscope.errors import did_you_mean

if TYPE_CHECKING:
    from tallyscope.assess.assessment import Assessment, Grade
    from tallyscope.assess.auditing import audit
    from tallyscope.errors import DataError, NotApplicable, TallyscopeError
    from tallyscope.methods.excess_votes import excess_votes
    from tallyscope.methods.fingerprint import fingerprint
    from tallyscope.methods.integer_percentages import integer_percentages
    from tallyscope.result import Estimate, Result, Skipped
    from tallyscope.simulate.honest import country
    from tallyscope.sources import from_frame, read
    from tallyscope.tally import Contest, Tally

_HOMES = {
    "read": "tallyscope.sources",
    "from_frame": "tallyscope.sources",
    "audit": "tallyscope.assess.auditing",
    "integer_percentages": "tallyscope.methods.integer_percentages",
    "fingerprint": "tallyscope.methods.fingerprint",
    "excess_votes": "tallyscope.methods.excess_votes",
    "country": "tallyscope.simulate.honest",
    "Tally": "tallyscope.tally",
    "Contest": "tallyscope.tally",
    "Assessment": "tallyscope.assess.assessment",
    "Grade": "tallyscope.assess.assessment",
    "Estimate": "tallyscope.result",
    "Result": "tallyscope.result",
    "Skipped": "tallyscope.result",
    "TallyscopeError": "tallyscope.errors",
    "DataError": "tallyscope.errors",
    "NotApplicable": "tallyscope.errors",
}

__all__ = [
    "Assessment",
    "Contest",
    "DataError",
    "Estimate",
    "Grade",
    "NotApplicable",
    "Result",
    "Skipped",
    "Tally",
    "TallyscopeError",
    "audit",
    "country",
    "excess_votes",
    "fingerprint",
    "from_frame",
    "integer_percentages",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"tallyscope has no {name!r}.{did_you_mean(name, _HOMES)}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
