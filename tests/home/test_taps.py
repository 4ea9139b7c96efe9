"""From the cooperative's front page to printed labels, counted in taps."""

from fastapi.testclient import TestClient
from sqlmodel import col, select

from cooptrace.batches.models import Batch
from cooptrace.database import Database
from cooptrace.labels.models import PrintJob
from tests.batches.taps import Phone
from tests.labels.desk import confirm_address, make_desk, print_labels
from tests.people import World, sign_in


def jobs(database: Database) -> list[tuple[str, PrintJob]]:
    """The lots and jobs, oldest first."""
    with database.read() as session:
        wanted = select(Batch.lot, PrintJob).join(Batch, col(Batch.id) == PrintJob.batch_id)
        return [(lot, job) for lot, job in session.exec(wanted.order_by(col(PrintJob.printed_at)))]


def front(client: TestClient, world: World, database: Database) -> Phone:
    """A cooperative that has printed before."""
    confirm_address(database)
    client.cookies.set("lang", "en")
    print_labels(sign_in(client, world.staff), make_desk(database, world.own))
    return Phone(client, f"/c/{world.own.id}")


def test_a_batch_like_the_last_takes_three_taps(client: TestClient, world: World, database: Database) -> None:
    phone = front(client, world, database).tap("New batch like the last").tap("Save and print").tap("Print")
    (first, _), (second, job) = jobs(database)
    assert (phone.taps, phone.path) == (3, f"/c/{world.own.id}/prints/{job.id}")
    assert first != second
