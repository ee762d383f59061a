from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.files import Reader


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Return what writes files into a fresh folder and reads them."""
    return Reader(tmp_path)
