"""
A recorded result is valid for what it was recorded of.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from differential import goldens


def test_another_case_client_probe_or_script_asks_for_another_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(goldens, "HERE", tmp_path)
    for name in ("client.js", "other.js", "probe.js", "stage.js"):
        (tmp_path / name).write_text(name)
    client = tmp_path / "client.js"

    def digests() -> list[str]:
        goldens._digest_of_file.cache_clear()
        return [
            goldens.digest_of("case", client),
            goldens.digest_of("another case", client),
            goldens.digest_of("case", tmp_path / "other.js"),
            goldens.digest_of("case", client, "stage.js"),
        ]

    before = digests()
    assert len(set(before)) == 4
    (tmp_path / "probe.js").write_text("another probe")
    assert not set(before) & set(digests())
    goldens._digest_of_file.cache_clear()
