"""What no report may show."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stario import PatchSignals
from stario.testing.report.masks import MASK, Masks


def test_masks_by_the_name() -> None:
    masks = Masks(["PIN", "shop-key"])
    assert masks.headers(
        [
            (b"Authorization", b"Bearer abc.def"),
            (b"cookie", b"session=s1; theme=dark"),
            (b"set-cookie", b"session=s2; HttpOnly; Path=/"),
            (b"X-Api-Key", b"k"),
            (b"accept", b"*/*"),
        ]
    ) == [
        ["authorization", "Bearer [masked]"],
        ["cookie", "session=[masked]; theme=[masked]"],
        ["set-cookie", "session=[masked]; HttpOnly; Path=/"],
        ["x-api-key", "[masked]"],
        ["accept", "*/*"],
    ]
    assert masks.url("/a?token=t&b=1&Shop_Key=2") == "/a?token=[masked]&b=1&Shop_Key=[masked]"
    assert masks.url('/a?datastar={"pin":1,"n":2}') == '/a?datastar={"pin": "[masked]", "n": 2}'
    assert masks.value({"a": [{"pass_word": {"x": "1"}}], "b": 1}) == {"a": [{"pass_word": MASK}], "b": 1}
    assert masks.body("application/json", '{"pin": 7}') == '{"pin": "[masked]"}'
    assert masks.body("application/json", "{broken") == "{broken"
    assert masks.body("application/x-www-form-urlencoded", "password=p&a=1") == "password=[masked]&a=1"
    part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    sent = part.format("pin", "12\r\n34") + part.format("n", "5") + "--x--"
    kept = part.format("pin", MASK) + part.format("n", "5") + "--x--"
    assert masks.body("multipart/form-data; boundary=x", sent) == kept


def test_masks_by_the_value_wherever_it_comes_again() -> None:
    masks = Masks()
    masks.url('/a?token=very"secret<1>')
    again = [
        'very"secret<1>',
        'x very\\"secret<1> x',
        "very%22secret%3C1%3E",
        {"a": "very&#34;secret&lt;1&gt;"},
    ]
    assert masks.everywhere(again) == [MASK, f"x {MASK} x", MASK, {"a": MASK}]
    short = Masks()
    short.url("/a?token=on")
    assert short.everywhere("once more on") == "once more on", "it would be found in too much"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('<input name="csrf_token" value="abc">', '<input name="csrf_token" value="[masked]">'),
        ("<meta content='abc' name='csrf-token'>", '<meta content=\'[masked]\' name=\'csrf-token\'>'),
        ('<input type=password value=abc id="x">', '<input type=password value="[masked]" id="x">'),
        ('<input data-bind:pin value="123">', '<input data-bind:pin value="[masked]">'),
        ('<input name="title" value="abc">', None),
        ('<input type="submit" value="Password">', None),
        ("""<p data-signals='{"apiKey": "a\\"b"}'>""", """<p data-signals='{"apiKey": "[masked]"}'>"""),
        ('<p data-signals="{apiKey: &#39;abc&#39;}">', '<p data-signals="{apiKey: &#39;[masked]&#39;}">'),
        ('<p data-signals="{&quot;pin&quot;: 123}">', '<p data-signals="{&quot;pin&quot;: [masked]}">'),
        ("""<p data-signals:pin="'123'">""", """<p data-signals:pin="[masked]">"""),
        ('<a href="/x?token=abc&amp;a=1#b">', '<a href="/x?token=[masked]&amp;a=1#b">'),
        ("location.href = '/x?a=1&Shop_Key=abc'", "location.href = '/x?a=1&Shop_Key=[masked]'"),
        ("signals={'PIN': 123, 'token': 'abc'}", "signals={'PIN': [masked], 'token': '[masked]'}"),
        ("assert token == 'abc'", "assert token == '[masked]'"),
        ('assert {\\"pin\\": \\"abc\\"}', 'assert {\\"pin\\": \\"[masked]\\"}'),
        ("spin: 'abc', tokens=1, my-token='x', token is 'x', token", None),
    ],
)  # fmt: skip
def test_masks_in_texts(text: str, masked: str | None) -> None:
    assert Masks(["pin", "shop-key"]).everywhere(text) == (text if masked is None else masked)


def test_what_one_text_names_is_masked_in_all() -> None:
    masks = Masks()
    page = '<p>qwerty1</p><input name="token" value="qwerty1">'
    assert masks.everywhere(["it was qwerty1", {"html": page}]) == [
        f"it was {MASK}",
        {"html": f'<p>{MASK}</p><input name="token" value="{MASK}">'},
    ]
    assert masks.headers([(b"authorization", b"Basic YWRhOmxvdmVsYWNl")]) == [
        ["authorization", f"Basic {MASK}"]
    ]
    assert masks.headers([(b"authorization", b"Basic no-base64!")]) == [["authorization", f"Basic {MASK}"]]
    assert masks.everywhere("hello lovelace") == f"hello {MASK}"


def test_a_secret_where_a_text_is_cut() -> None:
    masks = Masks()
    masks.url("/?token=verysecret")
    cut = masks.everywhere("x" * 95 + "verysecret" + "y" * 1000, 100)
    assert cut == "x" * 95 + "[mask" + "… (1005 more characters)"
    assert masks.everywhere("x" * 100, 100) == "x" * 100


secrets = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=8, max_size=20).filter(
    lambda text: text == text.strip() and text.isprintable() and "ked]" not in text and "[mask" not in text
)


@given(secrets)
def test_a_secret_is_in_no_line(secret: str) -> None:
    masks = Masks(["pin"])
    event = PatchSignals({"user": {"pin": secret}})
    told = [
        masks.value(event.signals),
        masks.body("application/json", json.dumps({"pin": secret})),
        f"it said {secret}!",
        json.dumps({"other": secret}),
        json.dumps({"other": secret}, ensure_ascii=False),
    ]
    masked = json.dumps(masks.everywhere(told), ensure_ascii=False)
    assert secret not in masked
    assert json.dumps(secret)[1:-1] not in masked
    assert json.dumps(secret, ensure_ascii=False)[1:-1] not in masked
