"""Seconds, CPU seconds and peak memory of a process.

Run as a file of its own (``python -I -S measure.py COMMAND ...``) this starts the command and
prints what it used. The operating system counts the memory of whoever starts a process as the
process's own until it has loaded its program, so the one who starts it must be small.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

BYTES_PER_MAXRSS = 1 if sys.platform == "darwin" else 1024  # getrusage(2) of macOS and of Linux


@dataclass(frozen=True)
class Measured:
    """What a process used.

    Attributes
    ----------
    wall, cpu : float
        Seconds from start to end, and seconds of all processors (user and system).
    peak_bytes : int
        Largest resident memory.
    exit_code : int
    output : str
        What it wrote to standard output.
    errors : str
        What it wrote to standard error.
    """

    wall: float
    cpu: float
    peak_bytes: int
    exit_code: int
    output: str
    errors: str


class MeasuredFailure(RuntimeError):  # noqa: N818 - names what happened
    """The measured process ended with an error; carries its last words."""


def measured(command: Sequence[str]) -> Measured:
    r"""Run a command in a process of its own and return what it used.

    Raises
    ------
    MeasuredFailure
        If it ends with an exit code other than 0.

    Examples
    --------
    >>> measured([sys.executable, "-c", "print(6 * 7)"]).output
    '42\n'
    """
    starter = [sys.executable, "-I", "-S", __file__, *command]
    told = subprocess.run(starter, capture_output=True, text=True, check=True)  # noqa: S603
    result = Measured(**json.loads(told.stdout))
    if result.exit_code != 0:
        raise MeasuredFailure(
            f"{' '.join(command)} ended with {result.exit_code}:\n{result.errors[-2000:]}"
        )
    return result


def run(command: Sequence[str]) -> Measured:
    """Run a command as a child of this process; its memory is at least this process's own."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err)  # noqa: S603
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for
        out.seek(0)
        err.seek(0)
        return Measured(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak_bytes=usage.ru_maxrss * BYTES_PER_MAXRSS,
            exit_code=child.returncode,
            output=out.read().decode(),
            errors=err.read().decode(),
        )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(run(sys.argv[1:]))))
