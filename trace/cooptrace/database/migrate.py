"""Bring a database to the newest schema, or say whether schema and models agree. Migrations ship in the package."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from cooptrace.database.engine import Database

_SCRIPTS = Path(__file__).parents[1] / "migrations"


def upgrade(database: Database) -> None:
    with database.write() as session:
        config = _config()
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")


def check(database: Database) -> None:
    """Raises alembic.util.CommandError when the models say something that no migration does."""
    with database.write() as session:
        config = _config()
        config.attributes["connection"] = session.connection()
        command.check(config)


def new_revision(database: Database, message: str) -> None:
    with database.write() as session:
        config = _config()
        config.attributes["connection"] = session.connection()
        command.revision(config, message=message, autogenerate=True)


def _config() -> Config:
    config = Config()
    # Alembic reads options through ConfigParser: a percent sign in a path must be doubled.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
