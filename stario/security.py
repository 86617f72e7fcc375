"""
Who may send a command: pages of this origin, and those that the application trusts.

A browser sends a form, or a fetch, to any site that a page names, with that site's cookies; it says so in
`Sec-Fetch-Site` (Fetch Metadata, w3.org/TR/fetch-metadata), and in `Origin` where it is an older one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from stario import _where
from stario.settings import settings_of

__all__ = ["check_origins", "refuse_cross_site"]


def check_origins(origins: Iterable[str]) -> frozenset[str]:
    """
    Origins as a browser writes them, `https://admin.example:8443`. Raises `ValueError` for anything else.
    """
    if isinstance(origins, str):
        origins = (origins,)
    checked = set()
    for origin in origins:
        parts = urlsplit(origin)
        if (
            parts.scheme not in ("http", "https")
            or not parts.netloc
            or origin != f"{parts.scheme}://{parts.netloc}"
        ):
            raise ValueError(
                f"trusted_origins takes origins such as 'https://admin.example'; found {origin!r}"
                f"{' (without a path)' if parts.netloc else ''}"
            )
        checked.add(origin.lower())
    return frozenset(checked)


def refuse_cross_site(scope: Mapping[str, Any]) -> None:
    """
    Raise an HTTPException of status 403 for a request that a page of another origin has made.

    What is no browser sends neither header and passes: it has nobody's cookies but its own.
    """
    headers = Headers(scope=scope)  # type: ignore[arg-type]
    origin = headers.get("origin")
    if origin is not None and origin.lower() in settings_of(scope).trusted_origins:
        return
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site in ("same-origin", "none"):
            return
        found = f"Sec-Fetch-Site: {site}"
    else:
        host = headers.get("host", "").lower()
        if origin is None or (host and origin.lower() in (f"https://{host}", f"http://{host}")):
            return
        found = f"Origin: {origin}"
    raise HTTPException(
        403,
        f"{_where.of_request(scope)} was sent by a page of another origin ({found}"
        f"{f', of {origin}' if site is not None and origin else ''}), which a Command refuses. "
        f"If that page is yours, name its origin: Stario(..., trusted_origins=[{origin or 'https://...'!r}])",
    )
