"""`cooptrace labels print`: labels of a batch from the service's database, as the print desk prints and logs them."""

import getpass
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from cooptrace.batches.queries import batch_by_short_code
from cooptrace.codes import CodeError, check_short_code
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.errors import Conflict, Invalid, Problem, Sentence, say
from cooptrace.labels import actions, desk, queries
from cooptrace.labels.command_files import stop, write_files
from cooptrace.labels.desk_choice import choose
from cooptrace.labels.formats import Format, default_density, files
from cooptrace.labels.jobs import LabelJob
from cooptrace.products.models import Product
from cooptrace.settings import Settings
from cooptrace.symbols.problems import SymbolError
from cooptrace.web.addresses import primary_origin
from cooptrace.web.forms import Submitted
from cooptrace.web.viewer import Viewer

NO_ADDRESS: Sentence = say("The public address is not confirmed yet. Print the first labels at the print desk.")
CHANGED: Sentence = say("The batch has been changed in the meantime. Please print again.")


@dataclass(frozen=True)
class Wish:
    """What was asked for; what is empty is as at the desk: as it was done last."""

    batch: str
    stock: str | None
    design: str | None
    start: int | None
    count: int | None
    printer: str | None


def print_batch(
    batch: Annotated[str, typer.Option(help="The batch: its lot, or the short code on its labels.")],
    output: Annotated[Path, typer.Option(help="The file to write; PNG and SVG of several pages are numbered.")],
    stock: Annotated[str | None, typer.Option(help="A paper: its key, or the name of an own one.")] = None,
    design: Annotated[str | None, typer.Option(help="A design: its key.")] = None,
    start: Annotated[int | None, typer.Option(help="The first free label of the sheet, from 1.")] = None,
    count: Annotated[int | None, typer.Option(help="How many labels.")] = None,
    printer: Annotated[str | None, typer.Option(help="The name of a printer that was measured, or none.")] = None,
    file_format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.PDF,
) -> None:
    """Print labels of a batch of the service's database, and write that into its print log. What is left out is as it
    was the last time; the paper goes on where its part-used sheet ends."""
    wish = Wish(batch, stock, design, start, count, printer)
    database = Database(Settings().database)
    try:
        for path in _printed(database, wish, output, file_format):
            typer.echo(str(path))
    except Invalid as problem:
        stop("\n".join(f"{field}: {sentence}" for field, sentence in problem.fields.items()))
    except (Problem, SymbolError) as problem:
        stop(str(problem.sentence))
    except OSError as problem:
        stop(str(problem))
    except DBAPIError as problem:
        stop(f"The database of the service cannot be used: {problem.orig}")
    finally:
        database.close()


def _printed(database: Database, wish: Wish, output: Path, kind: Format) -> list[Path]:
    """The files get their names once the printing is in the log; a file that cannot be made is not logged."""
    with database.read() as session:
        subject, plan = _planned(session, wish)
        if refusal := actions.blocked(session, subject):
            raise Conflict(refusal)
    with TemporaryDirectory(prefix=".labels-", dir=output.parent) as folder:
        made = write_files(files(_job(plan, kind), kind), Path(folder) / output.name)
        with database.write() as session:
            subject, again = _planned(session, wish)
            if again != plan:
                raise Conflict(CHANGED)
            actions.print_labels(session, subject, plan, by=_at_the_terminal())
        return [path.replace(output.parent / path.name) for path in made]


def _job(plan: desk.Plan, kind: Format) -> LabelJob:
    job = desk.label_job(plan)
    return replace(job, dots_per_inch=job.dots_per_inch or default_density(kind))


def _planned(session: Session, wish: Wish) -> tuple[desk.Subject, desk.Plan]:
    subject = _subject(session, wish.batch)
    choice = choose(session, subject, _asked(session, subject.cooperative, wish))
    if choice.errors:
        raise Invalid(choice.errors)
    origin = primary_origin(session)
    if origin is None:
        raise Conflict(NO_ADDRESS)
    return subject, desk.plan(subject, choice.order, origin)


def _subject(session: Session, text: str) -> desk.Subject:
    """Raises Invalid unless just one batch is called so."""
    found = []
    with suppress(CodeError):
        found = [row for row in [batch_by_short_code(session, check_short_code(text))] if row]
    found = found or queries.batches_with_lot(session, text.strip().upper())
    if not found:
        raise Invalid({"batch": say("No batch has this lot or short code.")})
    if len(found) > 1:
        codes = ", ".join(row.short_code for row in found)
        raise Invalid({"batch": say("Several batches have this lot. Give the short code: %(codes)s", codes=codes)})
    (batch,) = found
    cooperative = session.get_one(Cooperative, batch.cooperative_id)
    return desk.Subject(cooperative, session.get_one(Product, batch.product_id), batch)


def _asked(session: Session, cooperative: Cooperative, wish: Wish) -> Submitted:
    """As the desk's form sends it."""
    papers = {stock.name("vi").casefold(): key for key, stock in queries.papers_of(session, cooperative).items()}
    printers = {row.name.casefold(): row.id for row in queries.printers_of(session, cooperative)}
    if wish.printer and wish.printer != "none" and wish.printer.casefold() not in printers:
        raise Invalid({"printer": say("Choose a printer from the list.")})
    typed = {
        "stock": papers.get((wish.stock or "").casefold(), wish.stock),
        "design": wish.design,
        "start": wish.start,
        "count": wish.count,
        "printer": printers.get((wish.printer or "").casefold(), wish.printer),
    }
    return Submitted({name: (str(value),) for name, value in typed.items() if value is not None})


def _at_the_terminal() -> Viewer:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        name = ""
    return Viewer(person_id="", name=f"{name} (cooptrace labels print)".strip()[:120], language="vi", sign_in_id="")
