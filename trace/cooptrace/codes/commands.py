"""`cooptrace codes`: what a code is, or what is wrong with it and where."""

import json
from typing import Annotated

import typer

from cooptrace.codes.report import describe

app = typer.Typer(no_args_is_help=True, help="Numbers and codes.")


@app.callback()
def codes() -> None:
    """Numbers and codes: GTINs, GS1 Digital Links, element strings, short codes."""


@app.command()
def check(
    text: Annotated[str, typer.Argument(help="A number, a Digital Link, an element string or a short code.")],
) -> None:
    """Print as JSON what a code is or what is wrong with it; the exit status is 1 for a wrong one."""
    report = describe(text)
    typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
    if "error" in report:
        raise typer.Exit(1)
