"""`stario client`: fetched from a file or a server of this machine, checked, kept and shown."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stario.cli import client as module
from stario.cli.command import stario
from stario.testing.page.clients import ClientNotFound, Clients
from stario.toys import DATASTAR_URL, DATASTAR_VERSION

#: In the place of the real one, which is not in this repository.
CLIENT = f"// Datastar {DATASTAR_VERSION}\nexport const answer = 42;\n".encode()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "DATASTAR_SHA256", hashlib.sha256(CLIENT).hexdigest())
    return tmp_path / "cache" / "stario" / "datastar"


@pytest.fixture
def serve() -> Iterator[Callable[[int, bytes], str]]:
    """Answers each request so, on loopback: `url = serve(200, b"...")`."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(status: int, content: bytes) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/datastar.js"

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join(5)


def client(*arguments: str) -> Result:
    result = CliRunner().invoke(stario, ["client", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<!doctype html><title>Sign in</title>", "is it the page of a proxy"),
        (b"", "is it the page of a proxy"),
        (b"// Datastar v1.0.0\n", "It says that it is v1.0.0."),
        (CLIENT.replace(b"\n", b"\r\n"), "but it was changed"),
        (CLIENT + b"\n", "but it was changed"),
    ],
)
def test_another_file_is_refused_and_not_kept(
    cache: Path, serve: Callable[[int, bytes], str], content: bytes, told: str
) -> None:
    url = serve(200, content)
    result = client("get", "--from", url)
    assert result.exit_code == 1
    assert f"{url} is not the Datastar client {DATASTAR_VERSION}" in result.output
    assert f"expected sha256  {hashlib.sha256(CLIENT).hexdigest()}" in result.output
    assert f"it has           {hashlib.sha256(content).hexdigest()}" in result.output
    assert told in result.output
    assert DATASTAR_URL in result.output
    assert not kept(cache)


def test_an_answer_that_is_an_error(cache: Path, serve: Callable[[int, bytes], str]) -> None:
    result = client("get", "--from", serve(404, CLIENT))
    assert result.exit_code == 1
    assert "cannot be read from http://127.0.0.1:" in result.output
    assert "its server answers 404 Not Found" in result.output
    assert not kept(cache)


def test_a_server_that_is_not_there(cache: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        url = f"http://127.0.0.1:{server.server_port}/datastar.js"
    result = client("get", "--from", url)
    assert result.exit_code == 1
    assert f"cannot be read from {url}" in result.output
    assert "`stario client get --from FILE`" in result.output


def test_an_answer_without_an_end_is_not_read_to_its_end(
    cache: Path, serve: Callable[[int, bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGEST", len(CLIENT) - 1)
    result = client("get", "--from", serve(200, CLIENT))
    assert result.exit_code == 1
    assert f"more than {len(CLIENT) - 1:,} bytes" in result.output


@pytest.mark.parametrize("name", ["nothing.js", ".", "ftp://127.0.0.1/datastar.js"])
def test_a_file_that_is_not_there(cache: Path, tmp_path: Path, name: str) -> None:
    result = client("get", "--from", name if ":" in name else str(tmp_path / name))
    assert result.exit_code == 1
    assert "the client cannot be read from" in result.output


def test_a_version_that_nobody_can_check(cache: Path, tmp_path: Path) -> None:
    result = client("get", "v1.0.0", "--from", str(tmp_path))
    assert result.exit_code == 1
    assert f"v1.0.0 is not the client that Stario knows: that is {DATASTAR_VERSION}" in result.output
    assert "stario_datastar" in result.output


def test_a_cache_that_cannot_be_written(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    (tmp_path / "datastar.js").write_bytes(CLIENT)
    result = client("get", "--from", str(tmp_path / "datastar.js"))
    assert result.exit_code == 1
    assert "cannot be kept in" in result.output
    assert "XDG_CACHE_HOME" in result.output


@pytest.mark.parametrize("by", ["url", "file", "default"])
def test_what_was_fetched_is_what_a_page_gets(
    cache: Path,
    tmp_path: Path,
    serve: Callable[[int, bytes], str],
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    with pytest.raises(ClientNotFound, match=f"`stario client get {DATASTAR_VERSION}`"):
        Clients().source(DATASTAR_URL)
    if by == "file":
        origin = str(tmp_path / "given.js")
        Path(origin).write_bytes(CLIENT)
    else:
        origin = serve(200, CLIENT)
    if by == "default":
        monkeypatch.setattr(module, "DATASTAR_URL", origin)
        result = client("get", DATASTAR_VERSION)  # as the error says
    else:
        result = client("get", "--from", origin)
    assert result.exit_code == 0, result.output
    path = cache / DATASTAR_VERSION / "datastar.js"
    assert str(path) in result.output
    assert kept(cache) == [path]
    assert path.read_bytes() == CLIENT
    assert Clients().source(DATASTAR_URL) == CLIENT.decode()


def test_a_second_time_mends_what_is_there(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "given.js").write_bytes(CLIENT)
    path = cache / DATASTAR_VERSION / "datastar.js"
    path.parent.mkdir(parents=True)
    path.write_text("changed")
    assert "NOT THAT CLIENT" in client().output
    assert client("get", "--from", str(tmp_path / "given.js")).exit_code == 0
    assert path.read_bytes() == CLIENT
    shown = client()
    assert shown.exit_code == 0
    assert f"{DATASTAR_VERSION}  {path}  checked" in shown.output


def test_what_is_there(cache: Path) -> None:
    shown = client()
    assert shown.exit_code == 0
    assert shown.output == f"{DATASTAR_VERSION} is not in {cache}: `stario client get` fetches it\n"
    other = cache / "v1.0.0-beta.11" / "datastar.js"
    other.parent.mkdir(parents=True)
    other.write_text("// Datastar v1.0.0-beta.11")
    shown = client()
    assert f"v1.0.0-beta.11  {other}  not the one that Stario is made for" in shown.output
    assert f"{DATASTAR_VERSION} is not in {cache}" in shown.output
