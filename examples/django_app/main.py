"""Django and datastar-py, with nothing of Stario: its tests drive any ASGI application."""

import asyncio
from collections.abc import AsyncIterator

from datastar_py.django import ServerSentEventGenerator, datastar_response, read_signals
from datastar_py.sse import DatastarEvent
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="for an example", USE_TZ=True, LOGGING_CONFIG=None
)

CLIENT = "https://cdn.jsdelivr.net/gh/starfederation/datastar@v1.0.4/bundles/datastar.js"
PAGE = f"""<!doctype html>
<html lang="en">
<head><title>Counter</title><script type="module" src="{CLIENT}"></script></head>
<body data-signals:step="1">
    <label>Step <input type="number" data-bind:step></label>
    <button data-on:click="@post('/add')">Add</button>
    <output id="count">0</output>
    <p id="seconds" role="status" data-init="@get('/seconds')"></p>
</body>
</html>
"""

state = {"count": 0}


async def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


@datastar_response
async def add(request: HttpRequest) -> AsyncIterator[DatastarEvent]:
    signals = read_signals(request)
    state["count"] += int((signals or {}).get("step", 1))
    yield ServerSentEventGenerator.patch_elements(f'<output id="count">{state["count"]}</output>')


@datastar_response
async def seconds(request: HttpRequest) -> AsyncIterator[DatastarEvent]:
    for second in range(1_000_000):
        yield ServerSentEventGenerator.patch_elements(f'<p id="seconds" role="status">{second} s here</p>')
        await asyncio.sleep(1)


urlpatterns = [path("", home), path("add", add), path("seconds", seconds)]
app = get_asgi_application()
