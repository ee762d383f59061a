"""How little is loaded before a command can tell that its file is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("command", ["read", "check"])
def test_a_missing_story_is_told_before_the_rules_are_loaded(command: str) -> None:
    code = (
        "import sys; from tallyscope.cli.main import run\n"
        f"sys.argv = ['tallyscope', {command!r}, 'no-such-story.txt']\n"
        "try: run()\n"
        "finally: print('tallyscope.reading.read' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "there is no such file" in done.stderr
    assert (done.returncode, done.stdout) == (3, "False\n")
