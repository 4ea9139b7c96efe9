"""`cooptrace labels print`: labels of a batch, or stamps of a roll, as the service prints and logs them."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
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
from cooptrace.labels.command_files import stop
from cooptrace.labels.desk_choice import choose
from cooptrace.labels.formats import Format, default_density, files
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.stamp_print_command import printed_stamps
from cooptrace.labels.terminal import Wish, at_the_terminal, logged_files, paper_key, printer_key
from cooptrace.products.models import Product
from cooptrace.settings import Settings
from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.symbols.problems import SymbolError
from cooptrace.web.addresses import primary_origin
from cooptrace.web.forms import Submitted

NO_ADDRESS: Sentence = say("The public address is not confirmed yet. Print the first labels at the print desk.")
CHANGED: Sentence = say("The batch has been changed in the meantime. Please print again.")


def print_labels(
    output: Annotated[Path, typer.Option(help="The file to write; PNG and SVG of several pages are numbered.")],
    batch: Annotated[str | None, typer.Option(help="The batch: its lot, or the short code on its labels.")] = None,
    roll: Annotated[
        str | None,
        typer.Option(
            "--range",
            help="Stamps: the check total of their order, with /2 for its second roll only; or a stamp of the roll; "
            "or two as FIRST..LAST.",
        ),
    ] = None,
    stock: Annotated[str | None, typer.Option(help="A paper: its key, or the name of an own one.")] = None,
    design: Annotated[str | None, typer.Option(help="A design: its key.")] = None,
    start: Annotated[int | None, typer.Option(help="The first free label of the sheet, from 1.")] = None,
    count: Annotated[int | None, typer.Option(help="How many labels; of stamps, without it, all.")] = None,
    printer: Annotated[str | None, typer.Option(help="The name of a printer that was measured, or none.")] = None,
    file_format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.PDF,
) -> None:
    """Print labels of a batch, or stamps that were ordered, and write that into the service's log.

    For a batch, what is left out is as it was the last time; the paper goes on where its part-used sheet ends. Stamps
    are handed out once: what --count leaves out of an order is printed only when a manager releases it again.
    """
    if (batch is None) == (roll is None):
        stop("Give one of --batch and --range.")
    wish = Wish(batch or roll or "", stock, design, start, count, printer)
    settings = Settings()
    database = Database(settings.database)
    try:
        if roll is None:
            paths = _printed(database, wish, output, file_format)
        else:
            paths = printed_stamps(database, KeyRing(settings.data_dir / "keys"), wish, output, file_format)
        typer.echo("\n".join(map(str, paths)))
    except Invalid as problem:
        stop("\n".join(f"{field}: {sentence}" for field, sentence in problem.fields.items()))
    except (Problem, SymbolError) as problem:
        stop(str(problem.sentence))
    except (KeyProblem, OSError) as problem:
        stop(str(problem))
    except DBAPIError as problem:
        stop(f"The database of the service cannot be used: {problem.orig}")
    finally:
        database.close()


def _printed(database: Database, wish: Wish, output: Path, kind: Format) -> list[Path]:
    with database.read() as session:
        subject, plan = _planned(session, wish)
        if refusal := actions.blocked(session, subject):
            raise Conflict(refusal)

    def log() -> None:
        with database.write() as session:
            subject, again = _planned(session, wish)
            if again != plan:
                raise Conflict(CHANGED)
            job = actions.print_labels(session, subject, plan, by=at_the_terminal())
            if job.code_text != plan.code_text:  # another printing took these pallet numbers
                raise Conflict(CHANGED)

    return logged_files(files(_job(plan, kind), kind), output, log)


def _job(plan: desk.Plan, kind: Format) -> LabelJob:
    job = desk.label_job(plan)
    return replace(job, dots_per_inch=job.dots_per_inch or default_density(kind))


def _planned(session: Session, wish: Wish) -> tuple[desk.Subject, desk.Plan]:
    subject = _subject(session, wish.named)
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
    typed = {
        "stock": paper_key(session, cooperative, wish.stock),
        "design": wish.design,
        "start": wish.start,
        "count": wish.count,
        "printer": printer_key(session, cooperative, wish.printer),
    }
    return Submitted({name: (str(value),) for name, value in typed.items() if value is not None})
