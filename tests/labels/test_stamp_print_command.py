"""`cooptrace labels print --range`: stamps leave once, every printed code is read again, a refusal leaves no trace."""

import io
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlmodel import select
from typer.testing import CliRunner

from cooptrace.cli import app
from cooptrace.database import Database
from cooptrace.labels.models import OwnStock, PrinterProfile
from cooptrace.stamps.epoch_actions import mark_leaked
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampAct, StampEpoch, StampOrder
from cooptrace.stamps.order_actions import mark_printed, release_file
from tests.labels.paper import pages, picture, read_codes, svg_picture, tspl_pictures, zpl_pictures
from tests.people import World
from tests.stamps.rolls import Desk, make_desk

HOST = "HTTPS://TRACE.EXAMPLE.VN/Q/"


class Terminal:
    """Stamps of one cooperative, and the command run on its database."""

    def __init__(self, database: Database, world: World, folder: Path, url: str) -> None:
        self.database, self.world, self.data = database, world, folder / "data"
        self.out = folder / "out"
        self.out.mkdir()
        self._shell = CliRunner(env={"COOPTRACE_DATABASE_URL": url, "COOPTRACE_DATA_DIR": str(self.data)})

    def order(
        self, count: int = 10, *, then: Callable[[Desk, StampOrder], object] | None = None, **more: object
    ) -> str:
        """The check total of an order whose file is released; `then` is done before the transaction ends."""
        with self.database.write() as session:
            desk = make_desk(session, self.data, self.world.own, self.world.manager, lot=f"LO{count}")
            order = desk.order(count, **more)
            release_file(session, desk.keys, order, by=desk.by)
            if then:
                then(desk, order)
            return order.check_total

    def print(self, *words: object, name: str = "tem.pdf") -> tuple[int, str, list[str]]:
        """Exit status, what was said about a refusal, and the files that are there afterwards."""
        typed = ["labels", "print", "--output", str(self.out / name), *map(str, words)]
        result = self._shell.invoke(app, typed)
        return result.exit_code, result.stderr, sorted(path.name for path in self.out.iterdir())

    def codes(self, first: int, count: int) -> list[str]:
        """As the addresses of the order's stamps read, counted from 0."""
        with self.database.read() as session:
            order = session.exec(select(StampOrder)).one()
        codes = KeyRing(self.data / "keys").codes(order.epoch).codes(order.first + first, count)
        return [HOST + code for code in codes]

    def read(self, name: str = "tem.pdf") -> list[str]:
        """All codes of a PDF, page by page."""
        data = (self.out / name).read_bytes()
        return [code.text for page in range(pages(data)) for code in read_codes(picture(data, page + 1))]

    def handed_out(self) -> list[tuple[int, str, str]]:
        with self.database.read() as session:
            acts = session.exec(select(StampAct).where(StampAct.kind == "download")).all()
        return [(act.count, act.details["format"], act.person_name) for act in acts]


@pytest.fixture
def terminal(database: Database, world: World, tmp_path: Path, database_url: str) -> Terminal:
    return Terminal(database, world, tmp_path, database_url)


def test_an_order_is_printed_and_every_code_is_read_again(terminal: Terminal) -> None:
    total = terminal.order(70)
    assert terminal.print("--range", total) == (0, "", ["tem.pdf"])
    assert sorted(terminal.read()) == sorted(terminal.codes(0, 70))
    ((count, file_format, who),) = terminal.handed_out()
    assert (count, file_format, who.endswith("(cooptrace labels print)")) == (70, "pdf", True)


def test_stamps_are_handed_out_once(terminal: Terminal) -> None:
    total = terminal.order()
    terminal.print("--range", total)
    status, said, _ = terminal.print("--range", total, name="again.pdf")
    assert (status, said.startswith("This file was handed out already."), len(terminal.handed_out())) == (1, True, 1)
    assert not (terminal.out / "again.pdf").exists()


def test_the_second_roll_alone_is_printed(terminal: Terminal) -> None:
    total = terminal.order(25, per_roll=10).replace(" ", "").lower()
    assert terminal.print("--range", f"{total}/3", "--start", 30) == (0, "", ["tem.pdf"])
    assert sorted(terminal.read()) == sorted(terminal.codes(20, 5))
    assert terminal.handed_out()[0][0] == 5


def test_a_stamp_stands_for_its_roll(terminal: Terminal) -> None:
    terminal.order(25, per_roll=10)
    terminal.print("--range", terminal.codes(14, 1)[0])
    assert sorted(terminal.read()) == sorted(terminal.codes(10, 10))


def test_two_stamps_are_a_stretch(terminal: Terminal) -> None:
    terminal.order(25)
    first, last = terminal.codes(3, 1)[0], terminal.codes(8, 1)[0].removeprefix(HOST)
    terminal.print("--range", f"{first}..{last}")
    assert sorted(terminal.read()) == sorted(terminal.codes(3, 6))


def test_the_first_so_many_are_printed(terminal: Terminal) -> None:
    total = terminal.order(10)
    terminal.print("--range", total, "--count", 4)
    assert (sorted(terminal.read()), terminal.handed_out()[0][0]) == (sorted(terminal.codes(0, 4)), 4)


def _png_pictures(data: bytes) -> list[Image.Image]:
    return [Image.open(io.BytesIO(data)).convert("L")]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("png", _png_pictures),
        ("svg", lambda data: [svg_picture(data)]),
        ("zpl", zpl_pictures),
        ("tspl", tspl_pictures),
    ],
)
def test_every_code_is_read_again_in_every_format(
    terminal: Terminal, kind: str, shown: Callable[[bytes], list[Image.Image]]
) -> None:
    total = terminal.order(3)
    words = ["--range", total, "--stock", "roll-50x30", "--format", kind]
    status, said, written = terminal.print(*words, name=f"tem.{kind}")
    pictures = [picture for name in written for picture in shown((terminal.out / name).read_bytes())]
    assert (status, said, len(pictures)) == (0, "", 3)
    assert [code.text for one in pictures for code in read_codes(one)] == terminal.codes(0, 3)


def test_own_paper_and_measured_printer_are_named(terminal: Terminal) -> None:
    total = terminal.order(3)
    with terminal.database.write() as session:
        session.add(PrinterProfile(cooperative_id=terminal.world.own.id, name="Máy tem", dots_per_inch=300))
        sizes: dict[str, Any] = {"page_width_mm": 100, "page_height_mm": 60, "cell_width_mm": 50, "cell_height_mm": 30}
        edges: dict[str, Any] = {"left_mm": 0, "top_mm": 0, "pitch_x_mm": 50, "pitch_y_mm": 30, "columns": 2, "rows": 2}
        session.add(OwnStock(cooperative_id=terminal.world.own.id, name="Giấy nhà", **sizes, **edges))
    status, said, _ = terminal.print("--range", total, "--stock", "giấy nhà", "--printer", "máy tem", "--start", 2)
    assert (status, said, sorted(terminal.read())) == (0, "", sorted(terminal.codes(0, 3)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--range", "{total}/2"], "range: This order has rolls 1 to 1."),
        (["--range", "{total}/0"], "range: This order has rolls 1 to 1."),
        (["--range", "0000 0000 0000"], "range: No order of stamps has this check total."),
        (["--range", "KHÔNG-CÓ"], "range: This names no stamps."),
        (["--range", "x" * 5000], "range: This names no stamps."),
        (["--range", "{total}", "--stock", "a5-99"], "stock: Choose a paper from the list."),
        (["--range", "{total}", "--design", "batch"], "design: Choose a label from the list."),
        (["--range", "{total}", "--start", 66], "start: This paper has labels 1 to 65."),
        (["--range", "{total}", "--count", 0], "count: One printing has from 1 to 1000000 labels."),
        (["--range", "{total}", "--count", -1], "count: One printing has from 1 to 1000000 labels."),
        (["--range", "{total}", "--count", 10**9], "count: One printing has from 1 to 1000000 labels."),
        (["--range", "{total}", "--count", 11], "count: There are only 10 stamps."),
        (["--range", "{total}", "--printer", "Máy lạ"], "printer: Choose a printer from the list."),
        (["--range", "{total}", "--batch", "LO1"], "Give one of --batch and --range."),
        ([], "Give one of --batch and --range."),
    ],
)
def test_what_cannot_be_printed_is_neither_written_nor_logged(
    terminal: Terminal, words: list[object], said: str
) -> None:
    total = terminal.order()
    status, refusal, written = terminal.print(*(str(word).format(total=total) for word in words))
    assert (status, written, terminal.handed_out()) == (1, [], [])
    assert said in refusal


def _voided(desk: Desk, order: StampOrder) -> None:
    desk.void(order, 4, 4)


def _printed(desk: Desk, order: StampOrder) -> None:
    mark_printed(desk.session, order, by=desk.by)


def _leaked(desk: Desk, order: StampOrder) -> None:
    epoch = desk.session.get_one(StampEpoch, order.epoch)
    mark_leaked(desk.session, desk.keys, epoch, since=epoch.began_at)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (_voided, "Some of these stamps are voided."),
        (_printed, "These stamps are printed already."),
        (_leaked, "Stamps of this series can no longer be used"),
    ],
)
def test_stamps_that_must_not_be_printed_are_refused(
    terminal: Terminal, then: Callable[[Desk, StampOrder], object], said: str
) -> None:
    status, refusal, written = terminal.print("--range", terminal.order(then=then))
    assert (status, written, terminal.handed_out()) == (1, [], [])
    assert refusal.startswith(said)


def test_stamps_beside_a_voided_one_are_printed(terminal: Terminal) -> None:
    terminal.order(then=_voided)
    first, last = terminal.codes(5, 1)[0], terminal.codes(9, 1)[0]
    terminal.print("--range", f"{first}..{last}")
    assert sorted(terminal.read()) == sorted(terminal.codes(5, 5))


def test_covered_codes_are_left_to_a_print_shop(terminal: Terminal) -> None:
    status, said, written = terminal.print("--range", terminal.order(covered=True))
    assert (status, written, terminal.handed_out()) == (1, [], [])
    assert said.startswith("These stamps have a covered code.")


def test_an_order_that_was_not_released_has_no_name(terminal: Terminal) -> None:
    with terminal.database.write() as session:
        desk = make_desk(session, terminal.data, terminal.world.own, terminal.world.manager)
        order = desk.order(5)
        code = desk.code(order, 0)
    status, said, written = terminal.print("--range", code)
    assert (status, written) == (1, [])
    assert said.startswith("The file has not been released for printing yet.")


def test_a_folder_that_is_not_there_hands_nothing_out(terminal: Terminal) -> None:
    status, said, _ = terminal.print("--range", terminal.order(), name="no/tem.pdf")
    assert (status, "No such file" in said, terminal.handed_out()) == (1, True, [])


def test_a_folder_in_the_place_of_the_file_hands_nothing_out(terminal: Terminal) -> None:
    total = terminal.order()
    (terminal.out / "tem.pdf").mkdir()
    (terminal.out / "tem-2.svg").mkdir()
    refusals = [
        terminal.print("--range", total),
        terminal.print("--range", total, name="."),
        terminal.print("--range", total, "--stock", "roll-50x30", "--format", "svg", name="tem.svg"),
    ]
    assert [(status, "Is a directory" in said, left) for status, said, left in refusals] == [
        (1, True, ["tem-2.svg", "tem.pdf"])
    ] * 3
    assert terminal.handed_out() == []


def test_a_command_that_is_told_to_end_leaves_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    total = terminal.order()

    def ended(_path: Path, _target: Path) -> Path:
        """While the first file is being put in its place."""
        signal.raise_signal(signal.SIGTERM)
        raise AssertionError

    monkeypatch.setattr(Path, "replace", ended)
    status, _, left = terminal.print("--range", total)
    assert (status, left, terminal.handed_out()) == (143, [], [])


def test_a_missing_key_is_said(terminal: Terminal) -> None:
    total = terminal.order()
    (terminal.data / "keys" / "stamp-0.key").unlink()
    status, said, written = terminal.print("--range", total)
    assert (status, written, terminal.handed_out()) == (1, [], [])
    assert "stamp-0.key" in said


def test_a_file_that_was_handed_out_meanwhile_is_not_written(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = terminal.order()
    real = Path.replace

    def replace_after_a_rival(path: Path, target: Path) -> Path:
        """The first file is whole: somebody else is quicker to take the stamps."""
        monkeypatch.setattr(Path, "replace", real)
        terminal.print("--range", total, name="rival.pdf")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace_after_a_rival)
    status, said, written = terminal.print("--range", total)
    assert (status, written, len(terminal.handed_out())) == (1, ["rival.pdf"], 1)
    assert said.startswith("This file was handed out already.")
