"""
`stario ci`: workflows for GitHub Actions, printed, written and checked.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from stario.cli.templates import TEMPLATES, Template, choices_of, written

__all__ = ["ci"]


@click.command()
@click.argument("name", required=False, type=click.Choice([*TEMPLATES]))
@click.option(
    "--write", is_flag=True, help="Write the file, or all that are named nowhere else, under .github/."
)
@click.option(
    "--force", is_flag=True, help="With --write: write over a file; what is below its marker stays."
)
@click.option(
    "--check", is_flag=True, help="Exit 1, with a diff, if a written file is not what would be written."
)
@click.option(
    "--python", multiple=True, metavar="VERSION", help="A version of Python to test on; may be repeated."
)
@click.option("--installer", type=click.Choice(["pip", "uv"]), help="What installs the project.")
@click.option("--install", metavar="COMMAND", help="The shell command that installs the project.")
@click.option("--test", metavar="COMMAND", help="The shell command that runs its tests.")
@click.option(
    "--browser/--no-browser", default=None, help="A job with Chromium for the tests marked `browser`."
)
@click.option("--shards", type=click.IntRange(min=1), help="Run the tests in so many parts side by side.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the project (default: the current one).",
)
def ci(name: str | None, write: bool, force: bool, check: bool, project: Path, **options: Any) -> None:
    """
    Workflows for GitHub Actions that test a project, and show what a failed stream did.

    Without a name: the list of them. With one: the file, on standard output. Choices are read from the
    project's pyproject.toml, its table [tool.stario.ci] first.
    """
    if force and not write:
        raise click.UsageError("--force goes with --write")
    if write and check:
        raise click.UsageError("--write or --check, not both")
    given = {key: value for key, value in options.items() if value not in (None, ())}
    if "python" in given:
        given["python"] = list(given["python"])
    try:
        if check:
            _check(name, project, given)
        elif name is None:
            if write:
                raise click.UsageError("--write needs a NAME: which file?")
            _list(project)
        elif write:
            _write(TEMPLATES[name], project, given, force)
        else:
            click.echo(TEMPLATES[name].render(choices_of(project, {}, given)), nl=False)
    except (OSError, ValueError) as problem:
        raise click.ClickException(str(problem)) from None


def _list(project: Path) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("NAME", "FILE", "", "WHAT IT IS FOR"):
        table.add_column(heading, no_wrap=heading in ("NAME", "FILE"))
    for template in TEMPLATES.values():
        there = "written" if (project / template.path).exists() else ""
        table.add_row(template.name, template.path, there, template.about)
    console = Console()
    console.print(table)
    console.print(
        "\n`stario ci NAME` prints one, `stario ci NAME --write` writes it, `stario ci --check` checks.",
        markup=False,
    )


def _write(template: Template, project: Path, given: dict[str, Any], force: bool) -> None:
    path = project / template.path
    own = ""
    recorded: dict[str, Any] = {}
    if path.exists():
        if not force:
            raise click.ClickException(
                f"{template.path} is there already. `stario ci {template.name} --check` shows how it "
                f"differs; --force writes over it, and keeps what stands below its marker."
            )
        there = written(_text(path))
        own = there.own
        recorded = (there.stamp or {}).get("choices", {})
    text = template.render(choices_of(project, recorded, given)) + own
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(f"wrote {template.path}")


def _check(name: str | None, project: Path, given: dict[str, Any]) -> None:
    """
    Compare what is written, or the named one, with what would be written now.
    """
    wanted = (
        [TEMPLATES[name]] if name else [each for each in TEMPLATES.values() if (project / each.path).exists()]
    )
    if not wanted:
        click.echo("no file of `stario ci` is written here: `stario ci NAME --write` writes one")
        return
    stale = False
    for template in wanted:
        stale = _is_stale(template, project, given) or stale
    if stale:
        sys.exit(1)


def _is_stale(template: Template, project: Path, given: dict[str, Any]) -> bool:
    path = project / template.path
    if not path.exists():
        click.echo(f"{template.path} is not there: `stario ci {template.name} --write` writes it")
        return True
    there = written(_text(path))
    if there.stamp is None:
        click.echo(f"{template.path} was not made by `stario ci`, or has lost its stamp or its marker")
        return True
    now = template.render(choices_of(project, there.stamp.get("choices", {}), given))
    if there.template == now:
        click.echo(f"{template.path} is up to date")
        return False
    old, new = (_unstamped(text) for text in (there.template, now))
    if old == new:  # another version of Stario would write the same
        click.echo(f"{template.path} is up to date")
        return False
    by = " and was changed by hand" if there.edited else ""
    click.echo(f"{template.path} is not what stario {_version(now)} would write{by}:")
    for line in difflib.unified_diff(
        old,
        new,
        f"{template.path} (written by {_version(there.template)})",
        f"stario ci {template.name}",
        lineterm="",
    ):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        click.echo(click.style(line, fg=colour) if colour else line)
    click.echo(
        f"`stario ci {template.name} --write --force` writes it anew, and keeps what stands below its marker."
    )
    return True


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise ValueError(f"{path.name} is not text: {problem}") from None


def _unstamped(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("# stario-ci: ")]


def _version(text: str) -> str:
    stamp = written(text).stamp
    return "an unknown version" if stamp is None else str(stamp.get("version"))
