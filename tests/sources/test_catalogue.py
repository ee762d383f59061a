"""Data sets come whole and with the right hash, or one message says what happened."""

from __future__ import annotations

import hashlib
import logging
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tallyscope.errors import DataError
from tallyscope.sources import catalogue
from tallyscope.sources.catalogue import DataSet, address_of, data_set, data_sets
from tallyscope.sources.catalogue.downloading import TRIES
from tallyscope.sources.schemas import load, read_with
from tests.sources.file_server import Behaviour, FileServer, serving

NAME, FILE = "russia-2020-referendum", "2020.csv.zip"
WEB_PATH = f"/{NAME}/{FILE}"
DATA = bytes(range(256)) * 4_000  # 1,024,000 bytes
HALF = len(DATA) // 2


@pytest.fixture(autouse=True)
def _own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", catalogue.MIRROR):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def entry(server: FileServer, data: bytes = DATA) -> DataSet:
    """Return an entry of the catalogue whose file has these bytes."""
    listed = data_set(NAME)
    sha256 = hashlib.sha256(data).hexdigest()
    return replace(listed, address=server.url + WEB_PATH, size=len(data), sha256=sha256)


def fetch(wanted: DataSet, cache: Path, silence: float = 10) -> Path:
    return catalogue.fetch(wanted, cache=cache, silence=silence).path


def refused(wanted: DataSet, cache: Path, silence: float = 10) -> str:
    with pytest.raises(DataError) as caught:
        fetch(wanted, cache, silence)
    assert len(caught.value.faults) == 1
    assert not (cache / NAME / FILE).exists()
    return str(caught.value)


def left(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.rglob("*") if path.is_file())


def test_every_entry_is_whole() -> None:
    names = [one.name for one in data_sets()]
    assert len(names) == len(set(names)) >= 2
    for one in data_sets():
        assert re.fullmatch("[0-9a-f]{64}", one.sha256)
        assert one.address.startswith("https://")
        assert one.address.endswith(f"/{one.file}")
        assert "choices = [  #" in one.schema
        assert min(one.size, len(one.licence), len(one.citation), len(one.title)) > 20


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(DataError, match=r"no data set 'russia-2020'.*Did you mean 'russia-20"):
        data_set("russia-2020")


@pytest.mark.parametrize(
    ("name", "file", "units", "registered"),
    [
        # registered voters of data/README.md of the repository: 109,229,337 and 107,999,611
        ("russia-2011-duma", "2011.csv.zip", 95_225, 109_229_337),
        ("russia-2020-referendum", "2020.csv.zip", 96_765, 107_999_611),
    ],
)
def test_the_published_files_are_those_of_the_catalogue(
    name: str, file: str, units: int, registered: int, shared: Path, tmp_path: Path
) -> None:
    data = (shared / "data" / "russia" / "raw" / file).read_bytes()
    with serving(Behaviour({f"/{name}/{file}": data})) as server:
        wanted = replace(data_set(name), address=f"{server.url}/{name}/{file}")
        got = catalogue.fetch(wanted, tmp_path / "here", cache=tmp_path / "cache")
    assert got.path.read_bytes() == data
    tally = read_with(got.path, load(got.schema))
    assert (len(tally), int(tally.counts("registered").sum())) == (units, registered)
    assert left(tmp_path / "here") == [file, f"{name}.schema.toml"]


def test_it_is_fetched_once(tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: DATA})) as server:
        wanted = entry(server)
        assert fetch(wanted, tmp_path).read_bytes() == DATA
        assert fetch(wanted, tmp_path) == tmp_path / NAME / FILE
        assert server.asked == [(WEB_PATH, "")]


def test_a_file_that_was_changed_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: DATA})) as server:
        fetch(entry(server), tmp_path).write_bytes(b"rubbish")
        assert fetch(entry(server), tmp_path).read_bytes() == DATA


def test_the_mirror_is_asked_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Behaviour({f"/copies{WEB_PATH}": DATA})) as server:
        wanted = replace(entry(server), address="http://nowhere.invalid/2020.csv.zip")
        monkeypatch.setenv(catalogue.MIRROR, server.url + "/copies/")
        assert address_of(wanted) == f"{server.url}/copies{WEB_PATH}"
        assert fetch(wanted, tmp_path).read_bytes() == DATA


def test_a_cut_connection_is_resumed(tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: DATA}, cut_after=300_000, cuts=2)) as server:
        assert fetch(entry(server), tmp_path).read_bytes() == DATA
        asked = [wanted for _, wanted in server.asked]
    assert asked[0] == ""
    starts = [int(wanted[len("bytes=") : -1]) for wanted in asked[1:]]
    assert len(starts) == 2
    assert 0 < starts[0] <= 300_000
    assert starts[0] < starts[1] <= 600_000


def test_a_server_without_ranges_starts_again(tmp_path: Path) -> None:
    behaviour = Behaviour({WEB_PATH: DATA}, cut_after=300_000, cuts=1, ranges=False)
    with serving(behaviour) as server:
        assert fetch(entry(server), tmp_path).read_bytes() == DATA


def test_the_next_call_goes_on_where_the_last_was_cut(tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: DATA}, cut_after=100_000, cuts=TRIES)) as server:
        told = refused(entry(server), tmp_path)
        assert re.search(
            rf"was cut {TRIES} times, the last time after [\d,]+ of 1,024,000 bytes\. Try again",
            told,
        )
        assert left(tmp_path) == [f".{FILE}.part"]
        server.asked.clear()
        assert fetch(entry(server), tmp_path).read_bytes() == DATA
        assert server.asked[0][1].startswith("bytes=")
    assert left(tmp_path) == [FILE, f"{NAME}.schema.toml"]


@pytest.mark.parametrize("kept", [b"another file", DATA[:10] + b"x" * 2_000_000])
def test_what_was_kept_of_another_file_does_no_harm(kept: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / f".{FILE}.part").write_bytes(kept)
    with serving(Behaviour({WEB_PATH: DATA})) as server:
        assert fetch(entry(server), tmp_path).read_bytes() == DATA
    assert left(tmp_path) == [FILE, f"{NAME}.schema.toml"]


@pytest.mark.parametrize("sent", [b"x" * len(DATA), DATA[:HALF], DATA + b"x", DATA * 9, b""])
def test_another_file_is_refused(sent: bytes, tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: sent})) as server:
        wanted = entry(server)
        told = refused(wanted, tmp_path)
    assert told == (
        f"what lies at {wanted.address} is another file than the one that was listed; expected"
        f" 1,024,000 bytes with the sha256 {wanted.sha256}. It was changed there or on the way;"
        " nothing of it was kept."
    )
    assert left(tmp_path) == []


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with serving(Behaviour({})) as server:
        told = refused(entry(server), tmp_path)
        assert len(server.asked) == 1
    assert f"there is no file at {server.url}{WEB_PATH} (404 Not Found). It was moved" in told
    assert left(tmp_path) == []


def test_a_server_in_trouble_is_told(tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: DATA}, status=503)) as server:
        assert "answers 503 Service Unavailable. Try again later." in refused(
            entry(server), tmp_path
        )


def test_a_server_that_falls_silent_is_given_up(tmp_path: Path) -> None:
    with serving(Behaviour({WEB_PATH: DATA}, stall=True)) as server:
        told = refused(entry(server), tmp_path, silence=0.3)
        assert len(server.asked) == 1
    assert re.search(r"sent nothing for 0\.3 seconds after [\d,]+ of 1,024,000 bytes\.", told)
    assert left(tmp_path) == [f".{FILE}.part"]


def test_no_connection_is_told(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    wanted = replace(data_set(NAME), address=f"http://127.0.0.1:{port}/a.zip")
    told = refused(wanted, tmp_path)
    assert told.startswith(f"http://127.0.0.1:{port}/a.zip cannot be reached: Connection refused.")
    assert "Check the connection, or name a mirror by TALLYSCOPE_MIRROR." in told
    assert left(tmp_path) == []


def test_an_unknown_host_is_told(tmp_path: Path) -> None:
    wanted = replace(data_set(NAME), address="http://nowhere.invalid/a.zip")
    assert "http://nowhere.invalid/a.zip cannot be reached: " in refused(wanted, tmp_path)


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    wanted = replace(data_set(NAME), address="here/a.zip")
    assert "here/a.zip cannot be fetched: Invalid URL" in refused(wanted, tmp_path)


def test_two_calls_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / f".{FILE}.part").write_bytes(DATA[:1000])
    with (
        serving(Behaviour({WEB_PATH: DATA}, cut_after=300_000, cuts=2)) as server,
        ThreadPoolExecutor(3) as pool,
    ):
        wanted = entry(server)
        paths = list(pool.map(lambda _: fetch(wanted, tmp_path), range(3)))
    assert {path.read_bytes() == DATA for path in paths} == {True}
    assert left(tmp_path) == [FILE, f"{NAME}.schema.toml"]


def test_the_cache_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    with serving(Behaviour({WEB_PATH: DATA})) as server:
        got = catalogue.fetch(entry(server))
    assert got.path == tmp_path / "tallyscope" / "data" / NAME / FILE


def test_nothing_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with serving(Behaviour({WEB_PATH: DATA})) as server:
        fetch(entry(server), tmp_path)
    assert capfd.readouterr() == ("", "")
    assert caplog.record_tuples == [] or caplog.records[0].levelno < logging.INFO
