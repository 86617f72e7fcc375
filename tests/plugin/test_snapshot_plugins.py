"""Streams in the snapshots of inline-snapshot and of syrupy."""

from __future__ import annotations

import pytest

NEEDS = ("inline_snapshot", "syrupy")  # see conftest.py
APP = """
from uuid import uuid4
from stario import OtherEvent, PatchElements, Query, Stario
from stario.testing import OtherEvent

async def feed():
    yield f"<p id='n-{uuid4()}'>1</p>"
    yield "append", "#list", "<li>coffee</li>"
    yield {"n": N}

async def quiet():
    yield "remove", "#list > li"
    yield {"n": 1}, True

app = Stario(Query("/feed", feed), Query("/quiet", quiet))
N = 1
"""
PROJECT = """
[tool.pytest.ini_options]
stario_app = "main:app"
asyncio_default_fixture_loop_scope = "function"
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    for name in ("CI", "GITHUB_ACTIONS", "PYTEST_XDIST_WORKER"):  # where inline-snapshot is disabled
        monkeypatch.delenv(name, raising=False)
    pytester.makepyfile(main=APP.replace("import OtherEvent, PatchElements, Query", "import Query"))
    pytester.makepyprojecttoml(PROJECT)
    return pytester


def test_inline_snapshot_writes_the_code_of_events(project: pytest.Pytester) -> None:
    path = project.makepyfile(
        test_it="""
        from inline_snapshot import snapshot

        async def test_it(stario_client):
            answer = await stario_client.query("/quiet")
            assert answer.events == snapshot()
            async with stario_client.listen("/quiet") as stream:
                assert await stream.next() == snapshot()
                await stream.next()
                assert stream == snapshot()
                assert stream.signals == snapshot()
        """
    )
    project.runpytest_subprocess("--inline-snapshot=create")
    written = path.read_text()
    events = (
        "[PatchElements(selector='#list > li', mode='remove'), PatchSignals({'n': 1}, only_if_missing=True)]"
    )
    assert "from stario import PatchElements\nfrom stario import PatchSignals\n" in written
    assert f"assert answer.events == snapshot({events})" in written
    assert (
        "assert await stream.next() == snapshot(PatchElements(selector='#list > li', mode='remove'))"
        in written
    )
    assert f"assert stream == snapshot({events})" in written
    for arguments in ((), ("--inline-snapshot=disable",)):
        project.runpytest_subprocess(*arguments).assert_outcomes(passed=1)


def test_inline_snapshot_fixes_what_has_changed_and_says_what(project: pytest.Pytester) -> None:
    path = project.makepyfile(
        test_it="""
        from inline_snapshot import snapshot
        from stario import PatchElements, PatchSignals
        from stario.testing.snapshots import scrub

        async def test_it(stario_client):
            answer = await stario_client.query("/feed")
            assert scrub(answer.events) == snapshot([
                PatchElements("<p id='n-UUID_1'>1</p>"),
                PatchElements("<li>tea</li>", selector="#list", mode="append"),
                PatchSignals({"n": 1}),
            ])
        """
    )
    result = project.runpytest_subprocess("--inline-snapshot=disable")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *[[]1] differs: elements, as a tree", "E *-   tea", "E *+   coffee"])
    result = project.runpytest_subprocess("--inline-snapshot=fix")
    written = path.read_text()
    assert "coffee" in written and "tea" not in written
    assert "PatchElements(\"<p id='n-UUID_1'>1</p>\"),\n" in written, "what has not changed stays as it was"
    project.runpytest_subprocess().assert_outcomes(passed=1)


SYRUPY = """
import pytest
from stario.testing.snapshots import Scrubber
from pytest_stario.syrupy import StreamSnapshots

@pytest.fixture
def snapshot(snapshot):
    return snapshot.use_extension(StreamSnapshots)

async def test_stream(stario_client, snapshot):
    async with stario_client.listen("/feed") as stream:
        await stream.take(3)
        assert stream == snapshot

async def test_two_users(stario_client, snapshot):
    one = await stario_client.query("/feed")
    two = await stario_client.query("/quiet")
    assert {"one": one.events, "two": [two.events[0], "and text"], "number": 1} == snapshot
"""


def test_syrupy_shows_trees_without_what_differs_from_run_to_run(project: pytest.Pytester) -> None:
    project.makepyfile(test_it=SYRUPY)
    project.runpytest_subprocess("--snapshot-update").assert_outcomes(passed=2)
    kept = (project.path / "__snapshots__" / "test_it.ambr").read_text()
    assert kept == (
        """\
# serializer version: 1
# name: test_stream
  PatchElements()
    <p id="n-UUID_1">
      1
  PatchElements(selector='#list', mode='append')
    <li>
      coffee
  PatchSignals()
    {
      "n": 1
    }
# ---
# name: test_two_users
  dict({
    'number': 1,
    'one': PatchElements()
      <p id="n-UUID_1">
        1
    PatchElements(selector='#list', mode='append')
      <li>
        coffee
    PatchSignals()
      {
        "n": 1
      },
    'two': list([
      PatchElements(selector='#list > li', mode='remove'),
      'and text',
    ]),
  })
# ---
"""
    )
    project.runpytest_subprocess().assert_outcomes(passed=2)

    main = project.path / "main.py"
    main.write_text(main.read_text().replace("coffee", "tea").replace("N = 1", "N = 2"))
    result = project.runpytest_subprocess("-vv", "-k", "test_stream")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *- * coffee", "E *+ * tea", 'E *- * "n": 1', 'E *+ * "n": 2'])


def test_syrupy_with_scrubbers_of_ones_own(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_it="""
        from stario.testing.snapshots import Scrubber
        from pytest_stario.syrupy import StreamSnapshots

        class Numbers(StreamSnapshots):
            scrubbers = (*StreamSnapshots.scrubbers, Scrubber("NUMBER", r"[0-9]+"))

        async def test_it(stario_client, snapshot):
            answer = await stario_client.query("/feed")
            assert answer.events == snapshot(extension_class=Numbers)
        """
    )
    project.runpytest_subprocess("--snapshot-update").assert_outcomes(passed=1)
    kept = (project.path / "__snapshots__" / "test_it.ambr").read_text()
    assert '"n": "NUMBER_' in kept and 'id="n-UUID_NUMBER_' in kept


@pytest.mark.parametrize("library", ["inline_snapshot", "syrupy"])
def test_nothing_of_stario_is_loaded_for_it(pytester: pytest.Pytester, library: str) -> None:
    pytester.makepyfile(
        f"""
        import sys
        import {library}

        def test_it():
            assert not [name for name in sys.modules if name.partition(".")[0] in ("stario", "starlette")]
        """
    )
    pytester.runpytest_subprocess("-W", "default").assert_outcomes(passed=1)
