"""
The cookies of a page, over HTTP and in `document.cookie`.
"""

from http.cookiejar import CookieJar

from stario.testing.page.cookies import cookie_header, document_cookies, set_document_cookie, take_cookies

URL = "http://testserver/shop/cart"


def jar(*values: str) -> CookieJar:
    made = CookieJar()
    take_cookies(made, URL, [("Set-Cookie", value) for value in values])
    return made


def test_a_script_neither_sees_nor_changes_a_cookie_for_http_alone() -> None:
    cookies = jar("session=secret; HttpOnly; Path=/", "theme=dark; Path=/")
    assert document_cookies(cookies, URL) == "theme=dark"
    assert cookie_header(cookies, URL) == "session=secret; theme=dark"
    set_document_cookie(cookies, URL, "session=stolen; Path=/")
    set_document_cookie(cookies, URL, "other=1; HttpOnly")
    assert cookie_header(cookies, URL) == "session=secret; theme=dark"


def test_a_script_sets_changes_and_removes() -> None:
    cookies = jar()
    set_document_cookie(cookies, URL, "a=1; path=/")
    set_document_cookie(cookies, URL, "a=2; path=/")
    assert document_cookies(cookies, "http://testserver/elsewhere") == "a=2"
    set_document_cookie(cookies, URL, "a=; path=/; max-age=0")
    assert document_cookies(cookies, URL) == ""


def test_a_path_and_secure_are_respected() -> None:
    cookies = jar("near=1; Path=/shop", "far=1; Path=/admin", "safe=1; Secure; Path=/")
    assert cookie_header(cookies, URL) == "near=1"
    assert cookie_header(cookies, "http://testserver/") is None


def test_several_at_once_with_commas_in_dates() -> None:
    cookies = jar("a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Path=/", "b=2; Path=/")
    assert cookie_header(cookies, URL) == "a=1; b=2"
