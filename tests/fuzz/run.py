"""Break files and read them, as long as one likes: ``python -m tests.fuzz.run --runs 100000``.

Where atheris is installed (it is no dependency of ours) ``--atheris`` lets it steer the changes by
what the Python code does; otherwise they are drawn by `mutate`. Every file that makes `read` end in
anything but a tally or a DataError, or take too long, is kept in ``--corpus`` with its trace.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tallyscope.errors import DataError
from tallyscope.sources import read
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds

SLOWEST = 5.0
"""Seconds of the processor in which some kilobytes must be read or refused; our choice."""


def outcome(path: Path) -> str:
    """Read a file; return "read", "refused", or the trace of what should not have happened."""
    start = time.process_time()
    try:
        tally = read(path)
        if len(tally) + tally.set_aside.height != tally.source.rows:
            return "rows were lost without a word"
        told = "read"
    except DataError:
        told = "refused"
    except BaseException:  # noqa: BLE001  # a panic of Rust is no Exception
        return traceback.format_exc()
    taken = time.process_time() - start
    return told if taken < SLOWEST else f"it took {taken:.1f} s"


def drawn(runs: int, seed: int, corpus: Path) -> Counter[str]:
    """Read so many broken files; return how often what happened."""
    found: Counter[str] = Counter()
    names = sorted(seeds())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(runs):
            chance = random.Random(f"{seed} {number}")
            name = chance.choice(names)
            data = mutated(seeds()[name], chance)
            path = Path(folder, name)
            path.write_bytes(data)
            told = outcome(path)
            found[told if told in ("read", "refused") else told.strip().splitlines()[-1]] += 1
            if told not in ("read", "refused"):
                _keep(corpus, name, data, told)
    return found


def _keep(corpus: Path, name: str, data: bytes, told: str) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    kept = corpus / f"{hashlib.sha256(data).hexdigest()[:12]}.{name}"
    kept.write_bytes(data)
    kept.with_name(kept.name + ".trace.txt").write_text(told, encoding="utf-8")


def _steered(runs: int, corpus: Path) -> None:
    """Let atheris break the files; it ends the process itself.

    Only our own modules are watched: watching the libraries takes minutes before the first file.
    """
    try:
        import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris") from None
    ours = [name for name in sys.modules if name.startswith("tallyscope")]
    made = seeds()
    for name in ours:
        del sys.modules[name]
    with atheris.instrument_imports(include=["tallyscope"]):
        from tallyscope.errors import DataError as Refused
        from tallyscope.sources import read as watched
    start = corpus / "seeds"
    start.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (start / name).write_bytes(data)
    path = Path(tempfile.mkdtemp(), "results.csv")

    def one(data: bytes) -> None:
        path.write_bytes(data)
        try:
            watched(path)
        except Refused:
            pass
        except BaseException:
            _keep(corpus, path.name, data, traceback.format_exc())
            raise

    atheris.Setup([sys.argv[0], f"-runs={runs}", str(start)], one)
    atheris.Fuzz()


def main() -> None:
    """Run as the command line says; exit code 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--corpus", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--atheris", action="store_true")
    given = parser.parse_args()
    if given.atheris:
        _steered(given.runs, given.corpus)
        return
    found = drawn(given.runs, given.seed, given.corpus)
    for what, times in found.most_common():
        sys.stdout.write(f"{times:>8,}  {what}\n")
    sys.exit(bool(found.keys() - {"read", "refused"}))


if __name__ == "__main__":
    main()
