"""
`stario client`: the Datastar client that pages in tests run, fetched once and kept on this machine.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import click

from stario.datastar.client import cache_folder, version_of
from stario.toys import DATASTAR_URL, DATASTAR_VERSION

__all__ = ["DATASTAR_SHA256", "client"]

#: Of the file at `DATASTAR_URL`.
DATASTAR_SHA256 = "727844adfc825ee651fb93c544a2a739986f9a21820a94524b35f0cac470cf91"

_SECONDS = 30
#: The real one has some 40 thousand bytes; whatever is larger than this is none.
_LARGEST = 4_000_000


@click.group(invoke_without_command=True)
@click.pass_context
def client(context: click.Context) -> None:
    """
    The Datastar client that pages in tests run.

    Without a command: which clients are on this machine, and whether they are what they should be.
    """
    if context.invoked_subcommand is None:
        _show()


@client.command()
@click.argument("version", default=DATASTAR_VERSION)
@click.option(
    "--from",
    "origin",
    metavar="FILE|URL",
    help=f"Where to take it from (default: {DATASTAR_URL}).",
)
def get(version: str, origin: str | None) -> None:
    """
    Fetch the client that Stario is made for, check that it is that one, and keep it.

    A page of a test finds it then by itself. VERSION may be given: it has to be the pinned one.
    """
    if version != DATASTAR_VERSION:
        raise click.ClickException(
            f"{version} is not the client that Stario knows: that is {DATASTAR_VERSION}, and what is fetched "
            f"has to be checked.\n"
            f"What to do: let the application serve its own client, or name its file with the ini option "
            f"`stario_datastar = path/to/datastar.js`."
        )
    taken_from = origin or DATASTAR_URL
    try:
        found = _read(taken_from)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "reason", None) or getattr(problem, "strerror", None) or problem
        raise click.ClickException(
            f"the client cannot be read from {taken_from}: {reason}\n"
            f"What to do: without a way out of this machine, copy the file of {DATASTAR_URL} here by other "
            f"means, and `stario client get --from FILE`."
        ) from None
    if told := _mismatch(found):
        raise click.ClickException(f"{taken_from} is not the Datastar client {DATASTAR_VERSION}:\n{told}")
    path = _path(version)
    try:
        _keep(found, path)
    except OSError as problem:
        raise click.ClickException(
            f"the client cannot be kept in {path}: {problem.strerror or problem}\n"
            f"What to do: name another folder for caches in the environment variable XDG_CACHE_HOME."
        ) from None
    click.echo(f"{path}\nThis is Datastar {version}, checked. Pages in tests find it there.")


def _show() -> None:
    folder = cache_folder()
    clients = sorted(folder.glob("*/datastar.js"))
    for path in clients:
        named = path.parent.name
        content = path.read_bytes()
        if named != DATASTAR_VERSION:
            told = "not the one that Stario is made for"
        elif _mismatch(content):
            told = "NOT THAT CLIENT: `stario client get` puts the real one in its place"
        else:
            told = "checked"
        click.echo(f"{named}  {path}  {told}")
    if _path(DATASTAR_VERSION) not in clients:
        click.echo(f"{DATASTAR_VERSION} is not in {folder}: `stario client get` fetches it")


def _path(version: str) -> Path:
    return cache_folder() / version / "datastar.js"


def _read(origin: str) -> bytes:
    """
    The bytes of a file or a URL; raises `OSError` or `ValueError`.
    """
    if not origin.startswith(("http://", "https://")):
        return Path(origin).read_bytes()
    try:
        with urllib.request.urlopen(origin, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as refused:
        refused.close()
        raise ValueError(f"its server answers {refused.code} {refused.reason}") from None
    if len(content) > _LARGEST:
        raise ValueError(f"it has more than {_LARGEST:,} bytes")
    return content


def _mismatch(content: bytes) -> str | None:
    digest = hashlib.sha256(content).hexdigest()
    if digest == DATASTAR_SHA256:
        return None
    version = version_of(content.decode("utf-8", "replace"))
    if version is None:
        what = "It does not begin as a Datastar client does: is it the page of a proxy, or of an error?"
    elif f"v{version}" != DATASTAR_VERSION:
        what = f"It says that it is v{version}."
    else:
        what = "It says that it is that version, but it was changed: another bundle, or line ends turned."
    return (
        f"  expected sha256  {DATASTAR_SHA256}\n"
        f"  it has           {digest}  ({len(content):,} bytes)\n"
        f"{what} Nothing was kept.\n"
        f"What to do: take the file from {DATASTAR_URL}, byte for byte."
    )


def _keep(content: bytes, path: Path) -> None:
    """
    Write all or nothing: tests may read it meanwhile.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # As any file of the user's: a temporary one is closed to everybody else.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
