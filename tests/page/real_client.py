"""The real client, in the pages of these tests."""

from __future__ import annotations

from stario.toys import DATASTAR_URL

#: A script tag for it; pages here get it from its file.
CLIENT = f'<script type="module" src="{DATASTAR_URL}"></script>'
