"""Bodies: as JSON, as forms with files, raw; and their limits."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from stario import Body, Command, Inject, Signals, Stario
from stario.testing import StarioClient


class Entry(BaseModel):
    title: str
    done: bool = False
    tags: list[str] = []


class Upload(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    title: str
    photo: UploadFile | None = None
    more: list[UploadFile] = []


def client(handler: Any, **options: Any) -> StarioClient:
    return StarioClient(Stario(Command("/", handler), **options))


async def test_a_model_from_json_and_from_both_kinds_of_forms() -> None:
    seen: list[Entry] = []

    async def add(entry: Annotated[Entry, Body]) -> None:
        seen.append(entry)

    values = {"title": "é & =", "done": "on", "tags": ["a", "b"]}
    to = client(add)
    assert (await to.post("/", json={**values, "done": True})).status_code == 204
    assert (await to.post("/", data=values)).status_code == 204
    multipart = [
        ("title", (None, "é & =")),
        ("done", (None, "on")),
        ("tags", (None, "a")),
        ("tags", (None, "b")),
    ]
    assert (await to.post("/", files=multipart)).status_code == 204
    assert seen == [Entry(title="é & =", done=True, tags=["a", "b"])] * 3


async def test_a_field_of_a_form_that_was_left_blank_is_none() -> None:
    """A browser sends all of them; one that may be blank stays what was sent."""

    class Filter(BaseModel):
        title: str
        most: int | None = None
        least: int = 1

    async def one(
        note: Annotated[str, Body("note")] = "none",
        age: Annotated[int | None, Body("age")] = None,
        size: Annotated[int, Body("size")] = 7,
    ) -> dict[str, Any]:
        return {"note": note, "age": age, "size": size}

    async def many(chosen: Annotated[Filter, Body]) -> dict[str, Any]:
        return chosen.model_dump()

    answer = await client(one).post("/", data={"note": "", "age": "", "size": ""})
    assert answer.json() == {"note": "", "age": None, "size": 7}
    answer = await client(many).post("/", data={"title": "", "most": "", "least": ""})
    assert answer.json() == {"title": "", "most": None, "least": 1}


async def test_a_blank_field_that_is_needed_is_refused_as_it_came() -> None:
    async def one(age: Annotated[int, Body("age")]) -> None: ...

    answer = await client(one).post("/", data={"age": ""})
    assert answer.status_code == 422
    assert answer.text.startswith("body field 'age': expected int, found ''")

    async def other(age: Annotated[int, Body("age")] = 3) -> None: ...

    answer = await client(other).post("/", json={"age": ""})
    assert answer.status_code == 422, "JSON says what it means"


@pytest.mark.parametrize("annotation", [bytes, str])
async def test_a_raw_body_of_any_type(annotation: Any) -> None:
    seen: list[Any] = []

    async def save(request: Request, data: Any) -> None:
        seen.extend((data, await request.body()))

    save.__annotations__["data"] = Annotated[annotation, Body]
    text = "é\x00 {"
    sent = await client(save).post("/", content=text.encode(), headers={"Content-Type": "image/x"})
    assert sent.status_code == 204
    assert seen == [text if annotation is str else text.encode(), text.encode()]


async def test_a_text_that_is_no_utf_8() -> None:
    async def save(data: Annotated[str, Body]) -> None: ...

    answer = await client(save).post("/", content=b"\xff")
    assert answer.status_code == 400 and answer.text.startswith("body: expected UTF-8, found ")


async def test_any_json_is_a_body() -> None:
    async def save(data: Annotated[list[int], Body], same: Annotated[Any, Body]) -> dict[str, Any]:
        return {"data": data, "same": same}

    answer = await client(save).post("/", json=[1, 2], headers={"Content-Type": "application/vnd.x+json"})
    assert answer.json() == {"data": [1, 2], "same": [1, 2]}


async def test_fields_and_files_of_a_form() -> None:
    files: list[UploadFile] = []

    async def save(
        form: Annotated[FormData, Body],
        title: Annotated[str, Body("title")],
        photo: Annotated[UploadFile, Body("photo")],
        more: Annotated[list[UploadFile], Body("more")],
        absent: Annotated[UploadFile | None, Body("absent")] = None,
    ) -> dict[str, Any]:
        files.append(photo)
        return {
            "title": [title, form["title"]],
            "photo": [photo.filename, photo.content_type, (await photo.read()).decode()],
            "more": [each.filename for each in more],
            "absent": absent,
        }

    answer = await client(save).post(
        "/",
        data={"title": "t"},
        files=[
            ("photo", ("a.png", b"png", "image/png")),
            ("more", ("b", b"")),
            ("more", ("c", b"")),
        ],
    )
    assert answer.json() == {
        "title": ["t", "t"],
        "photo": ["a.png", "image/png", "png"],
        "more": ["b", "c"],
        "absent": None,
    }
    assert files[0].file.closed, "uploaded files are closed with the request"


async def test_a_model_with_files() -> None:
    async def save(upload: Annotated[Upload, Body]) -> dict[str, Any]:
        photo = upload.photo and upload.photo.filename
        return {"title": upload.title, "photo": photo, "more": [each.filename for each in upload.more]}

    to = client(save)
    sent = (
        b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nt\r\n'
        b'--x\r\nContent-Disposition: form-data; name="more"; filename="b"\r\n\r\n1\r\n'
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"  # of a control that was left empty
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await to.post("/", content=sent, headers=headers)
    assert answer.json() == {"title": "t", "photo": None, "more": ["b"]}
    answer = await to.post("/", data={"title": "t", "photo": "text"})
    assert answer.status_code == 422 and answer.text.startswith("body, at 'photo': found 'text' (")


async def test_files_are_closed_after_a_stream_and_after_an_error() -> None:
    files: list[UploadFile] = []

    async def stream(photo: Annotated[UploadFile, Body("photo")]) -> AsyncIterator[str]:
        files.append(photo)
        yield (await photo.read()).decode()
        raise RuntimeError("boom")

    to = client(stream)
    with pytest.raises(RuntimeError, match="boom"):
        async with to.listen("/", method="POST", files={"photo": ("a", b"<p></p>")}) as events:
            assert (await events.next()).elements == "<p></p>"
            await events.next()
    assert files[0].file.closed


async def test_what_is_missing_and_what_is_wrong() -> None:
    async def add(entry: Annotated[Entry, Body], other: Annotated[int, Body("n")]) -> None: ...

    to = client(add)
    answer = await to.post("/", data={"n": "x"})
    assert answer.status_code == 422
    assert answer.text.splitlines() == [
        "body, at 'title': missing (Field required)",
        "body field 'n': expected int, found 'x' "
        "(Input should be a valid integer, unable to parse string as an integer)",
    ]
    answer = await to.post("/")
    assert answer.status_code == 422
    assert answer.text.splitlines() == [
        "body is missing: expected Entry",
        "body field 'n' is missing: expected int",
    ]
    answer = await to.post("/", json=[1])
    assert answer.status_code == 422
    assert answer.text.splitlines()[1] == "body: expected a JSON object, found [1]"


async def test_a_default_for_a_body() -> None:
    async def add(entry: Annotated[Entry | None, Body] = None) -> str:
        return str(entry)

    assert (await client(add).post("/")).text == "None"
    assert (await client(add).post("/", json={"title": "a"})).text == "title='a' done=False tags=[]"


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "application/octet-stream", None])
async def test_a_wrong_media_type_is_a_415(kind: str | None) -> None:
    async def add(entry: Annotated[Entry, Body]) -> None: ...
    async def form(form: Annotated[FormData, Body]) -> None: ...

    headers = {"Content-Type": kind} if kind else {}
    answer = await client(add).post("/", content=b"x", headers=headers)
    assert answer.status_code == 415
    assert answer.text == (
        "the body: expected application/json, application/x-www-form-urlencoded or multipart/form-data, "
        f"found {kind or 'no Content-Type'}"
    )
    answer = await client(form).post("/", json={})
    assert answer.status_code == 415
    assert answer.text.endswith("form-data, found application/json")


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"{", "application/json"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
    ],
)
async def test_a_malformed_body_is_a_400(content: bytes, kind: str) -> None:
    async def add(entry: Annotated[Entry, Body]) -> None: ...

    answer = await client(add).post("/", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 400, answer.text
    assert answer.text


async def test_limits() -> None:
    async def add(entry: Annotated[Entry, Body]) -> None: ...

    async def files(
        form: Annotated[FormData, Body(max_size=3000, max_files=1, max_fields=2, max_part_size=100)],
    ) -> None: ...

    async def raw(data: Annotated[bytes, Body(max_size=5)]) -> None: ...

    app = Stario(Command("/", add), Command("/files", files), Command("/raw", raw), max_body_size=1000)
    to = StarioClient(app)
    assert (await to.post("/", json={"title": "x" * 900})).status_code == 204
    assert (await to.post("/files", files={"a": ("a", b"x" * 2000)})).status_code == 204
    assert (await to.post("/raw", content=b"12345")).status_code == 204

    answer = await to.post("/", json={"title": "x" * 1000})
    assert answer.status_code == 413
    assert answer.text == "the body is too large: expected at most 1000 bytes, found 1012"
    assert (await to.post("/raw", content=b"123456")).status_code == 413
    assert (await to.post("/files", files={"a": ("a", b"x" * 4000)})).status_code == 413
    for too_much in (
        {"files": [("a", ("a", b"")), ("b", ("b", b""))]},
        {"files": {"a": (None, "1"), "b": (None, "2"), "c": (None, "3")}},
        {"files": {"a": (None, "x" * 101)}},
    ):
        answer = await to.post("/files", **too_much)  # type: ignore[arg-type]
        assert answer.status_code == 413, answer.text


async def test_a_body_that_does_not_say_its_length_is_cut_off_at_the_limit() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1000
            yield b"x" * 1000

    async def raw(data: Annotated[bytes, Body(max_size=5000)]) -> None: ...

    answer = await client(raw).post("/", content=endless())
    assert answer.status_code == 413
    assert answer.text == "the body is too large: expected at most 5000 bytes, found at least 6000"
    assert sent <= 7000


async def test_a_length_that_no_number_can_hold() -> None:
    async def raw(data: Annotated[bytes, Body]) -> None: ...

    for length in ("9" * 5000, "0" * 5000 + "9" * 19):
        answer = await client(raw).post("/", content=b"x", headers={"Content-Length": length})
        assert answer.status_code == 413
    assert (await client(raw).post("/", content=b"x", headers={"Content-Length": "0001"})).status_code == 204


async def test_a_reader_that_leaves_during_its_upload() -> None:
    log: list[str] = []

    async def resource() -> AsyncIterator[None]:
        try:
            yield
        except Exception as problem:
            log.append(type(problem).__name__)
            raise

    async def save(_: Annotated[None, Inject(resource)], data: Annotated[bytes, Body]) -> None:
        log.append("saved")

    messages = [{"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"}]
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    app = Stario(Command("/", save))
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    await app(scope, receive, send)
    assert log == ["ClientDisconnect"] and sent == []


async def test_the_body_of_a_dependency_counts() -> None:
    async def entry(data: Annotated[bytes, Body(max_size=10)]) -> int:
        return len(data)

    async def add(size: Annotated[int, Inject(entry)], signals: Annotated[Any, Signals(max_size=5)]) -> str:
        return str(size)

    to = client(add)
    headers = {"Content-Type": "application/json"}
    assert (await to.post("/", content=b"{}   ", headers=headers)).text == "5"
    assert (await to.post("/", content=b"{}    ", headers=headers)).status_code == 413


async def test_the_limits_of_a_body_are_those_that_any_of_its_parameters_names() -> None:
    """A field that names none takes nothing from one that does, wherever it stands."""

    async def files(
        title: Annotated[str, Body("title")], a: Annotated[Any, Body("a", max_files=1)]
    ) -> None: ...
    async def large(
        a: Annotated[Any, Body("a", max_size=3000)], title: Annotated[str, Body("title")]
    ) -> None: ...
    async def asked(_: Annotated[str, Body("title", max_part_size=100)]) -> None: ...
    async def below(
        a: Annotated[list[Any], Body("a")],
        _: Annotated[None, Inject(asked)],
        s: Annotated[Any, Body(max_fields=2)],
    ) -> None: ...

    app = Stario(
        Command("/files", files), Command("/large", large), Command("/below", below), max_body_size=2000
    )
    to = StarioClient(app)
    one, two = [("a", ("a", b"1"))], [("a", ("a", b"1")), ("a", ("b", b"2"))]
    title = {"title": "t"}
    assert (await to.post("/files", data=title, files=one)).status_code == 204
    answer = await to.post("/files", data=title, files=two)
    assert answer.status_code == 413 and answer.text.startswith("the body: Too many files. ")
    for size, status in ((2500, 204), (3500, 413)):
        answer = await to.post("/large", data=title, files=[("a", ("a", b"x" * size))])
        assert answer.status_code == status, answer.text
    for data, status in (
        (title, 204),
        ({"title": "x" * 101}, 413),
        ({"title": "t", "b": "1", "c": "2"}, 413),
    ):
        assert (await to.post("/below", data=data, files=one)).status_code == status


async def test_the_fields_of_a_plain_form_are_limited_too() -> None:
    async def form(form: Annotated[FormData, Body(max_fields=2, max_part_size=4)]) -> str:
        return str(len(form))

    to = client(form)
    assert (await to.post("/", data={"a": "123", "b": "2"})).text == "2"
    answer = await to.post("/", data={"a": "1", "b": "2", "c": "3"})
    assert answer.status_code == 413
    assert answer.text == "the body: Too many fields. Maximum number of fields is 2."
    for data in ({"a": "1234"}, {"a": "1", "b": "1234"}, {"abcde": ""}):
        answer = await to.post("/", data=data)
        assert answer.status_code == 413
        assert answer.text == "the body: a field is too large: expected at most 4 bytes"
    flood = b"&".join([b"a"] * 1_000_000)
    plain = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await to.post("/", content=flood, headers=plain)).status_code == 413


@pytest.mark.parametrize("name", ["max_size", "max_files", "max_fields", "max_part_size"])
@pytest.mark.parametrize("value", [-1, "1", 1.5, True])
def test_what_a_limit_may_be(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match="max_body_size is a number of bytes, 0 or more; found -1"):
        Stario(max_body_size=-1)
    with pytest.raises(ValueError, match=f"{name} is a whole number, 0 or more; found {value!r}"):
        Body(**{name: value})
    if name == "max_size":
        with pytest.raises(ValueError, match="max_size is a whole number, 0 or more; found "):
            Signals(max_size=value)


@pytest.mark.parametrize("annotation", [UploadFile, list[UploadFile], UploadFile | None])
def test_a_file_that_would_be_the_whole_body(annotation: Any) -> None:
    async def save(photo: Any) -> None: ...

    save.__annotations__["photo"] = Annotated[annotation, Body]
    with pytest.raises(TypeError, match=r"a file is one field of a form: write Body\('photo'\)"):
        Command("/", save)
    save.__annotations__["photo"] = annotation
    with pytest.raises(TypeError, match=r"such as `photo: Annotated\[.*UploadFile.*, Body\('photo'\)\]`"):
        Command("/", save)


def test_dataclass_is_a_model() -> None:
    @dataclasses.dataclass
    class Plain:
        a: int

    async def add(plain: Plain) -> None: ...

    add.__annotations__["plain"] = Plain
    Command("/", add)
