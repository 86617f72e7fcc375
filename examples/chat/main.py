"""One room: who is here, what is said, and nothing lost by those whose connection breaks."""

import secrets
from asyncio import Event
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from markupsafe import Markup
from starlette.requests import Request

from stario import Command, Header, Inject, PatchElements, Query, Signals, Stario
from stario.toys import ToyPage

KEPT = 100
BEHIND = 50
LONGEST_NAME, LONGEST_TEXT = 30, 500


class Listener:
    """What one page has still to get, in order; of several events on one topic only the newest."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.item = Markup("<li>{}</li>").format(name)
        self._news: dict[str, PatchElements] = {}
        self._come = Event()

    def __len__(self) -> int:
        return len(self._news)

    def tell(self, topic: str, event: PatchElements) -> None:
        self._news[topic] = event
        self._come.set()

    def forget(self) -> None:
        self._news.clear()

    async def next(self) -> PatchElements:
        while not self._news:
            self._come.clear()
            await self._come.wait()
        return self._news.pop(next(iter(self._news)))


class Room:
    """Who listens, and what was said lately. Nothing here waits for anybody."""

    def __init__(self) -> None:
        self.listeners: dict[Listener, None] = {}  # a set that keeps its order
        self._said: deque[PatchElements] = deque(maxlen=KEPT)
        self._count = 0
        # After a restart another room counts from 1 again: its ids must not be taken for these.
        self._key = secrets.token_hex(4)

    def join(self, name: str) -> Listener:
        listener = Listener(name)
        self.listeners[listener] = None
        self._tell("here", PatchElements(self._here()))
        return listener

    def leave(self, listener: Listener) -> None:
        del self.listeners[listener]
        self._tell("here", PatchElements(self._here()))

    def say(self, name: str, text: str) -> None:
        self._count += 1
        item = Markup("<li><b>{}</b> {}</li>").format(name, text)
        event_id = f"{self._key}-{self._count}"
        said = PatchElements(item, selector="#said", mode="append", event_id=event_id)
        self._said.append(said)
        self._tell(event_id, said)

    def since(self, event_id: str | None) -> list[PatchElements]:
        """What a page has missed whose last event was this one; all there is, if that is long ago."""
        known = [said.event_id for said in self._said]
        return list(self._said)[known.index(event_id) + 1 :] if event_id in known else [self._everything()]

    def _tell(self, topic: str, event: PatchElements) -> None:
        everything = None
        for listener in self.listeners:
            if len(listener) == BEHIND:
                # Its page is too slow for one event after the other, and the others do not wait for it:
                # in place of all that it has not taken yet it gets the room as it is now.
                everything = everything or self._everything()
                listener.forget()
                listener.tell("everything", everything)
            else:
                listener.tell(topic, event)

    def _here(self) -> Markup:
        here = sorted(self.listeners, key=lambda listener: listener.name)
        return Markup('<ul id="here">{}</ul>').format(Markup("".join(each.item for each in here)))

    def _everything(self) -> PatchElements:
        items = Markup("\n").join(Markup(said.elements) for said in self._said)
        said = Markup('<ol id="said">{}</ol>').format(items)
        return PatchElements([self._here(), said], event_id=self._said[-1].event_id if self._said else None)


@asynccontextmanager
async def lifespan(app: Stario) -> AsyncIterator[dict[str, Room]]:
    yield {"room": Room()}


async def get_room(request: Request) -> Room:
    return request.state.room


TheRoom = Annotated[Room, Inject(get_room)]
Name = Annotated[str, Signals("name")]


async def home() -> ToyPage:
    body = Markup("""
        <h1 data-signals:_joined="false">Chat</h1>
        <form data-show="!$_joined" data-on:submit="@get('/room')">
            <input data-bind:name placeholder="Your name" aria-label="Name" autofocus>
            <button>Join</button>
        </form>
        <form data-show="$_joined" style="display: none" data-on:submit="@post('/say')">
            <input data-bind:text placeholder="Say something" aria-label="Text">
            <button>Say</button>
        </form>
        <p id="problem" role="alert"></p>
        <ul id="here"></ul>
        <div><ol id="said"></ol></div>
    """)
    return ToyPage(body, title="Chat", head=STYLE)


async def listen(
    room: TheRoom, name: Name = "", last_event_id: Annotated[str | None, Header] = None
) -> AsyncIterator[Any]:
    if wrong := too_short_or_long("Your name", name, LONGEST_NAME):
        yield problem(wrong)
        return  # an end, where a broken connection would be tried again
    listener = room.join(name.strip())
    try:
        missed = room.since(last_event_id)  # before the first wait: what is said from now on is queued
        yield problem()
        yield {"_joined": True}
        for event in missed:
            yield event
        while True:
            yield await listener.next()
    finally:
        room.leave(listener)


async def say(room: TheRoom, name: Name = "", text: Annotated[str, Signals("text")] = "") -> Any:
    if wrong := (
        too_short_or_long("Your name", name, LONGEST_NAME)
        or too_short_or_long("What you say", text, LONGEST_TEXT)
    ):
        return problem(wrong)
    room.say(name.strip(), text.strip())
    return [problem(), {"text": ""}]


def too_short_or_long(what: str, text: str, longest: int) -> str:
    return "" if 0 < len(text.strip()) <= longest else f"{what}: 1 to {longest} characters, please."


def problem(text: str = "") -> Markup:
    return Markup('<p id="problem" role="alert">{}</p>').format(text)


STYLE = """<style>
    form { display: flex; gap: .5rem; }
    form input { flex: 1; }
    #problem { color: #e11d48; }
    #here { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
    #here li { padding: 0 .7em; border-radius: 1em; background: #10b98133; }
    div { display: flex; flex-direction: column-reverse; max-height: 60vh; overflow: auto; }
    #said { margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
</style>"""


app = Stario(
    Query("/", home),
    Query("/room", listen),
    Command("/say", say),
    lifespan=lifespan,
)
