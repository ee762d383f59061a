"""A server on this machine that answers as an OpenAI-compatible one does, or lies, or breaks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What the server sends for every request."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None  # a Content-Length that is not true
    drip: float = 0.0  # seconds between the bytes


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


class Stub(ThreadingHTTPServer):
    """Answers every request with the same `answer`; keeps what it was `asked`."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        parsed = json.loads(body) if body else None
        self.server.asked.append(Asked("POST", self.path, dict(self.headers), parsed))
        try:
            self._send(self.server.answer)
        except OSError:  # the client has had enough
            self.close_connection = True

    def do_GET(self) -> None:
        self.server.asked.append(Asked("GET", self.path, dict(self.headers), None))
        self._send(Answer(b"{}"))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = len(answer.body) if answer.promised is None else answer.promised
        self.send_header("Content-Length", str(length))
        if not answer.drip:
            self.end_headers()
            self.wfile.write(answer.body)
            return
        self.end_headers()
        for start in range(len(answer.body)):
            if self.server.closing.wait(answer.drip):
                return
            self.wfile.write(answer.body[start : start + 1])
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Say nothing: the tests ask `asked`."""


@contextmanager
def serving(answer: Answer) -> Iterator[Stub]:
    """Run a server in a thread for as long as the block lasts."""
    with Stub(answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def completion(content: object) -> bytes:
    """Return the body of a chat completion whose message holds `content`, as JSON or as text."""
    text = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()
