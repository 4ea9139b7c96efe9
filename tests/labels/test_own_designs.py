"""A design of one's own: seen as it is chosen, refused at the field, printed, kept for what was printed with it."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.labels.design_forms import usual
from cooptrace.labels.models import OwnDesign
from cooptrace.labels.own_design import BASES, as_design, shipped, start_from
from tests.labels.desk import Desk, job_of, order, print_labels
from tests.labels.paper import page_text, picture, read_codes
from tests.people import World


def chosen(**changes: str) -> dict[str, str]:
    """What the form sends: a label with the name and the code alone, unless told otherwise."""
    values = {**usual("batch").values, "name": "Tem chữ to", "paper": "roll-50x30"}
    values |= dict.fromkeys(("cooperative_name_shown", "facts_shown", "call_to_action_shown", "domain_shown"), "")
    return {name: value for name, value in (values | changes).items() if value}


def saved(client: TestClient, desk: Desk, database: Database, **changes: str) -> OwnDesign:
    answer = client.post(f"{desk.home}/designs/new", data=chosen(**changes))
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, f"{desk.home}/designs")
    return designs(database)[-1]


def designs(database: Database) -> list[OwnDesign]:
    with database.read() as session:
        return list(session.exec(select(OwnDesign).order_by("created_at")))


def text_of(client: TestClient, page: str) -> str:
    return " ".join(page_text(client.get(f"{page}/labels.pdf").content).split())


@pytest.mark.parametrize("base", BASES)
def test_an_unchanged_copy_is_the_shipped_design(base: str) -> None:
    copy, original = as_design(start_from(base)), shipped()[base]
    parts = ("lines", "symbol_share", "largest_pt", "comfortable_pt", "min_module_mm", "max_module_mm", "layout")
    assert [getattr(copy, part) for part in parts] == [getattr(original, part) for part in parts]


def test_a_label_with_fewer_lines_is_printed(staff: TestClient, desk: Desk, database: Database) -> None:
    row = saved(staff, desk, database)
    page = print_labels(staff, desk, stock="roll-50x30", count=1, start=1, design=f"own-{row.id}")
    assert "Miến dong Bình Liêu 500 g" in text_of(staff, page)
    assert [word for word in ("HTX", "Lô:", "NSX", "Quét", "trace.test") if word in text_of(staff, page)] == []
    (code,) = read_codes(picture(staff.get(f"{page}/labels.pdf").content))
    assert code.text == job_of(database, page).code_text


def test_a_stronger_code_is_printed(staff: TestClient, desk: Desk, database: Database) -> None:
    row = saved(staff, desk, database, level="Q")
    page = print_labels(staff, desk, stock="roll-50x30", count=1, start=1, design=f"own-{row.id}")
    (code,) = read_codes(picture(staff.get(f"{page}/labels.pdf").content))
    assert code.ec_level == "Q"


def test_a_reprint_is_marked_whatever_the_design_leaves_out(staff: TestClient, desk: Desk, database: Database) -> None:
    row = saved(staff, desk, database)
    first = print_labels(staff, desk, stock="roll-50x30", count=1, start=1, design=f"own-{row.id}")
    again = staff.post(
        f"{first}/again", data=order(stock="roll-50x30", count=1, start=1, design=f"own-{row.id}", once="2")
    )
    assert "Bản in lại" in text_of(staff, again.headers["location"].partition("?")[0])


def test_what_was_printed_stays_as_it_was(staff: TestClient, desk: Desk, database: Database) -> None:
    row = saved(staff, desk, database)
    page = print_labels(staff, desk, stock="roll-50x30", count=1, start=1, design=f"own-{row.id}")
    before = staff.get(f"{page}/labels.pdf").content
    staff.post(f"{desk.home}/designs/{row.id}", data=chosen(facts_shown="yes"))
    assert staff.get(f"{page}/labels.pdf").content == before
    assert [one.removed_at is None for one in designs(database)] == [False, True]


def test_a_design_nobody_printed_is_changed_itself(staff: TestClient, desk: Desk, database: Database) -> None:
    row = saved(staff, desk, database)
    staff.post(f"{desk.home}/designs/{row.id}", data=chosen(facts_shown="yes", name="Có ngày"))
    (only,) = designs(database)
    assert (only.name, [line["shows"] for line in only.lines]) == ("Có ngày", ["product_name", "facts"])


def test_a_removed_design_is_not_offered(staff: TestClient, desk: Desk, database: Database) -> None:
    row = saved(staff, desk, database)
    assert f'value="own-{row.id}"' in staff.get(desk.page).text
    staff.post(f"{desk.home}/designs/{row.id}/removal")
    assert f'value="own-{row.id}"' not in staff.get(desk.page).text
    assert staff.get(f"{desk.home}/designs/{row.id}").status_code == 404


def test_another_cooperatives_design_is_not_there(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    with database.write() as session:
        foreign = start_from("batch")
        foreign.cooperative_id, foreign.name = world.foreign.id, "Của họ"
        session.add(foreign)
    path = f"{desk.home}/designs/{foreign.id}"
    answers = [staff.get(path), staff.post(path, data=chosen()), staff.post(f"{path}/removal")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert staff.post(desk.page, data=order(design=f"own-{foreign.id}")).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 61),
        ("level", "X"),
        ("symbol_percent", "19"),
        ("symbol_percent", "91"),
        ("symbol_percent", "một"),
        ("product_name_percent", "19"),
        ("product_name_percent", "101"),
        ("product_name_rows", "0"),
        ("product_name_rows", "7"),
        ("min_module_mm", "0,2"),
        ("max_module_mm", "6,1"),
        ("max_module_mm", "0,3"),
        ("comfortable_pt", "4,9"),
        ("largest_pt", "145"),
        ("largest_pt", "6"),
        ("lines", ""),
        ("based_on", "pallet"),
    ],
)
def test_a_wrong_value_is_said_at_its_field(
    staff: TestClient, desk: Desk, database: Database, field: str, typed: str
) -> None:
    changes = {"product_name_shown": ""} if field == "lines" else {field: typed}
    answer = staff.post(f"{desk.home}/designs/new", data=chosen(**changes))
    assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True)
    assert designs(database) == []


def test_the_preview_is_the_label(staff: TestClient, desk: Desk) -> None:
    answer = staff.get(f"{desk.home}/designs/preview.png", params=chosen())
    (code,) = read_codes(Image.open(BytesIO(answer.content)).convert("L"))
    assert code.text.startswith("HTTPS://TXNG.EXAMPLE.VN/Q/")


def test_while_it_is_typed_the_page_says_what_is_wrong(staff: TestClient, desk: Desk) -> None:
    page = staff.get(f"{desk.home}/designs/new", params=chosen(symbol_percent="95", name=""))
    assert (page.status_code, "Hãy ghi số từ 20 đến 90." in page.text, "<img" in page.text) == (200, True, False)


def test_a_paper_that_is_too_small_is_said(staff: TestClient, desk: Desk) -> None:
    page = staff.get(f"{desk.home}/designs/new", params=chosen(min_module_mm="3", max_module_mm="6"))
    assert (page.status_code, 'class="notice stop"' in page.text) == (200, True)


@pytest.mark.parametrize("base", [*BASES, "none-such"])
def test_a_new_one_starts_from_a_shipped_one(staff: TestClient, desk: Desk, base: str) -> None:
    page = staff.get(f"{desk.home}/designs/new", params={"based_on": base})
    assert (page.status_code, "designs/preview.png?" in page.text) == (200, True)
