"""Do announced shares of territory and of control agree with areas and maps?"""

from __future__ import annotations

from tallyscope.checks.territory.check import CHECK, territory

__all__ = ["CHECK", "territory"]
