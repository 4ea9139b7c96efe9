"""`cooptrace labels print`: as the desk prints, from the command line; a refusal writes no file and no log entry."""

from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.cli import app
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.labels.models import LogisticUnit, OpenedSheet, PrinterProfile, PrintJob
from tests.factories import make_batch, make_product
from tests.labels.desk import Desk, make_desk
from tests.labels.paper import pages, picture, read_codes
from tests.people import World


@pytest.fixture
def shell(database_url: str) -> CliRunner:
    return CliRunner(env={"COOPTRACE_DATABASE_URL": database_url})


def run(shell: CliRunner, folder: Path, *words: object, name: str = "tem.pdf") -> tuple[int, str, list[str]]:
    """Exit status, what was said about a refusal, and the files that are there afterwards."""
    typed = ["labels", "print", "--output", str(folder / name), *map(str, words)]
    result = shell.invoke(app, typed)
    return result.exit_code, result.stderr, sorted(path.name for path in folder.iterdir())


def jobs(database: Database) -> list[PrintJob]:
    with database.read() as session:
        return list(session.exec(select(PrintJob)))


def test_labels_are_printed_and_logged(shell: CliRunner, desk: Desk, database: Database, tmp_path: Path) -> None:
    words = ["--batch", desk.batch.lot, "--stock", "tomy-145", "--start", 13, "--count", 7]
    assert run(shell, tmp_path, *words) == (0, "", ["tem.pdf"])
    codes = [code.text for code in read_codes(picture((tmp_path / "tem.pdf").read_bytes()))]
    (job,) = jobs(database)
    assert codes == [f"HTTP://TRACE.TEST/Q/{desk.batch.short_code}"] * 7
    assert (job.code_text, job.count, job.start_cell, job.printed_by) == (codes[0], 7, 13, None)
    assert job.printed_by_name.endswith("(cooptrace labels print)")


def test_the_batch_is_frozen_and_the_sheet_remembered(
    shell: CliRunner, desk: Desk, database: Database, tmp_path: Path
) -> None:
    run(shell, tmp_path, "--batch", desk.batch.short_code.lower(), "--count", 7)
    with database.read() as session:
        assert session.get_one(Batch, desk.batch.id).frozen_at is not None
        assert session.exec(select(OpenedSheet)).one().next_cell == 8


def test_the_next_printing_goes_on_where_the_sheet_ends(
    shell: CliRunner, desk: Desk, database: Database, tmp_path: Path
) -> None:
    for count in (7, 3):
        run(shell, tmp_path, "--batch", desk.batch.lot, "--count", count)
    assert sorted((job.start_cell, job.count) for job in jobs(database)) == [(1, 7), (8, 3)]


@pytest.mark.parametrize(
    ("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("zpl", b"^XA"), ("tspl", b"SIZE 50")]
)
def test_every_format_is_written(shell: CliRunner, desk: Desk, tmp_path: Path, kind: str, begins: bytes) -> None:
    words = ["--batch", desk.batch.lot, "--stock", "roll-50x30", "--count", 1, "--format", kind]
    assert run(shell, tmp_path, *words, name=f"tem.{kind}") == (0, "", [f"tem.{kind}"])
    assert (tmp_path / f"tem.{kind}").read_bytes().startswith(begins)


def test_a_measured_printer_is_named(shell: CliRunner, desk: Desk, database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        session.add(PrinterProfile(cooperative_id=desk.cooperative.id, name="Máy văn phòng"))
    run(shell, tmp_path, "--batch", desk.batch.lot, "--count", 66, "--printer", "máy văn phòng")
    (job,) = jobs(database)
    assert (job.printer["name"], pages((tmp_path / "tem.pdf").read_bytes())) == ("Máy văn phòng", 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--stock", "a5-99"], "stock: Choose a paper from the list."),
        (["--design", "stamp"], "design: Choose a label from the list."),
        (["--design", "retail"], "design: Choose a label from the list."),
        (["--start", 66], "start: This paper has labels 1 to 65."),
        (["--count", 0], "count: One printing has from 1 to 1000000 labels."),
        (["--count", -1], "count: One printing has from 1 to 1000000 labels."),
        (["--count", 10**9], "count: One printing has from 1 to 1000000 labels."),
        (["--printer", "Máy lạ"], "printer: Choose a printer from the list."),
        (["--batch", "KHÔNG-CÓ"], "batch: No batch has this lot or short code."),
    ],
)
def test_what_cannot_be_printed_is_neither_written_nor_logged(
    shell: CliRunner, desk: Desk, database: Database, tmp_path: Path, words: list[object], said: str
) -> None:
    status, refusal, written = run(shell, tmp_path, "--batch", desk.batch.lot, "--stock", "tomy-145", *words)
    assert (status, written, jobs(database)) == (1, [], [])
    assert said in refusal


def test_a_folder_that_is_not_there_logs_nothing(
    shell: CliRunner, desk: Desk, database: Database, tmp_path: Path
) -> None:
    result = shell.invoke(app, ["labels", "print", "--batch", desk.batch.lot, "--output", str(tmp_path / "no" / "a")])
    assert (result.exit_code, "No such file" in result.stderr, jobs(database)) == (1, True, [])


def test_a_recalled_batch_is_not_printed(shell: CliRunner, desk: Desk, database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        session.get_one(Batch, desk.batch.id).status = BatchStatus.RECALLED
    status, said, written = run(shell, tmp_path, "--batch", desk.batch.lot)
    assert (status, written, jobs(database)) == (1, [], [])
    assert said.startswith("This batch has been recalled.")


def test_a_lot_that_two_products_have_needs_the_code(
    shell: CliRunner, desk: Desk, database: Database, world: World, tmp_path: Path
) -> None:
    with database.write() as session:
        other = make_batch(session, make_product(session, world.foreign), lot=desk.batch.lot)
    status, said, written = run(shell, tmp_path, "--batch", desk.batch.lot)
    assert (status, written, other.short_code in said, desk.batch.short_code in said) == (1, [], True, True)


def test_without_a_confirmed_address_nothing_is_printed(
    shell: CliRunner, database: Database, world: World, tmp_path: Path
) -> None:
    desk = make_desk(database, world.own)
    status, said, written = run(shell, tmp_path, "--batch", desk.batch.lot)
    assert (status, written, jobs(database)) == (1, [], [])
    assert "not confirmed yet" in said


def test_pallet_labels_get_their_numbers(shell: CliRunner, desk: Desk, database: Database, tmp_path: Path) -> None:
    words = ["--batch", desk.batch.lot, "--design", "pallet", "--stock", "roll-100x150", "--count", 2]
    status, said, _written = run(shell, tmp_path, *words)
    assert (status, said.startswith("design: A pallet number begins with the GS1 company prefix.")) == (1, True)
    with database.write() as session:
        session.get_one(Cooperative, desk.cooperative.id).gs1_prefix = "9521234"
    assert run(shell, tmp_path, *words) == (0, "", ["tem.pdf"])
    pdf = (tmp_path / "tem.pdf").read_bytes()
    numbers = ["095212340000000013", "095212340000000020"]
    assert [code.text for page in (1, 2) for code in read_codes(picture(pdf, page))] == [
        f"(00){one}" for one in numbers
    ]
    with database.read() as session:
        assert list(session.exec(select(LogisticUnit.sscc).order_by(col(LogisticUnit.sscc)))) == numbers
