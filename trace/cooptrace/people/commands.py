"""`cooptrace people`: for the operator who lost the phone with the codes and has nobody to ask."""

import typer

from cooptrace.database import Database
from cooptrace.identifiers import IdentifierError, check_phone
from cooptrace.people import actions, queries
from cooptrace.people.cards import link_path
from cooptrace.people.kinds import Purpose
from cooptrace.settings import Settings

app = typer.Typer(no_args_is_help=True, help="People's accounts.")


@app.callback()
def _people() -> None:
    """People's accounts."""


@app.command("renew")
def renew(phone: str) -> None:
    """Print a link, good for an hour, by which the person with this phone number makes a new password and new codes."""
    settings = Settings()
    database = Database(settings.database)
    try:
        with database.write() as session:
            person = queries.person_by_phone(session, check_phone(phone))
            if person is None:
                raise typer.BadParameter("Nobody has this phone number.")
            token = actions.new_setup_link(session, person)
    except IdentifierError as problem:
        raise typer.BadParameter(str(problem)) from problem
    finally:
        database.close()
    typer.echo((settings.public_url or "") + link_path(Purpose.SET_UP, token))
