"""A server on this machine that serves files as the web does, or cuts, stalls or lies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Behaviour:
    """What the server does with the files that it has, by path."""

    files: dict[str, bytes]
    cut_after: int | None = None  # bytes of each answer after which the connection is cut
    cuts: int = 1_000  # so many answers are cut
    stall: bool = False  # send half of the file and then nothing
    ranges: bool = True  # whether the rest of a file can be asked for
    status: int = 0  # answer all requests with this status


class FileServer(ThreadingHTTPServer):
    """Keeps the paths and the ranges that it was asked for."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.asked: list[tuple[str, str]] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        told, wanted = self.server.behaviour, self.headers.get("Range", "")
        self.server.asked.append((self.path, wanted))
        data = told.files.get(self.path)
        if data is None or told.status:
            self.send_error(told.status or 404)
            return
        start = int(wanted[len("bytes=") : -1]) if wanted and told.ranges else 0
        if start and start >= len(data):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        self._send(data[start:])

    def _send(self, data: bytes) -> None:
        told = self.server.behaviour
        if told.stall:
            self.wfile.write(data[: len(data) // 2])
            self.wfile.flush()
            self.server.closing.wait()
        elif told.cut_after is not None and told.cuts:
            told.cuts -= 1
            self.wfile.write(data[: told.cut_after])
        else:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[FileServer]:
    """Run a server as long as it is needed."""
    server = FileServer(behaviour)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
