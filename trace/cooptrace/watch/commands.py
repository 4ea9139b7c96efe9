"""`cooptrace watch`: which printed codes answer badly, and whether added links still work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database, now
from cooptrace.settings import Settings
from cooptrace.watch import actions, queries
from cooptrace.watch.lines import detail_of, name_of
from cooptrace.watch.troubles import Asked
from cooptrace.web.formats import date_text

app = typer.Typer(no_args_is_help=True, help="Printed codes that would answer a shopper badly.")


@app.command()
def codes(
    cooperative: Annotated[str, typer.Option(help="Only of this cooperative: its id.")] = "",
) -> None:
    """List them, one a line, the worst first within each cooperative; the exit status is 1 when there are any."""
    total = 0
    with _database() as database, database.read() as session:
        asked = queries.moment(session, now())
        for one in _concerned(session, asked, cooperative):
            found = queries.findings_of(session, one, asked)
            total += len(found)
            for line in found:
                told = (one.name, str(line.kind.title), str(name_of(line)), str(detail_of(line)), date_text(line.day))
                typer.echo(" · ".join(filter(None, told)) + f" · {line.path}")
    typer.echo(f"{total} to be mended")
    if total:
        raise typer.Exit(1)


@app.command()
def links() -> None:
    """Try every link that cooperatives added to their codes, and note which do not work. Run it once a day."""
    with _database() as database:
        found = actions.check_links(database)
    if found.offline:
        typer.echo("no link answers: this machine seems to have no network; nothing was noted", err=True)
        raise typer.Exit(1)
    typer.echo(f"{found.tried} links tried, {found.failing} do not work")


def _concerned(session: Session, asked: Asked, cooperative_id: str) -> list[Cooperative]:
    only = [cooperative_id] if cooperative_id else None
    ids = queries.counts(session, asked, cooperative_ids=only)
    wanted = select(Cooperative).where(col(Cooperative.id).in_(ids))
    return list(session.exec(wanted.order_by(col(Cooperative.name_folded), col(Cooperative.id))))


@contextmanager
def _database() -> Iterator[Database]:
    database = Database(Settings().database)
    try:
        yield database
    finally:
        database.close()
