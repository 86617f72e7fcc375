"""Things to do: commands, signals, validation, and SQLite in worker threads."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from threading import Lock
from typing import Annotated, Any, Literal

from markupsafe import Markup
from starlette.requests import Request

from stario import Command, Inject, PatchSignals, Query, QueryParam, Signals, Stario
from stario.toys import ToyPage

LONGEST = 80


class Database:
    """One connection for every handler. Plain functions run in several threads, so they take turns."""

    def __init__(self, path: str) -> None:
        self._turn = Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.close = self._connection.close
        self.run("CREATE TABLE IF NOT EXISTS todo (id INTEGER PRIMARY KEY, title TEXT, done INT DEFAULT 0)")

    def run(self, sql: str, *values: object) -> list[Any]:
        with self._turn:
            return self._connection.execute(sql, values).fetchall()


@asynccontextmanager
async def lifespan(app: Stario) -> AsyncIterator[dict[str, Database]]:
    # In memory unless told otherwise: whoever tries this out has nothing to clean up.
    with closing(Database(os.environ.get("TODO_DB", ":memory:"))) as db:
        yield {"db": db}


async def get_db(request: Request) -> Database:
    return request.state.db


Db = Annotated[Database, Inject(get_db)]
Show = Literal["all", "active", "done"]
#: What the page shows travels with every command, so that the answer is the same selection.
Shown = Annotated[Show, Signals("show")]


def home(db: Db, show: Annotated[Show, QueryParam] = "all") -> ToyPage:
    body = Markup("""
        <h1 data-signals:show="'{show}'">To do</h1>
        <form data-on:submit="@post('/todo')">
            <input data-bind:title placeholder="What is to be done?" aria-label="Title" autofocus>
            <button>Add</button>
            {problem}
        </form>
        {todos}
    """).format(show=show, problem=problem(), todos=todos(db, show))
    return ToyPage(body, title="To do", head=STYLE)


def add(db: Db, title: Annotated[str, Signals("title")] = "", show: Shown = "all") -> Any:
    title = title.strip()
    # A mistake that people make is no error of the request: the page applies no answer but a 200.
    if not title:
        return problem("Please write what is to be done.")
    if len(title) > LONGEST:
        return problem(f"Please keep it to {LONGEST} characters: these are {len(title)}.")
    db.run("INSERT INTO todo (title) VALUES (?)", title)
    return [todos(db, show), problem(), PatchSignals({"title": ""})]


# Somebody may have been faster, in another tab: then these change nothing, and the page catches up.


def toggle(id: int, db: Db, show: Shown = "all") -> Markup:
    db.run("UPDATE todo SET done = NOT done WHERE id = ?", id)
    return todos(db, show)


def delete(id: int, db: Db, show: Shown = "all") -> Markup:
    db.run("DELETE FROM todo WHERE id = ?", id)
    return todos(db, show)


def clear(db: Db, show: Shown = "all") -> Markup:
    db.run("DELETE FROM todo WHERE done")
    return todos(db, show)


def problem(text: str = "") -> Markup:
    return Markup('<p id="problem" role="alert">{}</p>').format(text)


def todos(db: Database, show: Show) -> Markup:
    rows = db.run("SELECT id, title, done FROM todo ORDER BY id")
    left = sum(not done for _, _, done in rows)
    shown = [row for row in rows if show in ("all", "done" if row[2] else "active")]
    return Markup("""
        <section id="todos">
            <ul>{items}</ul>
            <footer>
                <span>{left} left</span>
                <nav>{links}</nav>
                <button data-on:click="@post('/clear')" {nothing_done}>Clear done</button>
            </footer>
        </section>
    """).format(
        items=Markup("").join(item(*row) for row in shown),
        left=left,
        links=Markup(" ").join(link(name, show) for name in ("all", "active", "done")),
        nothing_done="disabled" if left == len(rows) else "",
    )


def item(id: int, title: str, done: int) -> Markup:
    return Markup("""
        <li id="todo-{id}">
            <label>
                <input type="checkbox" {checked} data-on:change="@post('/todo/{id}/toggle')">
                <span>{title}</span>
            </label>
            <button data-on:click="@delete('/todo/{id}')" aria-label="Delete {title}">×</button>
        </li>
    """).format(id=id, title=title, checked="checked" if done else "")


def link(name: str, show: Show) -> Markup:
    current = Markup('aria-current="page"') if name == show else ""
    return Markup('<a href="/?show={name}" {current}>{name}</a>').format(name=name, current=current)


STYLE = """<style>
    form { display: flex; flex-wrap: wrap; gap: .5rem; }
    form input { flex: 1; }
    #problem { flex-basis: 100%; margin: 0; min-height: 1.6em; color: #e11d48; }
    ul { padding: 0; }
    li, footer { display: flex; justify-content: space-between; gap: 1rem; padding: .3rem 0; }
    li span { overflow-wrap: anywhere; }
    :checked + span { text-decoration: line-through; opacity: .6; }
    [aria-current] { font-weight: bold; text-decoration: none; color: inherit; }
</style>"""


app = Stario(
    Query("/", home),
    Command("/todo", add),
    Command("/todo/{id:int}/toggle", toggle),
    Command("/todo/{id:int}", delete, methods=["DELETE"]),
    Command("/clear", clear),
    lifespan=lifespan,
)
