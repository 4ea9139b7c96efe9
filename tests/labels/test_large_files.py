"""Large files are made by a child process: the same bytes, how far they are, and nothing left when nobody waits."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cooptrace.database import Database
from cooptrace.errors import Conflict
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.large_files import LARGE, LargePdf, check_free, progress_of
from cooptrace.labels.works import BatchWork, Copies, packed, unpacked
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.order_actions import release_file
from tests.labels.desk import Desk, print_labels
from tests.labels.paper import BATCH, CODE, batch_job, pages, pdf, picture, read_codes
from tests.people import World, sign_in
from tests.stamps.rolls import make_desk as make_rolls

Message = MutableMapping[str, Any]
MANY = 3000


def work(count: int) -> BatchWork:
    return BatchWork((replace(BATCH, codes=Copies(CODE, count)),), -(-count // 65))


@dataclass
class Browser:
    """The other side of a download: what it got, and after how many parts it goes away."""

    leaves_after: int | None = None
    meanwhile: Callable[[], Awaitable[None]] | None = None
    parts: list[bytes] = field(default_factory=list)
    complete: bool = False
    gone: anyio.Event = field(default_factory=anyio.Event)

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] != "http.response.body":
            return
        self.parts.append(message["body"])
        self.complete = not message["more_body"]
        if self.meanwhile:
            await self.meanwhile()
        if len(self.parts) == self.leaves_after:
            self.gone.set()

    async def download(self, answer: LargePdf) -> None:
        await answer({"type": "http"}, self.receive, self.send)


def test_another_process_makes_the_same_file() -> None:
    async def run() -> Browser:
        browser = Browser()
        await browser.download(LargePdf(work(MANY), key="a", headers={}))
        return browser

    browser = anyio.run(run)
    assert (browser.complete, b"".join(browser.parts)) == (True, pdf(batch_job(count=MANY)))


def test_how_far_it_is_is_known_while_it_is_made() -> None:
    seen: list[int] = []

    async def look() -> None:
        progress = progress_of("b")
        seen.append(progress.percent if progress else -1)

    async def run() -> None:
        await Browser(meanwhile=look).download(LargePdf(work(100_000), key="b", headers={}))

    anyio.run(run)
    assert (seen == sorted(seen), len(set(seen)) > 3, progress_of("b")) == (True, True, None)


def test_nothing_goes_on_when_the_browser_is_gone() -> None:
    async def run() -> Browser:
        browser = Browser(leaves_after=2)
        with anyio.fail_after(20):
            await browser.download(LargePdf(work(1_000_000), key="c", headers={}))
        return browser

    browser = anyio.run(run)
    assert (browser.complete, progress_of("c")) == (False, None)


def test_a_work_that_cannot_be_done_sends_nothing() -> None:
    async def run() -> Browser:
        browser = Browser()
        with pytest.raises(ExceptionGroup):
            await browser.download(LargePdf(work(0), key="d", headers={}))
        return browser

    assert anyio.run(run).parts == []


def test_no_more_than_two_are_made_at_once() -> None:
    refused: list[bool] = []

    async def third() -> None:
        with pytest.raises(Conflict):
            check_free(LARGE + 1)
        check_free(LARGE)
        refused.append(True)

    async def second() -> None:
        if not refused:
            await Browser(meanwhile=third).download(LargePdf(work(MANY), key="f", headers={}))

    async def first() -> None:
        await Browser(meanwhile=second).download(LargePdf(work(MANY), key="e", headers={}))

    anyio.run(first)
    assert refused != []
    check_free(LARGE + 1)


def test_a_work_stays_itself_on_the_way() -> None:
    made = unpacked(packed(work(7)))
    assert b"".join(made.parts()) == b"".join(label_pdf(batch_job(count=7)))


def test_many_labels_of_a_batch_are_saved_and_read_back(staff: TestClient, desk: Desk) -> None:
    page = print_labels(staff, desk, count=LARGE + 1, start=1)
    answer = staff.get(f"{page}/labels.pdf")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert (pages(answer.content), len(read_codes(picture(answer.content, 31)))) == (31, 51)
    assert "<file-progress" in staff.get(page).text


def test_several_batches_may_be_many_labels(staff: TestClient, desk: Desk) -> None:
    form = {f"labels-{desk.batch.id}": str(LARGE + 1), "stock": "tomy-145", "design": "batch", "start": "1"}
    page = staff.post(f"{desk.home}/print", data=form).headers["location"].partition("?")[0]
    assert pages(staff.get(f"{page}/labels.pdf").content) == 31


def test_nothing_is_said_of_a_file_nobody_makes(staff: TestClient, desk: Desk) -> None:
    page = print_labels(staff, desk)
    assert staff.get(f"{page}/progress").json() == {"percent": None, "text": ""}


def test_many_stamps_are_made_where_the_keys_are(
    client: TestClient, app: FastAPI, database: Database, world: World
) -> None:
    keys: KeyRing = app.state.stamp_keys
    with database.write() as session:
        roll = make_rolls(session, keys.folder.parent, world.own, world.manager)
        order = roll.order(LARGE + 1)
        release_file(session, keys, order, by=roll.by)
    path = f"/c/{world.own.id}/stamps/orders/{order.id}/labels"
    answer = sign_in(client, world.manager).post(path, data={"stock": "tomy-145", "start": "1"})
    read = {code.text.rpartition("/")[2] for code in read_codes(picture(answer.content, 31))}
    assert read == set(keys.codes(order.epoch).codes(order.first + 1950, 51))
    assert client.get(f"{path}/progress").json() == {"percent": None, "text": ""}
