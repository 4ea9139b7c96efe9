"""The command line: serve, migrate, print labels, check codes."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cooptrace import serve as service
from cooptrace.codes import commands as codes_commands
from cooptrace.database import Database
from cooptrace.database import migrate as migrations
from cooptrace.demo import tour
from cooptrace.labels import commands as labels_commands
from cooptrace.people import commands as people_commands
from cooptrace.settings import Settings
from cooptrace.stamps import commands as stamps_commands
from cooptrace.stamps.keys import KeyProblem
from cooptrace.tidy import commands as tidy_commands
from cooptrace.watch import commands as watch_commands

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="QR product traceability for cooperatives."
)
migrations_app = typer.Typer(no_args_is_help=True, help="The database's schema.")
app.add_typer(migrations_app, name="migrations")
app.add_typer(codes_commands.app, name="codes")
app.add_typer(labels_commands.app, name="labels")
app.add_typer(stamps_commands.app, name="stamps")
app.add_typer(people_commands.app, name="people")
app.add_typer(watch_commands.app, name="watch")
app.command("tidy")(tidy_commands.tidy)


@migrations_app.command("check")
def check_migrations() -> None:
    """Say whether the migrations make just the tables that the code has; on a database in memory."""
    database = Database("sqlite://")
    migrations.upgrade(database)
    migrations.check(database)
    typer.echo("migrations and tables agree")


@migrations_app.command("new")
def new_migration(message: str) -> None:
    """Write a migration for what the tables have and the migrations do not."""
    database = Database("sqlite://")
    migrations.upgrade(database)
    migrations.new_revision(database, message)


@app.command()
def migrate() -> None:
    """Bring the database of the data folder to the newest schema."""
    service.prepare(Settings()).close()


@app.command()
def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Start with the sample province, in its own data folder.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; 127.0.0.1 keeps phones out.")] = "0.0.0.0",  # noqa: S104
    data: Annotated[Path | None, typer.Option(help="Folder of the database.")] = None,
    database_url: Annotated[str | None, typer.Option(help="PostgreSQL instead: postgresql+psycopg://…")] = None,
    public_url: Annotated[str | None, typer.Option(help="The address to be printed into codes: https://…")] = None,
) -> None:
    """Start the service, on SQLite unless told otherwise."""
    os.umask(0o077)
    settings = _settings(demo=demo, data=data, database_url=database_url, public_url=public_url, host=host, port=port)
    database = service.prepare(settings)
    try:
        service.check_keys(settings, database)
    except KeyProblem as problem:
        database.close()
        typer.echo(f"not started: {problem}", err=True)
        raise typer.Exit(1) from problem
    visit = tour.prepare(database, settings) if demo else None
    local = f"http://127.0.0.1:{port}"

    def ready() -> None:
        _say(f"ready {local}")
        if settings.nearby_url:
            _say(f"for phones on the same network: {settings.nearby_url}")
        if visit:
            _say(visit.words(settings.nearby_url or local))
        elif path := service.setup_path(database):
            _say(f"Nobody has an account yet. Make the operator's here, within an hour: {local}{path}")

    service.serve(service.application(settings, database), host=host, port=port, ready=ready)


def _settings(
    *, demo: bool, data: Path | None, database_url: str | None, public_url: str | None, host: str, port: int
) -> Settings:
    settings = Settings()
    changes: dict[str, object] = {"demo": demo, "data_dir": data or settings.data_dir}
    if demo and data is None:
        changes["data_dir"] = service.demo_folder(settings.data_dir)
    changes |= {name: value for name, value in (("database_url", database_url), ("public_url", public_url)) if value}
    phones = None if host.startswith("127.") else service.phone_address(port)
    changes["nearby_url"] = phones
    if demo and not (public_url or settings.public_url):
        # Codes of the sample province lead to this machine, so that a phone on the same network can try them.
        changes["public_url"] = phones or f"http://127.0.0.1:{port}"
    return settings.model_copy(update=changes)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> None:
    app()
