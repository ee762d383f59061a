"""A file from an address, whole and with the right hash, or not at all.

Where a connection is cut, the rest is asked for; where that fails too, what came is kept beside
the place of the file, hidden, and the next call goes on from there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tallyscope.errors import DataError, Fault

SILENCE = 30.0  # seconds without a byte after which a server is given up; our choice
TRIES = 4  # connections to one server before it is given up; our choice
REACHED_WITHIN = 15.0  # seconds until a server has to be connected; our choice
_PAUSE = 0.2  # seconds before the rest of a file is asked for
_PIECE = 1 << 16  # bytes read at a time
_NOT_SATISFIABLE, _PARTIAL = 416, 206  # answers to the question for the rest (RFC 9110)
_GONE = (404, 410)
_AGAIN = "Try again: what came is kept, and it goes on from there"
_ELSEWHERE = "Check the connection, or name a mirror by TALLYSCOPE_MIRROR"


def downloaded(address: str, path: Path, *, size: int, sha256: str, silence: float) -> Path:
    """Return the file at `path`; get it from `address` if it is not there or has another hash.

    Parameters
    ----------
    address : str
        Of http or https.
    path : Path
        Its folder is made if it is not there.
    size : int
        Bytes that the file has; a server that sends more is stopped.
    sha256 : str
        Hash of the file.
    silence : float
        Seconds without a byte after which the server is given up.

    Raises
    ------
    DataError
        One message that says what happened.
    OSError
        If it cannot be written.
    """
    import pooch

    path.parent.mkdir(parents=True, exist_ok=True)
    receive = _Receiver(path, size, silence)
    for _ in range(2):
        try:
            with _quiet_pooch():
                pooch.retrieve(
                    address,
                    known_hash=f"sha256:{sha256}",
                    fname=path.name,
                    path=path.parent,
                    downloader=receive,
                )
        except ValueError:  # pooch says so of a file with another hash, and has taken it away
            if not receive.resumed:
                break
        else:
            return path
    raise DataError(
        Fault(
            f"what lies at {address} is another file than the one that was listed",
            expected=f"{size:,} bytes with the sha256 {sha256}",
            remedy="It was changed there or on the way; nothing of it was kept",
        )
    )


class _Receiver:
    """Receives a file for pooch, which looks at its hash and puts it in its place."""

    def __init__(self, path: Path, size: int, silence: float) -> None:
        self._kept = path.with_name(f".{path.name}.part")
        self._size = size
        self._silence = silence
        self.resumed = False  # whether it went on from what an earlier call had kept

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        """Write the file to `output_file`; keep what came if the rest does not come."""
        target = Path(output_file)
        target.write_bytes(b"")
        try:
            # taken away from its name, so that no other call goes on from it too
            self._kept.replace(target)
            self.resumed = True
        except FileNotFoundError:
            self.resumed = False
        try:
            self._receive(url, target)
        except BaseException:
            if 0 < target.stat().st_size < self._size:
                target.replace(self._kept)
            raise

    def _receive(self, url: str, target: Path) -> None:
        from requests import ConnectionError as Unreachable
        from requests import RequestException, Timeout
        from requests.exceptions import ChunkedEncodingError

        for _ in range(TRIES):
            try:
                return self._once(url, target)
            except (Unreachable, Timeout, ChunkedEncodingError) as wrong:
                self._refuse_if_hopeless(url, target.stat().st_size, str(wrong))
            except RequestException as wrong:
                raise DataError(Fault(f"{url} cannot be fetched: {wrong}")) from None
            time.sleep(_PAUSE)
        raise DataError(
            Fault(
                f"the connection to {url} was cut {TRIES} times, the last time after"
                f" {target.stat().st_size:,} of {self._size:,} bytes",
                remedy=_AGAIN,
            )
        )

    def _once(self, url: str, target: Path) -> None:
        """Ask for what is not there yet, and write it until the server ends."""
        import requests

        have = target.stat().st_size
        asked = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
        limits = (REACHED_WITHIN, self._silence)
        with requests.get(url, headers=asked, stream=True, timeout=limits) as answer:
            if have and answer.status_code == _NOT_SATISFIABLE:
                return  # the file there is shorter than what came: the hash tells
            _refuse_failure(url, answer.status_code, answer.reason)
            goes_on = answer.status_code == _PARTIAL
            with target.open("ab" if goes_on else "wb") as file:
                for piece in answer.iter_content(_PIECE):
                    file.write(piece)
                    if file.tell() > self._size:
                        return  # more than the file has: the hash tells

    def _refuse_if_hopeless(self, url: str, have: int, wrong: str) -> None:
        """Give up a server that cannot be reached or falls silent; a cut may be mended."""
        came = f" after {have:,} of {self._size:,} bytes" if have else ""
        if "timed out" in wrong:
            raise DataError(
                Fault(
                    f"{url} sent nothing for {self._silence:g} seconds{came}",
                    remedy=_AGAIN if have else _ELSEWHERE,
                )
            )
        if not have:
            told = re.search(r"\[Errno -?\d+\] ([^'\")]+)", wrong)
            why = told[1] if told else "the connection was refused or cut"
            raise DataError(Fault(f"{url} cannot be reached: {why}", remedy=_ELSEWHERE))


def _refuse_failure(url: str, status: int, reason: str) -> None:
    if status in _GONE:
        raise DataError(
            Fault(
                f"there is no file at {url} ({status} {reason})",
                remedy="It was moved or taken away; TALLYSCOPE_MIRROR can name another place",
            )
        )
    if not 200 <= status < 300:
        raise DataError(Fault(f"{url} answers {status} {reason}", remedy="Try again later"))


@contextmanager
def _quiet_pooch() -> Iterator[None]:
    """Keep pooch from telling what it does; a library does not print."""
    import pooch

    log = pooch.get_logger()
    before = log.level
    log.setLevel("WARNING")
    try:
        yield
    finally:
        log.setLevel(before)
