"""Clients that never finish a request: others do not notice, they are let go, and the service ends all the same.

`slow-clients [HALF_OPEN]`, on this machine only. Half of them stop in the head, half in the body of a request.
"""

import selectors
import signal
import socket
import time

from scripts import load, service

CONNECTIONS = 8
LOAD_S = 4
SETTLE_S = 2
HEAD = b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: "
BODY = b"POST /sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-length: 100\r\n"
BODY += b"content-type: application/x-www-form-urlencoded\r\n\r\nphone="
LET_GO_S, END_S = 15, 20


def run(report, folder, half_open="1000"):
    url = f"sqlite:///{folder / 'cooptrace.db'}"
    path = service.fill(url)
    with service.running(url, folder) as (process, port):
        load.measure(port, path, connections=CONNECTIONS, seconds=2)
        before = load.measure(port, path, connections=CONNECTIONS, seconds=LOAD_S)
        start = time.monotonic()
        held = hold(port, int(half_open))
        load.measure(port, path, connections=CONNECTIONS, seconds=SETTLE_S)  # the heads alone are a thousand requests
        during = load.measure(port, path, connections=CONNECTIONS, seconds=LOAD_S)
        compare(report, before, during, len(held))
        report("half-open connections let go", wait_for_the_end_of(held, start + 30), "connections",
               at_least=len(held))  # fmt: skip
        report("  after", time.monotonic() - start, "s", at_most=LET_GO_S)
        end(report, url, process, port, path)
    words = (folder / "words").read_text().splitlines()
    report("lines the service wrote about all this", len(words), "lines", at_most=0)


def compare(report, before, during, count):
    report("median of a scan without them", before.p50_ms, "ms")
    report("p99 without them", before.p99_ms, "ms")
    report("median beside them", during.p50_ms, "ms", at_most=1.5 * before.p50_ms)
    report(f"p99 beside {count} half-open connections", during.p99_ms, "ms", at_most=1.5 * before.p99_ms)
    report("answers other than 200 beside them", sum(during.statuses.values()) - during.good, "answers", at_most=0)


def hold(port, count):
    held = []
    for number in range(count):
        connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        connection.sendall(BODY if number % 2 else HEAD)
        connection.setblocking(False)
        held.append(connection)
    return held


def wait_for_the_end_of(held, deadline):
    """How many the service hung up on before the deadline."""
    gone = 0
    with selectors.DefaultSelector() as selector:
        for connection in held:
            selector.register(connection, selectors.EVENT_READ)
        while selector.get_map() and time.monotonic() < deadline:
            for key, _ in selector.select(timeout=0.5):
                gone += hung_up(key.fileobj)
                if key.fileobj.fileno() < 0:
                    selector.unregister(key.fileobj)
    return gone


def hung_up(connection):
    """Reads what is there; True, and closed, when nothing more will come."""
    try:
        if connection.recv(65536):
            return False
    except ConnectionError:
        pass
    connection.close()
    return True


def end(report, url, process, port, path):
    """SIGTERM under load, with half-open connections held."""
    held = hold(port, 20)
    phones = load.start(port, path, connections=CONNECTIONS, seconds=LOAD_S)
    time.sleep(LOAD_S / 2)
    start = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(service.END_LIMIT_S)
    report("end after SIGTERM, 20 half-open connections held", time.monotonic() - start, "s", at_most=END_S)
    result = load.finish(phones)
    lost = service.lost(url, result.phones)
    report("scans acknowledged before the end", len(result.phones), "scans", at_least=1, lost=lost)
    report("acknowledged scans lost", lost, "scans", at_most=0, lost=lost)
    for connection in held:
        connection.close()
