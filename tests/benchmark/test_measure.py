"""What a process used, measured from outside."""

from __future__ import annotations

import sys

import pytest

from tallyscope.benchmark.measure import MeasuredFailure, measured, run


def test_seconds_memory_and_output_are_those_of_the_process() -> None:
    code = "import time; x = bytearray(200_000_000); time.sleep(0.3); print('done')"
    used = measured([sys.executable, "-I", "-S", "-c", code])
    assert used.output == "done\n"
    assert 0.3 <= used.wall < 10
    assert 0 < used.cpu < used.wall
    assert 200_000_000 < used.peak_bytes < 300_000_000


def test_memory_of_the_one_who_asks_does_not_count() -> None:
    ballast = bytearray(b"x") * 300_000_000
    used = measured([sys.executable, "-I", "-S", "-c", "pass"])
    assert used.peak_bytes < 100_000_000
    assert len(ballast) == 300_000_000


def test_a_child_tells_its_exit_code_and_both_streams() -> None:
    code = "import sys; print('out'); sys.stderr.write('err'); sys.exit(3)"
    used = run([sys.executable, "-I", "-S", "-c", code])
    assert (used.exit_code, used.output, used.errors) == (3, "out\n", "err")
    assert used.wall > 0


def test_a_failing_process_is_told_with_its_last_words() -> None:
    with pytest.raises(MeasuredFailure, match=r"ended with 4:\nno such file"):
        measured(
            [sys.executable, "-c", "import sys; sys.stderr.write('no such file'); sys.exit(4)"]
        )
