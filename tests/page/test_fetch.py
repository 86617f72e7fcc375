"""
fetch, and the bodies around it, against an application.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from stario import Query

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


async def echo(request: Request) -> Response:
    body = await request.body()
    told = {
        "method": request.method,
        "path": request.url.path,
        "query": request.url.query,
        "headers": dict(request.headers),
        "body": body.decode("latin-1"),
    }
    return Response(json.dumps(told), media_type="application/json")


async def away(request: Request) -> Response:
    return RedirectResponse("/echo?from=away", status_code=int(request.query_params["status"]))


async def slow(request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield "é".encode()[:1]
        yield "é".encode()[1:] + b"1"
        await asyncio.sleep(0.01)
        yield b"2"

    return StreamingResponse(parts(), media_type="text/plain")


async def broken(request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"the beginning"
        raise ConnectionError("cut")

    return StreamingResponse(parts(), media_type="text/plain")


ROUTES = [
    Route("/echo", echo, methods=METHODS),
    Route("/away", away, methods=METHODS),
    Route("/slow", slow),
    Route("/broken", broken),
    Route("/none", lambda request: Response(status_code=204)),
    Route("/bytes", lambda request: Response(bytes(range(256)) * 4)),
    Route("/forbidden", lambda request: PlainTextResponse("no", status_code=403)),
]


@pytest.fixture
async def page(page_of: Any) -> Any:
    return await page_of("", *ROUTES, datastar=False)


async def test_a_get_with_what_a_browser_sends(page: Any) -> None:
    told = await page.evaluate("fetch('/echo?a=b c#no').then((r) => r.json())")
    assert (told["method"], told["query"], told["body"]) == ("GET", "a=b%20c", "")
    headers = told["headers"]
    assert headers["host"] == "testserver"
    assert headers["accept"] == "*/*"
    assert headers["referer"] == "http://testserver/"
    assert "origin" not in headers and "content-length" not in headers


@pytest.mark.parametrize(
    ("body", "kind", "sent"),
    [
        ("'é'", "text/plain;charset=UTF-8", "é".encode().decode("latin-1")),
        (
            "new URLSearchParams({a: '1 2', b: 'é~*'})",
            "application/x-www-form-urlencoded;charset=UTF-8",
            None,
        ),
        ("new Uint8Array([0, 255, 10])", None, "\0\xff\n"),
        ("new Uint8Array([1, 2, 3]).buffer", None, "\x01\x02\x03"),
        ("new Blob(['x'], {type: 'text/css'})", "text/css", "x"),
        ("new ReadableStream({start(c) { c.enqueue(new Uint8Array([65])); c.close() }})", None, "A"),
    ],
)
async def test_what_a_body_is_sent_as(page: Any, body: str, kind: str | None, sent: str | None) -> None:
    init = f"{{method: 'POST', body: {body}, duplex: 'half'}}"
    told = await page.evaluate(f"fetch('/echo', {init}).then((r) => r.json())")
    assert told["headers"].get("content-type") == kind
    assert told["headers"]["origin"] == "http://testserver"
    if sent is None:
        assert told["body"] == "a=1+2&b=%C3%A9%7E*"
    else:
        assert told["body"] == sent
        assert told["headers"]["content-length"] == str(len(sent))


async def test_a_form_with_a_file_is_multipart(page: Any) -> None:
    script = """() => {
      const data = new FormData();
      data.append('na"me', 'two\\nlines');
      data.append("file", new File(["\\u00e9"], "é.txt", { type: "text/plain" }));
      return fetch("/echo", { method: "POST", body: data }).then((r) => r.json());
    }"""
    told = await page.evaluate(script)
    kind = told["headers"]["content-type"]
    assert kind.startswith("multipart/form-data; boundary=----WebKitFormBoundary")
    assert 'name="na%22me"\r\n\r\ntwo\r\nlines\r\n' in told["body"]
    name = "é.txt".encode().decode("latin-1")
    content = "é".encode().decode("latin-1")
    assert f'name="file"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n' in told["body"]


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "PUT", "GET"),
        (307, "POST", "POST"),
        (308, "PUT", "PUT"),
    ],
)
async def test_redirects_go_on_as_fetch_does(page: Any, status: int, method: str, then: str) -> None:
    script = f"""fetch("/away?status={status}", {{ method: "{method}", body: "x" }})
      .then(async (r) => [r.redirected, r.url, await r.json()])"""
    redirected, url, told = await page.evaluate(script)
    assert redirected and url == "http://testserver/echo?from=away"
    assert told["method"] == then
    assert told["body"] == ("" if then == "GET" else "x")
    assert page.requests[-1].redirects == ["http://testserver/echo?from=away"]


async def test_a_redirect_can_be_refused(page: Any) -> None:
    script = "fetch('/away?status=302', {redirect: 'error'}).catch((e) => `${e.name}: ${e.message}`)"
    assert await page.evaluate(script) == "TypeError: Failed to fetch"


async def test_a_status_is_no_error_and_204_has_no_body(page: Any) -> None:
    script = "fetch('/forbidden').then(async (r) => [r.ok, r.status, r.statusText, await r.text()])"
    assert await page.evaluate(script) == [False, 403, "Forbidden", "no"]
    assert await page.evaluate("fetch('/none').then((r) => [r.status, r.body])") == [204, None]


async def test_bytes_come_as_they_are(page: Any) -> None:
    script = "fetch('/bytes').then((r) => r.arrayBuffer()).then((b) => [...new Uint8Array(b)])"
    assert await page.evaluate(script) == list(range(256)) * 4


async def test_a_body_comes_part_by_part(page: Any) -> None:
    script = """async () => {
      const reader = (await fetch("/slow")).body.getReader();
      const decoder = new TextDecoder();
      const parts = [];
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return parts;
        parts.push(decoder.decode(value, { stream: true }));
      }
    }"""
    assert await page.evaluate(script) == ["", "é1", "2"]
    through = "fetch('/slow').then((r) => Array.fromAsync(r.body.pipeThrough(new TextDecoderStream())))"
    assert await page.evaluate(through) == ["é1", "2"]


async def test_a_connection_that_breaks_is_an_error_of_the_reader(page_of: Any) -> None:
    page = await page_of("", *ROUTES, datastar=False)
    script = "fetch('/broken').then((r) => r.text()).catch((e) => `${e.name}: ${e.message}`)"
    with pytest.raises(ConnectionError, match="cut"):
        await page.evaluate(script)


@pytest.mark.parametrize("when", ["before", "at once", "later"])
async def test_an_abort_is_seen_by_the_page_and_by_the_application(page_of: Any, when: str) -> None:
    seen: list[str] = []

    async def forever() -> AsyncIterator[str]:
        seen.append("begins")
        try:
            yield "<p>1</p>"
            await asyncio.sleep(3600)
        finally:
            seen.append("ends")

    page = await page_of("", Query("/forever", forever), datastar=False)
    script = f"""async () => {{
      const controller = new AbortController();
      if ("{when}" === "before") controller.abort();
      const going = fetch("/forever", {{ signal: controller.signal }});
      if ("{when}" === "at once") controller.abort("enough");
      try {{
        const reader = (await going).body.getReader();
        await reader.read();
        setTimeout(() => controller.abort(), 0);
        await reader.read();
      }} catch (error) {{
        return error.name ?? error;
      }}
    }}"""
    assert await page.evaluate(script) == ("enough" if when == "at once" else "AbortError")
    await page.settle()
    # A request that has been made leaves the page, whatever comes right after it.
    assert seen == ([] if when == "before" else ["begins", "ends"])


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (
            "fetch('http://')",
            "TypeError: Failed to execute 'fetch' on 'Window': Failed to parse URL from http://",
        ),
        ("fetch('/echo', {method: 'GET', body: 'x'})", "Request with GET/HEAD method cannot have body."),
        ("fetch('/echo', {method: 'TRACE'})", "'TRACE' HTTP method is unsupported."),
        ("fetch('/echo', {method: 'a b'})", "'a b' is not a valid HTTP method."),
        ("fetch('/echo', {headers: {'a b': '1'}})", "Invalid name"),
        ("fetch('/echo', {headers: {a: '1\\n2'}})", "Invalid value"),
        ("new Response('x').text().then(() => 0).then(() => new Response(null, {status: 99}))", "RangeError"),
        ("(async () => { const r = new Response('x'); await r.text(); await r.text() })()", "already read"),
        ("new Response('{').json()", "SyntaxError"),
    ],
)
async def test_what_is_refused(page: Any, script: str, error: str) -> None:
    told = await page.evaluate(f"{script}.then(() => 'fine', (e) => `${{e.name}}: ${{e.message}}`)")
    assert error in told


async def test_another_origin_is_not_reached_and_said_so(page_of: Any) -> None:
    page = await page_of("", datastar=False, problems=True)
    told = await page.evaluate("fetch('https://example.com/x').catch((e) => `${e.name}: ${e.message}`)")
    assert told == "TypeError: Failed to fetch"
    (problem,) = page.problems
    assert "https://example.com/x is of another origin than http://testserver" in problem.message


async def test_bodies_can_be_cloned_and_read_twice(page: Any) -> None:
    script = """async () => {
      const r = await fetch("/slow");
      const copy = r.clone();
      return [await r.text(), await copy.text(), r.bodyUsed];
    }"""
    assert await page.evaluate(script) == ["é12", "é12", True]


async def test_forms_come_back_as_form_data(page: Any) -> None:
    script = """async () => {
      const data = new FormData();
      data.append("a", "1");
      data.append("f", new File(["x"], "x.txt", { type: "text/css" }));
      const again = await new Response(data).formData();
      const plain = await new Response(new URLSearchParams("a=1&a=2")).formData();
      const file = again.get("f");
      return [again.get("a"), file.name, file.type, await file.text(), plain.getAll("a")];
    }"""
    assert await page.evaluate(script) == ["1", "x.txt", "text/css", "x", ["1", "2"]]


async def test_headers_behave(page: Any) -> None:
    script = """() => {
      const h = new Headers({ B: "2", a: " 1 " });
      h.append("b", "3");
      const request = new Request("/echo", { headers: { host: "evil", cookie: "a=1", x: "y" } });
      return [[...h], h.get("B"), h.has("none"), [...request.headers]];
    }"""
    assert await page.evaluate(script) == [[["a", "1"], ["b", "2, 3"]], "2, 3", False, [["x", "y"]]]
