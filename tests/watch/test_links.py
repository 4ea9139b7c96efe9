"""Added links that are tried: what counts as dead, never a private network, and nothing noted without a network."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import NoReturn

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from cooptrace.cli import app
from cooptrace.database import Database
from cooptrace.scans.link_actions import remove_link
from cooptrace.scans.models import ResolverLink
from cooptrace.watch import fetch
from cooptrace.watch.actions import Round, check_links
from cooptrace.watch.answers import Answer
from cooptrace.watch.fetch import Tried, is_public, try_link
from cooptrace.watch.models import LinkCheck
from tests.scans.goods import Goods
from tests.watch.printed import found

PUBLIC = "93.184.216.34"
SHOP = "https://cho.example.vn/mien?a=1"
PRIVATE = (
    "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.0.0.1", "100.64.0.1", "224.0.0.1",
    "192.0.0.8", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "nonsense", "", "fe80::1%eth0",
)  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_numbers_inside_networks_are_not_public(number: str) -> None:
    assert is_public(number) is False


@pytest.mark.parametrize("number", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_numbers_of_the_internet_are_public(number: str) -> None:
    assert is_public(number) is True


@pytest.mark.parametrize(
    "href",
    [
        "http://cho.example.vn/",
        "https://cho.example.vn:8443/",
        "https://u@cho.example.vn/",
        "https:///x",
        "file:///etc/passwd",
        "https://[::1/",
    ],
)
def test_only_plain_https_is_tried(href: str) -> None:
    assert try_link(href, resolve=unreached, ask=unreached) == Tried(Answer.PRIVATE)


def unreached(*_: str) -> NoReturn:
    raise AssertionError("nothing may be asked")


@pytest.mark.parametrize("numbers", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], []])
def test_a_name_that_leads_inside_is_not_asked(numbers: list[str]) -> None:
    assert try_link(SHOP, resolve=lambda _: numbers, ask=unreached) == Tried(Answer.PRIVATE)


def test_the_number_that_was_checked_is_the_one_that_is_asked() -> None:
    asked: list[tuple[str, ...]] = []

    def ask(*where: str) -> tuple[int, None]:
        asked.append(where)
        return 200, None

    assert try_link(SHOP, resolve=lambda _: [PUBLIC], ask=ask) == Tried(Answer.OK, 200)
    assert asked == [("cho.example.vn", PUBLIC, "/mien?a=1")]


@pytest.mark.parametrize(
    ("status", "answer"),
    [(200, "ok"), (204, "ok"), (401, "ok"), (403, "ok"), (429, "ok"), (404, "gone"), (410, "gone"), (500, "broken")],
)
def test_what_a_website_answers(status: int, answer: str) -> None:
    assert try_link(SHOP, resolve=lambda _: [PUBLIC], ask=lambda *_: (status, None)) == Tried(Answer(answer), status)


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (TimeoutError(), Answer.SILENT),
        (ConnectionRefusedError(), Answer.SILENT),
        (ssl.SSLCertVerificationError(), Answer.CERTIFICATE),
    ],
)
def test_a_website_that_does_not_answer(problem: OSError, answer: Answer) -> None:
    def ask(*_: str) -> tuple[int, None]:
        raise problem

    assert try_link(SHOP, resolve=lambda _: [PUBLIC], ask=ask) == Tried(answer)


@pytest.fixture
def dripping(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A website that answers a byte now and then."""
    ended = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(fetch, "_HTTPS", server.getsockname()[1])
        monkeypatch.setattr(fetch, "WHOLE_S", 0.5)

        def drip() -> None:
            connection, _ = server.accept()
            connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # a long first message of TLS
            with connection, suppress(OSError):
                while not ended.wait(0.02):
                    connection.sendall(b"\x03")

        thread = Thread(target=drip)
        thread.start()
        yield
        ended.set()
        thread.join(10)


def test_a_website_that_drips_is_left(dripping: None) -> None:
    begun = monotonic()
    with pytest.raises(OSError, match=r"."):
        fetch._request("cho.example.vn", "127.0.0.1", "/")
    assert monotonic() - begun < fetch.TIMEOUT_S


def test_a_name_that_nobody_has() -> None:
    def resolve(_host: str) -> list[str]:
        raise OSError

    assert try_link(SHOP, resolve=resolve, ask=unreached) == Tried(Answer.UNKNOWN_HOST)


@pytest.mark.parametrize(
    ("onward", "tried"),
    [
        ("/neu", Tried(Answer.OK, 200)),
        ("https://khac.example.vn/", Tried(Answer.OK, 200)),
        ("http://cho.example.vn/", Tried(Answer.PRIVATE)),
        ("https://127.0.0.1/", Tried(Answer.PRIVATE)),
        ("//trong.example/", Tried(Answer.PRIVATE)),
        ("/mien", Tried(Answer.BROKEN)),
    ],
)
def test_each_step_of_a_redirect_is_checked(onward: str, tried: Tried) -> None:
    def ask(host: str, _number: str, path: str) -> tuple[int, str | None]:
        return (301, onward) if path.startswith("/mien") else (200, None)

    def resolve(host: str) -> list[str]:
        return {"127.0.0.1": ["127.0.0.1"], "trong.example": ["10.0.0.1"]}.get(host, [PUBLIC])

    assert try_link(SHOP, resolve=resolve, ask=ask) == tried


def add(database: Database, goods: Goods, *hrefs: str) -> list[str]:
    with database.write() as session:
        rows = [
            ResolverLink(
                cooperative_id=goods.cooperative.id,
                product_id=goods.product.id,
                batch_id=goods.batch.id if number else None,
                kind="recipeInfo",
                href=href,
                title="Cách nấu",
            )
            for number, href in enumerate(hrefs)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def test_dead_links_are_listed_where_they_are_mended(database: Database, goods: Goods) -> None:
    add(database, goods, "https://a.example.vn/", "https://b.example.vn/")
    assert check_links(database, attempt=lambda _: Tried(Answer.GONE, 404)) == Round(2, 2, offline=False)
    assert found(database, goods.cooperative) == [("link-product", goods.product.id), ("link-batch", goods.batch.id)]
    check_links(database, attempt=lambda _: Tried(Answer.OK, 200))
    assert found(database, goods.cooperative) == []


def test_since_when_a_link_fails_is_kept(database: Database, goods: Goods) -> None:
    add(database, goods, SHOP)
    rows = []
    for tried in (Tried(Answer.GONE, 404), Tried(Answer.BROKEN, 500), Tried(Answer.OK, 200)):
        check_links(database, attempt=lambda _, tried=tried: tried)  # type: ignore[misc]
        with database.read() as session:
            rows.append(session.exec(select(LinkCheck)).one())
    assert (rows[0].failing_since, rows[2].failing_since) == (rows[0].checked_at, None)
    assert (rows[1].failing_since, rows[1].answer) == (rows[0].failing_since, "broken")


def test_each_address_is_asked_once(database: Database, goods: Goods) -> None:
    add(database, goods, SHOP, SHOP)
    asked: list[str] = []

    def attempt(href: str) -> Tried:
        asked.append(href)
        return Tried(Answer.OK, 200)

    assert (check_links(database, attempt=attempt).tried, asked) == (2, [SHOP])


def test_without_a_network_nothing_is_noted(database: Database, goods: Goods) -> None:
    add(database, goods, "https://a.example/", "https://b.example/", "https://c.example/")
    assert check_links(database, attempt=lambda _: Tried(Answer.SILENT)).offline is True
    assert found(database, goods.cooperative) == []


def test_a_link_removed_while_it_is_tried_is_let_go(database: Database, goods: Goods) -> None:
    (link_id,) = add(database, goods, SHOP)

    def attempt(_href: str) -> Tried:
        with database.write() as session:
            remove_link(session, session.get_one(ResolverLink, link_id))
        return Tried(Answer.GONE, 404)

    check_links(database, attempt=attempt)
    assert found(database, goods.cooperative) == []


def test_a_checked_link_can_be_removed(database: Database, goods: Goods) -> None:
    (link_id,) = add(database, goods, SHOP)
    check_links(database, attempt=lambda _: Tried(Answer.GONE, 404))
    with database.write() as session:
        remove_link(session, session.get_one(ResolverLink, link_id))
    with database.read() as session:
        assert session.exec(select(LinkCheck)).all() == []


def test_the_command_says_how_many(database: Database, database_url: str, goods: Goods) -> None:
    shell = CliRunner(env={"COOPTRACE_DATABASE_URL": database_url})
    assert shell.invoke(app, ["watch", "links"]).stdout == "0 links tried, 0 do not work\n"


def test_the_command_lists_what_is_wrong(database: Database, database_url: str, goods: Goods) -> None:
    shell = CliRunner(env={"COOPTRACE_DATABASE_URL": database_url})
    well = shell.invoke(app, ["watch", "codes"])
    assert (well.exit_code, well.stdout) == (0, "0 to be mended\n")
    with database.write() as session:
        session.merge(goods.batch).status = "draft"
    said = shell.invoke(app, ["watch", "codes"])
    lines = said.stdout.splitlines()
    assert (said.exit_code, lines[1], len(lines)) == (1, "1 to be mended", 2)
    assert lines[0].endswith(f"/c/{goods.cooperative.id}/batches/{goods.batch.id}")
