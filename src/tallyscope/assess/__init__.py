"""Run all methods that apply, adjust for multiplicity, grade, and word."""

from __future__ import annotations

from tallyscope.assess.assessment import Assessment, Grade, MadeBy
from tallyscope.assess.audit import audit

__all__ = ["Assessment", "Grade", "MadeBy", "audit"]
