"""Run many cases: in processes here or on a Dask cluster, interruptible, nothing done twice.

Every case is worked on by itself and its answer is kept in a file of its own, named after the case
and a digest of its definition and the version. Whoever runs the same cases again into the same
folder only does what is missing. A case that fails leaves its error and does not end the run; the
next run tries it again. The joined table is sorted, so that it has the same bytes wherever and in
whatever order the cases were done. Seconds and memory differ from run to run and lie apart.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from tallyscope.benchmark.cases import Case
from tallyscope.writing import replacing, write_text

RETRIES = 3  # our choice: a case that loses so many workers of a cluster is given up


@dataclass(frozen=True)
class Answer:
    """What one case gave: rows that depend on the case only, and what they cost here."""

    rows: pl.DataFrame
    costs: pl.DataFrame


Work = Callable[[Case], Answer]


@dataclass(frozen=True)
class Run:
    """What a run did.

    Attributes
    ----------
    done, kept, failed : int
        Cases worked on now, found done, and failed.
    results : polars.DataFrame
        All rows of all finished cases, sorted by case and method.
    """

    done: int
    kept: int
    failed: int
    results: pl.DataFrame


def run(
    cases: Sequence[Case],
    work: Work,
    out: Path,
    *,
    cluster: str | None = None,
    workers: int | None = None,
    hashes: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Run:
    """Do the cases that are not done and write the joined tables.

    Parameters
    ----------
    cases : sequence of Case
        With different names.
    work : callable
        Case -> Answer; a function of a module, so that it can be sent to another process.
    out : Path
        Folder for ``cases/``, ``results.parquet``, ``costs.parquet`` and ``manifest.json``.
    cluster : str, optional
        Address of a Dask scheduler; processes on this machine without it.
    workers : int, optional
        Processes on this machine; as many as processors by default.
    hashes : mapping of str to str, optional
        SHA-256 of the data files that the cases read, for the manifest.
    progress : callable, optional
        Called with the name of each case that is done.

    Returns
    -------
    Run
    """
    kept_in = out / "cases"
    kept_in.mkdir(parents=True, exist_ok=True)
    missing = [case for case in cases if not _file(kept_in, case).exists()]
    doing = _on_cluster if cluster is not None else _in_processes
    failed = 0
    for case, answer in doing(missing, work, cluster or "", workers):
        failed += isinstance(answer, str)
        _keep(kept_in, case, answer)
        if progress is not None:
            progress(case.name)
    finished = [case for case in cases if _file(kept_in, case).exists()]
    results = _joined([_file(kept_in, case) for case in finished])
    costs = _joined([_file(kept_in, case, "costs") for case in finished])
    _write(results, out / "results.parquet")
    _write(costs, out / "costs.parquet")
    write_text(_manifest(cases, finished, hashes or {}), out / "manifest.json")
    return Run(len(missing) - failed, len(cases) - len(missing), failed, results)


def digest(case: Case) -> str:
    """Return what tells one definition of a case from another, and one version from the next."""
    told = json.dumps([version("tallyscope"), asdict(case)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _file(folder: Path, case: Case, what: str = "rows") -> Path:
    return folder / f"{case.name}.{digest(case)}.{what}.parquet"


def _in_processes(
    cases: Sequence[Case], work: Work, _address: str, workers: int | None
) -> Iterator[tuple[Case, Answer | str]]:
    """Yield answers in the order in which they come.

    A process that is killed (out of memory, say) takes its pool with it. What was not done then
    is done one by one, so that the case that kills its process is known and the others are not
    lost with it.
    """
    waiting = {case.name: case for case in cases}
    try:
        yield from _one_pool(waiting, work, workers)
    except BrokenProcessPool:
        for case in list(waiting.values()):
            try:
                yield from _one_pool({case.name: case}, work, 1)
            except BrokenProcessPool:
                yield case, "the process that did this case was killed"


def _one_pool(
    waiting: dict[str, Case], work: Work, workers: int | None
) -> Iterator[tuple[Case, Answer | str]]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(attempt, work, case): case for case in waiting.values()}
        for future in as_completed(futures):
            answer = future.result()
            yield waiting.pop(futures[future].name), answer


def _on_cluster(
    cases: Sequence[Case], work: Work, address: str, _workers: int | None
) -> Iterator[tuple[Case, Answer | str]]:
    """Yield answers as the workers of a Dask cluster send them; lost workers are replaced."""
    from distributed import Client, as_completed
    from distributed.scheduler import KilledWorker

    with Client(address) as client:  # type: ignore[no-untyped-call]
        futures = {
            client.submit(
                attempt, work, case, key=f"{case.name}-{digest(case)}", retries=RETRIES
            ): (case)
            for case in cases
        }
        for future in as_completed(list(futures), raise_errors=False):  # type: ignore[no-untyped-call]
            case = futures[future]
            try:
                yield case, future.result()
            except KilledWorker as lost:
                yield case, f"the workers that did this case were lost: {lost}"


def attempt(work: Work, case: Case) -> Answer | str:
    """Work on a case; return the text of its error where it fails."""
    try:
        return work(case)
    except Exception:  # noqa: BLE001  # whatever a case does, the others go on
        return traceback.format_exc()


def _keep(folder: Path, case: Case, answer: Answer | str) -> None:
    error = folder / f"{case.name}.{digest(case)}.error.txt"
    if isinstance(answer, str):
        write_text(answer, error)
        return
    _write(answer.costs, _file(folder, case, "costs"))
    _write(answer.rows, _file(folder, case))  # last: where it stands, the case is done
    error.unlink(missing_ok=True)


def _joined(files: Iterable[Path]) -> pl.DataFrame:
    tables = [pl.read_parquet(file) for file in files]
    if not tables:
        return pl.DataFrame()
    return pl.concat(tables).sort("case", "method", maintain_order=True)


def _manifest(cases: Sequence[Case], finished: Sequence[Case], hashes: Mapping[str, str]) -> str:
    return json.dumps(
        {
            "tallyscope": version("tallyscope"),
            "program": program_digest(),
            "data": dict(sorted(hashes.items())),
            "missing": sorted({case.name for case in cases} - {case.name for case in finished}),
            "cases": [asdict(case) for case in sorted(cases, key=lambda case: case.name)],
        },
        indent=1,
    )


def program_digest() -> str:
    """Return a SHA-256 of the program's own modules: versions of the same number can differ."""
    home = Path(__file__).parent.parent
    told = hashlib.sha256()
    for file in sorted(home.rglob("*.py")):
        told.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


def _write(table: pl.DataFrame, path: Path) -> None:
    with replacing(path) as beside:
        table.write_parquet(beside)
