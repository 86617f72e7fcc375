"""
The real Datastar client, for tests: v1.0.4, byte for byte. Not kept in this repository.

It comes out of a wheel that carries it, through pip, and is kept in `.cache/` at the root of the
repository. `python tests/client_bundle.py` fetches it and prints where it is.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

VERSION = "v1.0.4"
SHA256 = "727844adfc825ee651fb93c544a2a739986f9a21820a94524b35f0cac470cf91"
WHEEL = "stario-create==5.2.0"
MEMBER = "stario_create/vendor/datastar.js"

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / ".cache" / "datastar" / VERSION / "datastar.js"


def client_bundle() -> Path:
    """The path of the client, fetched when it is not there yet."""
    if not BUNDLE.exists():
        save(checked(fetch(), WHEEL))
    checked(BUNDLE.read_bytes(), str(BUNDLE))
    return BUNDLE


def fetch(wheel: str = WHEEL, member: str = MEMBER) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        # The wheel asks for a newer Python than we do; all that we want of it is one file.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--ignore-requires-python", "--only-binary=:all:", "--dest", folder, wheel]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"`{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
        (file,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(file) as archive:
            return archive.read(member)


def checked(client: bytes, origin: str) -> bytes:
    digest = hashlib.sha256(client).hexdigest()
    if digest != SHA256:
        raise RuntimeError(
            f"{origin} does not hold the Datastar client {VERSION}:\n"
            f"  expected sha256 {SHA256}\n"
            f"  it has          {digest}"
        )
    return client


def save(client: bytes) -> None:
    """All or nothing: several test processes may do this at once."""
    BUNDLE.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=BUNDLE.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(client)
        Path(temporary).replace(BUNDLE)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    print(client_bundle())
