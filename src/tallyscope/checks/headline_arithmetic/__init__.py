"""Can all announced numbers of a contest be true at once?"""

from __future__ import annotations

from tallyscope.checks.headline_arithmetic.check import CHECK, headline_arithmetic

__all__ = ["CHECK", "headline_arithmetic"]
