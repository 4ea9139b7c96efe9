"""Slow and hostile clients on a real port: they are let go in time, others do not notice, and the service can end."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse

from cooptrace.serve import server
from cooptrace.web.deadline import Limits, deadline_protocol, household
from tests.conftest import Live
from tests.live import free_port

WAIT_S = 20
SHORT = Limits(patience_s=0.7, head_bytes=1000, body_bytes_per_s=4, per_address=10, uncounted=frozenset())
POST = b"POST /length HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n"

app = FastAPI()


@app.get("/")
def hello() -> PlainTextResponse:
    return PlainTextResponse("hello")


@app.post("/length")
async def length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())} bytes")


@dataclass(frozen=True)
class Running:
    port: int
    server: uvicorn.Server
    thread: threading.Thread

    def connect(self, sent: bytes = b"") -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_S)
        opened.sendall(sent)
        return opened


@contextmanager
def running(limits: Limits) -> Iterator[Running]:
    ready = threading.Event()
    port = free_port()
    made = server(app, host="127.0.0.1", port=port, ready=ready.set, http=deadline_protocol(limits))
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    assert ready.wait(WAIT_S)
    yield Running(port, made, thread)
    made.should_exit = True
    thread.join(WAIT_S)


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    with running(SHORT) as one:
        yield one


def answer(connection: socket.socket) -> bytes:
    """What comes until the other side hangs up, or until a whole short answer is there."""
    got = b""
    try:
        while not got.endswith((b"hello", b" bytes")):
            piece = connection.recv(4096)
            if not piece:
                break
            got += piece
    except ConnectionError:
        pass
    return got


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nhost: x\r\n", POST, POST + b"12345", b"\r\n"],
    ids=["silent", "half a line", "half a head", "no body", "half a body", "blank lines"],
)
def test_a_request_that_does_not_arrive_is_let_go(service: Running, sent: bytes) -> None:
    with closing(service.connect(sent)) as slow:
        assert answer(slow) == b""


def test_a_body_that_flows_may_take_its_time(service: Running) -> None:
    """Ten bytes in one and a half seconds, on a service whose patience is shorter."""
    with closing(service.connect(POST)) as weak:
        for letter in b"1234567890":
            assert select.select([weak], [], [], 0.15)[0] == []
            weak.sendall(bytes([letter]))
        assert answer(weak).endswith(b"10 bytes")


def test_a_head_without_end_is_let_go_before_it_fills_the_memory(service: Running) -> None:
    with closing(service.connect(b"GET / HTTP/1.1\r\nx: " + b"a" * 2000)) as endless:
        assert answer(endless) == b""


def test_a_connection_is_used_again_and_its_clock_starts_anew(service: Running) -> None:
    whole = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
    with closing(service.connect(whole)) as connection:
        assert answer(connection).endswith(b"hello")
        connection.sendall(whole[:10])
        connection.sendall(whole[10:])
        assert answer(connection).endswith(b"hello")


def test_half_open_connections_do_not_keep_others_out(service: Running) -> None:
    half = [service.connect(b"GET / HT") for _ in range(9)]
    with closing(service.connect(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")) as other:
        assert answer(other).endswith(b"hello")
    assert [answer(one) for one in half] == [b""] * 9
    for one in half:
        one.close()


def test_one_address_holds_only_so_many_connections() -> None:
    with running(Limits(per_address=3, uncounted=frozenset())) as service:
        held = [service.connect() for _ in range(3)]
        with closing(service.connect(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")) as refused:
            assert answer(refused) == b""
        held[0].sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert answer(held[0]).endswith(b"hello")
        for one in held:
            one.close()


def test_a_proxy_on_this_machine_is_not_counted() -> None:
    with running(Limits(per_address=1)) as service:
        held = [service.connect(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n") for _ in range(3)]
        assert [answer(one)[-5:] for one in held] == [b"hello"] * 3
        for one in held:
            one.close()


def test_the_end_answers_what_it_took_and_waits_for_nobody_else() -> None:
    with running(Limits(patience_s=2)) as service:
        stuck = service.connect(POST)
        taken = service.connect(POST.replace(b"\r\n\r\n", b"\r\nexpect: 100-continue\r\n\r\n"))
        assert taken.recv(4096).startswith(b"HTTP/1.1 100")
        service.server.should_exit = True
        taken.sendall(b"1234567890")
        assert answer(taken).endswith(b"10 bytes")
        assert answer(stuck) == b""
        service.thread.join(WAIT_S)
        assert not service.thread.is_alive()
        stuck.close()
        taken.close()


def test_who_hangs_up_in_the_middle_of_a_form_leaves_nothing_in_the_log(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    """The middle was reached: the service has asked for the body."""
    head = b"POST /sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\nexpect: 100-continue\r\n"
    head += b"content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\n"
    address = urlsplit(live.url)
    with socket.create_connection((address.hostname, address.port), timeout=WAIT_S) as gone:
        gone.sendall(head)
        assert gone.recv(4096).startswith(b"HTTP/1.1 100")
    with urlopen(f"{live.url}/sign-in", timeout=WAIT_S) as well:  # noqa: S310 (our own address)
        assert well.status == 200
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == []


HOUSEHOLDS: list[tuple[str, str]] = [
    ("203.0.113.7", "203.0.113.7"),
    ("::ffff:203.0.113.7", "203.0.113.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
    ("/run/socket", "/run/socket"),
]


@pytest.mark.parametrize(("address", "counted"), HOUSEHOLDS)
def test_a_household_is_counted_as_one(address: str, counted: str) -> None:
    assert household(address) == counted
