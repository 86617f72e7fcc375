"""Rendering libraries: what has `__html__` is taken wherever HTML is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import htpy
import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from stario import Command, PatchElements, Query, Stario
from stario.templates import fragment
from stario.testing import StarioClient
from stario.toys import ToyPage

HOSTILE = "<script>alert('&')</script>"


class Component:
    """As FastHTML's: an object that knows its HTML, and prints as something else."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __html__(self) -> str:
        return f'<p id="x">{Markup.escape(self.text)}</p>'

    def __str__(self) -> str:
        return "not this"


ENVIRONMENT = Environment(
    loader=DictLoader(
        {
            "base.html": "<!doctype html>{% block body %}{% endblock %}{% block foot %}<hr>{% endblock %}",
            "page.html": "{% extends 'base.html' %}{% block body %}<ul>{% block item %}"
            '<p id="x">{{ text }}</p>{% endblock %}</ul>{% endblock %}'
            "{% block foot %}{{ super() }}end{% endblock %}",
            "item.html": '<p id="x">{{ text }}</p>',
        }
    ),
    autoescape=True,
    undefined=StrictUndefined,
)
TEMPLATES = Jinja2Templates(env=ENVIRONMENT)

LIBRARIES = {
    "htpy": htpy.p("#x")[HOSTILE],
    "markupsafe": Markup('<p id="x">{}</p>').format(HOSTILE),
    "jinja2": fragment(TEMPLATES, "page.html", "item", text=HOSTILE),
    "fasthtml": Component(HOSTILE),
}
HTML = f'<p id="x">{Markup.escape(HOSTILE)}</p>'


def same(html: str) -> str:
    # htpy spells the same references in another way.
    return str(Markup(html).unescape()).replace("'", '"')


@pytest.mark.parametrize("element", LIBRARIES.values(), ids=LIBRARIES)
async def test_a_library_is_taken_in_every_place(element: Any) -> None:
    async def returned() -> Any:
        return element

    async def in_a_page() -> Any:
        return ToyPage([element, element], head=element)

    async def as_a_list() -> Any:
        return [element, PatchElements([element, element], selector="#y", mode="inner")]

    async def yielded() -> AsyncIterator[Any]:
        yield element
        yield "append", "#y", element
        yield "outer", element
        yield PatchElements(element)

    routes = (
        Query("/", returned),
        Query("/page", in_a_page),
        Command("/list", as_a_list),
        Command("/", yielded),
    )
    client = StarioClient(Stario(*routes))
    answer = await client.query("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in answer.text and same(answer.text) == same(HTML)
    assert same((await client.get("/page")).text).count(same(HTML)) == 3
    events = [*(await client.command("/list")).patches, *(await client.command("/")).patches]
    assert len(events) == 6
    for event in events:
        assert "<script>" not in event.elements and same(HTML) in same(event.elements)
    async with client.listen("/", method="POST") as stream:
        assert list(stream.elements) == [] and (await stream.take(1))[0].elements == events[2].elements


async def test_a_title_is_escaped() -> None:
    page = str(ToyPage("", title=HOSTILE))
    assert f"<title>{HOSTILE}" not in page and "&lt;script&gt;" in page


# Jinja2's own.


async def test_a_template_response_of_starlettes_is_a_page() -> None:
    async def page(request: Request) -> Response:
        return TEMPLATES.TemplateResponse(request, "page.html", {"text": HOSTILE})

    answer = await StarioClient(Stario(Query("/", page))).get("/")
    assert "<!doctype html><ul><p id=" in answer.text and "<script>" not in answer.text
    assert answer.text.endswith("<hr>end")


def test_a_fragment_is_what_the_page_shows() -> None:
    page = ENVIRONMENT.get_template("page.html").render(text=HOSTILE)
    for block in ("item", "body", "foot"):
        found = fragment(TEMPLATES, "page.html", block, text=HOSTILE)
        assert isinstance(found, Markup) and found in page and "<script>" not in found
    whole = fragment(ENVIRONMENT, "item.html", text=HOSTILE)
    assert whole == fragment(TEMPLATES, "page.html", "item", text=HOSTILE)
    assert fragment(TEMPLATES, "page.html", "foot") == "<hr>end", "super() too"
    assert fragment(TEMPLATES, "base.html", "foot") == "<hr>"


def test_a_fragment_that_is_not_there() -> None:
    with pytest.raises(LookupError, match=r"'itme'; its blocks are: body, foot, item"):
        fragment(TEMPLATES, "page.html", "itme", text="")
    with pytest.raises(TemplateNotFound):
        fragment(TEMPLATES, "nothing.html")
    with pytest.raises(TypeError, match="made with enable_async=True"):
        fragment(Environment(enable_async=True), "page.html")


def test_templates_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{% block a %}{{ x }}{% endblock %}")
    assert fragment(Jinja2Templates(tmp_path), "a.html", "a", x="<") == "&lt;"
