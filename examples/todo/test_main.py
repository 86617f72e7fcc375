"""Every answer is the list as it is afterwards; every test starts with an empty one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from main import LONGEST, Database, app, get_db

from stario import PatchSignals
from stario.testing import StarioClient


async def todos(client: StarioClient, show: str = "all") -> str:
    return (await client.get("/", params={"show": show})).text


async def add(client: StarioClient, *titles: str, show: str = "all") -> list[Any]:
    for title in titles:
        answer = await client.command("/todo", signals={"title": title, "show": show})
    return answer.events


async def test_a_page_with_nothing_to_do(stario_client):
    page = await todos(stario_client)
    assert "<ul></ul>" in page
    assert "0 left" in page
    assert "data-signals:show=\"'all'\"" in page


async def test_adding_shows_it_and_empties_the_field(stario_client):
    shown, problem, signals = await add(stario_client, "  buy tea ")
    assert "<span>buy tea</span>" in shown.elements
    assert "1 left" in shown.elements
    assert problem.elements == '<p id="problem" role="alert"></p>'
    assert signals == PatchSignals({"title": ""})
    assert "<span>buy tea</span>" in await todos(stario_client), "a reload shows it too"


@pytest.mark.parametrize(
    "title, says",
    [
        ("", "Please write what is to be done."),
        (" \n\t ", "Please write what is to be done."),
        ("x" * (LONGEST + 1), f"Please keep it to {LONGEST} characters: these are {LONGEST + 1}."),
    ],
)
async def test_a_title_that_will_not_do_is_answered_next_to_the_field(stario_client, title, says):
    answer = await stario_client.command("/todo", signals={"title": title})
    assert answer.status_code == 200, "the page applies nothing else"
    [problem] = answer.events
    assert problem.elements == f'<p id="problem" role="alert">{says}</p>'
    assert "<ul></ul>" in await todos(stario_client)


async def test_the_longest_title_is_taken(stario_client):
    await add(stario_client, "ü" * LONGEST)
    assert "ü" * LONGEST in await todos(stario_client)


@pytest.mark.parametrize("signals", [{"title": 5}, {"title": None}, {"title": "tea", "show": "some"}])
async def test_what_no_page_sends_is_refused(stario_client, signals):
    answer = await stario_client.command("/todo", signals=signals)
    assert answer.status_code == 422
    assert answer.text.startswith("signal '")
    assert "<ul></ul>" in await todos(stario_client)


async def test_a_title_is_text(stario_client):
    shown, *_ = await add(
        stario_client, "<img src=x onerror=alert(1)>", "'); DROP TABLE todo; --", '" autofocus="'
    )
    assert "<img" not in shown.elements
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown.elements
    assert '" autofocus="' not in shown.elements
    assert "3 left" in await todos(stario_client)


async def test_toggling_there_and_back(stario_client):
    await add(stario_client, "tea", "milk")
    answer = await stario_client.command("/todo/1/toggle")
    assert "1 left" in answer.text
    assert answer.text.count("checked") == 1
    answer = await stario_client.command("/todo/1/toggle")
    assert "2 left" in answer.text
    assert "checked" not in answer.text


async def test_the_filters(stario_client):
    await add(stario_client, "tea", "milk")
    await stario_client.command("/todo/1/toggle")
    for show, tea, milk in [("all", True, True), ("active", False, True), ("done", True, False)]:
        page = await todos(stario_client, show)
        assert (">tea<" in page, ">milk<" in page) == (tea, milk)
        assert f'<a href="/?show={show}" aria-current="page">' in page
        assert "1 left" in page, "however many are shown"


async def test_a_command_answers_with_what_the_page_shows(stario_client):
    await add(stario_client, "tea", "milk")
    answer = await stario_client.command("/todo/1/toggle", signals={"show": "active"})
    assert ">tea<" not in answer.text
    assert ">milk<" in answer.text


async def test_a_filter_that_there_is_not(stario_client):
    answer = await stario_client.get("/?show=some")
    assert answer.status_code == 422
    assert "query parameter 'show'" in answer.text


async def test_deleting(stario_client):
    await add(stario_client, "tea", "milk")
    answer = await stario_client.command("/todo/1", method="DELETE")
    assert "todo-1" not in answer.text
    assert "todo-2" in answer.text


@pytest.mark.parametrize("method, path", [("POST", "/todo/7/toggle"), ("DELETE", "/todo/7")])
async def test_what_is_gone_already_is_no_error(stario_client, method, path):
    await add(stario_client, "tea")
    answer = await stario_client.command(path, method=method)
    assert answer.status_code == 200
    assert "1 left" in answer.text


async def test_clearing_takes_the_done_and_leaves_the_rest(stario_client):
    shown, *_ = await add(stario_client, "tea", "milk")
    assert "disabled" in shown.elements, "there is nothing to clear yet"
    assert "disabled" not in (await stario_client.command("/todo/2/toggle")).text
    answer = await stario_client.command("/clear")
    assert "todo-1" in answer.text
    assert "todo-2" not in answer.text


async def test_many_at_once(stario_clients):
    await asyncio.gather(*(add(client, f"number {n}") for n, client in enumerate(stario_clients(30))))
    assert "30 left" in await todos(stario_clients(1)[0])


async def test_another_page_cannot_add(stario_client):
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = await stario_client.command("/todo", signals={"title": "spam"}, headers=headers)
    assert answer.status_code == 403


async def test_a_file_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stario_client):
    monkeypatch.setenv("TODO_DB", str(tmp_path / "todo.db"))
    async with StarioClient(app) as client:
        await add(client, "tea")
    async with StarioClient(app) as client:
        assert ">tea<" in await todos(client)
    assert ">tea<" not in await todos(stario_client), "which has its own, in memory"


async def test_with_a_database_of_its_own(stario_client):
    db = Database(":memory:")
    db.run("INSERT INTO todo (title, done) VALUES ('long done', 1)")
    with app.overrides({get_db: lambda: db}):
        assert ">long done<" in await todos(stario_client)
    db.close()
