"""What printing a batch and printing stamps share at the command line: what was asked for, and files after the log."""

import getpass
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, say
from cooptrace.labels import queries
from cooptrace.labels.command_files import check_file, write_files
from cooptrace.labels.desk_choice import NO_PRINTER
from cooptrace.web.viewer import Viewer


@dataclass(frozen=True)
class Wish:
    """What was asked for: a batch or a roll by its name, and how to print it where that was said."""

    named: str
    stock: str | None
    design: str | None
    start: int | None
    count: int | None
    printer: str | None


def logged_files(parts: Iterator[tuple[str, Iterator[bytes]]], output: Path, log: Callable[[], None]) -> list[Path]:
    """The files get their names once the printing is in the log; a file that cannot be made is not logged."""
    check_file(output)
    with _tidied_up(), TemporaryDirectory(prefix=".labels-", dir=output.parent) as folder:
        made = write_files(parts, Path(folder) / output.name)
        for path in made:
            check_file(output.parent / path.name)
        log()
        return [path.replace(output.parent / path.name) for path in made]


@contextmanager
def _tidied_up() -> Iterator[None]:
    """A command that is told to end takes its unfinished files with it, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def paper_key(session: Session, cooperative: Cooperative, named: str | None) -> str | None:
    """An own paper is named by its name, a shipped one by its key or name."""
    papers = {stock.name("vi").casefold(): key for key, stock in queries.papers_of(session, cooperative).items()}
    return papers.get((named or "").casefold(), named)


def printer_key(session: Session, cooperative: Cooperative, named: str | None) -> str | None:
    """Raises Invalid for a printer that is not there; "none" stays itself."""
    printers = {row.name.casefold(): row.id for row in queries.printers_of(session, cooperative)}
    if named and named != NO_PRINTER and named.casefold() not in printers:
        raise Invalid({"printer": say("Choose a printer from the list.")})
    return printers.get((named or "").casefold(), named)


def at_the_terminal() -> Viewer:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        name = ""
    return Viewer(person_id="", name=f"{name} (cooptrace labels print)".strip()[:120], language="vi", sign_in_id="")
