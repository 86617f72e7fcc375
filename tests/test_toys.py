"""What ToyPage writes. What it does is seen in tests/browser."""

from html.parser import HTMLParser

import pytest

from stario.toys import DATASTAR_URL, DATASTAR_VERSION, ToyInspector, ToyPage

HOSTILE = "x\"'></title></script></style><script>alert(1)</script><!--<script>&amp;\u2028\\"


class Fragment:
    """As markupsafe, htpy and others make it."""

    def __init__(self, html: str) -> None:
        self.html = html

    def __html__(self) -> str:
        return self.html


class Read(HTMLParser):
    """The tags of a page."""

    def __init__(self, html: object) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_it_is_a_whole_document() -> None:
    page = Read(ToyPage("<p>hi</p>"))
    assert str(ToyPage("")).startswith("<!doctype html>\n")
    assert [tag for tag, _ in page.tags if tag in {"html", "head", "body", "p"}] == [
        "html",
        "head",
        "body",
        "p",
    ]
    assert page.all("html") == [{"lang": "en"}]
    assert {"charset": "utf-8"} in page.all("meta")
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    assert "<title>Stario</title>" in str(ToyPage(""))


def test_html_and_str_are_the_same() -> None:
    page = ToyPage("<p>hi</p>")
    assert page.__html__() == str(page) == f"{page}"
    assert ToyInspector().__html__() == str(ToyInspector())


BODY = """<h1>Caf\u00e9 &lt;3 &amp;</h1>\r\n\t<P DATA-ON-CLICK='$a = "b"'>{x} %s \\n</p><!-- -->"""


@pytest.mark.parametrize(
    "body",
    [BODY, Fragment(BODY), [BODY]],
    ids=["str", "__html__", "list"],
)
def test_the_body_is_put_in_as_it_is(body: object) -> None:
    page = str(ToyPage(body))  # type: ignore[arg-type]
    assert f"<body>\n{BODY}\n</body>" in page


def test_a_sequence_is_put_in_one_item_on_a_line() -> None:
    page = str(ToyPage(["<i>1</i>", Fragment("<i>2</i>"), ("<i>3</i>",)]))  # type: ignore[list-item]
    assert "<body>\n<i>1</i>\n<i>2</i>\n<i>3</i>\n</body>" in page


def test_html_wins_over_str() -> None:
    class Markup(str):
        def __html__(self) -> str:
            return "<b>html</b>"

    assert "<body>\n<b>html</b>\n</body>" in str(ToyPage(Markup("text")))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (None, "NoneType"),
        (7, "int"),
        (b"<p>", "bytes"),
        ({"a": 1}, "dict"),
        (["<p>", b"<p>"], "bytes"),
        (iter(["<p>"]), "list_iterator"),
    ],
)
def test_what_is_no_html_is_refused_by_name(body: object, name: str) -> None:
    with pytest.raises(TypeError, match=f"an object with __html__, or a sequence of these; found {name} "):
        str(ToyPage(body))  # type: ignore[arg-type]


def test_the_head_is_the_users() -> None:
    page = str(ToyPage("", head=['<link rel="icon" href="data:,">', Fragment("<base href='/'>")]))
    head = page[: page.index("</head>")]
    assert '<link rel="icon" href="data:,">\n<base href=\'/\'>' in head
    assert head.index("<link") > head.index("</style>"), "its styles come after ours"


def test_the_client_is_pinned() -> None:
    assert DATASTAR_VERSION == "v1.0.4"
    assert DATASTAR_URL == ("https://cdn.jsdelivr.net/gh/starfederation/datastar@v1.0.4/bundles/datastar.js")
    assert f'<script type="module" src="{DATASTAR_URL}"></script>' in str(ToyPage(""))


def test_no_other_address_is_in_the_page() -> None:
    page = str(ToyPage("", datastar="/ds.js"))
    assert "://" not in page
    assert [script["src"] for script in Read(page).all("script") if "src" in script] == ["/ds.js"]


@pytest.mark.parametrize(
    ("url", "module"),
    [
        ("/ds.js", "/ds.js"),
        ("./ds.js", "./ds.js"),
        ("../ds.js", "../ds.js"),
        ("ds.js", "./ds.js"),
        ("static/ds.js?v=1:2", "./static/ds.js?v=1:2"),
        ("//cdn.test/ds.js", "//cdn.test/ds.js"),
        ("http://cdn.test/ds.js", "http://cdn.test/ds.js"),
    ],
)
def test_both_scripts_mean_the_same_client(url: str, module: str) -> None:
    """`import "ds.js"` is a package to a browser, not a path."""
    page = str(ToyPage("", datastar=url))
    assert f'<script type="module" src="{url}"></script>' in page
    assert f'import * as datastar from "{module}";' in page


def test_the_old_spelling_is_there_before_the_client_looks() -> None:
    page = str(ToyPage(""))
    assert page.index("import * as datastar") < page.index('<script type="module" src=')


def test_hostile_text_stays_text() -> None:
    safe, hostile = Read(ToyPage("")), Read(ToyPage("", title=HOSTILE, datastar=HOSTILE))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in safe.tags]
    page = str(ToyPage("", title=HOSTILE, datastar=HOSTILE))
    assert "alert(1)</script>" not in page
    assert [script["src"] for script in hostile.all("script") if "src" in script] == [HOSTILE]


def test_the_inspector_can_be_left_out() -> None:
    assert str(ToyInspector()) in str(ToyPage(""))
    assert str(ToyInspector()) not in str(ToyPage("", inspector=False))
    assert "toy-inspector" not in str(ToyPage("", inspector=False))


def test_options_are_named() -> None:
    with pytest.raises(TypeError):
        ToyPage("", "title")  # type: ignore[call-arg]
