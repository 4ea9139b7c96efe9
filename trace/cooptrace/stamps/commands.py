"""`cooptrace stamps`: the keys of stamps on paper and back, without the database."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cooptrace.codes.short_code import ALPHABET
from cooptrace.settings import Settings
from cooptrace.stamps.codes import KNOWN_SERIAL
from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.stamps.paper_key import LINES, PaperProblem, read_key, write_key

app = typer.Typer(no_args_is_help=True, help="The keys that stamp codes are made with.")
Data = Annotated[Path | None, typer.Option(help="Folder of the database; the keys lie in its folder keys.")]
Symbol = Annotated[str, typer.Argument(help="The symbol that every code of the key begins with.")]


@app.command()
def paper(data: Data = None) -> None:
    """Print every key for safekeeping on paper. Whoever has this paper can make stamps: lock it away."""
    keys = _keys(data)
    found = [symbol for symbol in ALPHABET if keys.has(symbol) and not keys.is_lost(symbol)]
    try:
        copies = [(symbol, keys.codes(symbol).code(KNOWN_SERIAL), write_key(keys.master(symbol))) for symbol in found]
    except KeyProblem as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    for symbol, known, lines in copies:
        typer.echo(f"key {symbol}, made for the code {known}")
        typer.echo("".join(f"  {number}  {line}\n" for number, line in enumerate(lines, 1)))
    if not found:
        typer.echo(f"no keys in {keys.folder}")


@app.command()
def restore(symbol: Symbol, data: Data = None) -> None:
    """Write a lost key's file again from its paper copy, typed line by line; never over another key."""
    keys = _keys(data)
    typer.echo(f"The {LINES} lines of key {symbol}:")
    try:
        keys.put(symbol, read_key([sys.stdin.readline() for _ in range(LINES)]))
        known = keys.codes(symbol).code(KNOWN_SERIAL)
    except (PaperProblem, KeyProblem) as problem:
        typer.echo(f"not restored: {problem}", err=True)
        raise typer.Exit(1) from problem
    typer.echo(f"restored; it makes the code {known}, as the paper must say too")


@app.command()
def lost(symbol: Symbol, data: Data = None) -> None:
    """Note that a key and its paper copy are gone for good: the service starts again, its stamps are not confirmed."""
    try:
        _keys(data).give_up(symbol)
    except KeyProblem as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    typer.echo(f"noted: stamps of key {symbol} can no longer be confirmed")


def _keys(data: Path | None) -> KeyRing:
    return KeyRing((data or Settings().data_dir) / "keys")
