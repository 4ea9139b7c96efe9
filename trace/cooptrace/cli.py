"""The command line: serve, migrate, print labels, check codes."""

import typer

from cooptrace.database import Database
from cooptrace.database import migrate as migrations
from cooptrace.settings import Settings

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="QR product traceability for cooperatives."
)
migrations_app = typer.Typer(no_args_is_help=True, help="The database's schema.")
app.add_typer(migrations_app, name="migrations")


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
    """Bring the database of this data folder to the newest schema."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrations.upgrade(Database(settings.database))


def main() -> None:
    app()
