"""Quantiles of the standard normal that several modules use."""

from __future__ import annotations

NORMAL_95 = 1.959963984540054  # half width of a normal's middle 95%, in sd
