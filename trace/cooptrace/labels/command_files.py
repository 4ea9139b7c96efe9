"""What the commands share: files that appear only when they are whole, and one line that says why nothing was made."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import typer


def write_files(parts: Iterator[tuple[str, Iterator[bytes]]], output: Path) -> list[Path]:
    """Each file appears under its name only when it is whole."""
    check_file(output)
    written = []
    for suffix, chunks in parts:
        target = output.with_stem(output.stem + suffix)
        unfinished = target.with_name(f".{target.name}.part")
        try:
            with unfinished.open("wb") as file:
                file.writelines(chunks)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        written.append(target)
    return written


def check_file(path: Path) -> None:
    """Raises IsADirectoryError for a folder, which no file can replace."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
