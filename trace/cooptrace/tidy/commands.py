"""`cooptrace tidy`: forget what is due, all of it. The service does the same in small portions once a day."""

import typer

from cooptrace.database import Database, now
from cooptrace.settings import Settings
from cooptrace.tidy.actions import JOBS
from cooptrace.tidy.actions import tidy as tidy_all


def tidy() -> None:
    """Forget what has been kept long enough: whose phone scanned, single scans. Daily sums stay."""
    database = Database(Settings().database)
    try:
        done = tidy_all(database, at=now())
    finally:
        database.close()
    for job in JOBS:
        typer.echo(f"{done[job.name]} {job.told}")
