"""
A part of a Jinja2 template as HTML: the block that a page shows, and a patch sends again.

    templates = Jinja2Templates("templates")        # Starlette's, for whole pages
    yield fragment(templates, "todo.html", "item", todo=todo)
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from starlette.templating import Jinja2Templates

__all__ = ["fragment"]


def fragment(
    templates: Jinja2Templates | Environment, name: str, block: str | None = None, /, **context: Any
) -> Markup:
    """
    The template `name`, or only `{% block block %}` of it, with this context; escaped as the template says.

    Blocks within the block, `super()` and inherited blocks are rendered as in the whole page.

    Raises `LookupError` for a block that the template does not have, naming those that it has, and Jinja2's
    `TemplateNotFound` for a template. Environments made with `enable_async` are not supported.
    """
    environment = templates.env if isinstance(templates, Jinja2Templates) else templates
    if environment.is_async:
        raise TypeError("fragment() renders at once; the environment was made with enable_async=True")
    template = environment.get_template(name)
    if block is None:
        return Markup(template.render(context))
    whole = template.new_context(context)
    # Up to its first output a template has found those that it extends, and their blocks.
    rendering = template.root_render_func(whole)
    next(iter(rendering), None)
    if block not in whole.blocks:
        names = ", ".join(sorted(whole.blocks)) or "none"
        raise LookupError(f"the template {name!r} has no block {block!r}; its blocks are: {names}")
    return Markup("".join(whole.blocks[block][0](whole)))
