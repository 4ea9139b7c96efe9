"""How much scans slow down while the service makes a PDF of a million stamps: short rounds without and with, in turn.

`labels-beside-scans [PAIRS]`. Not under nice: the job is meant to have less of a processor than the service. Shoppers
are a process of their own; the file is read as fast as it comes, by this one.
"""

import http.client
import statistics
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from scripts import load, service
from tests.people import make_world
from tests.scans.goods import make_goods
from tests.stamps.rolls import ORIGIN, viewer

from cooptrace.database import Database, migrate
from cooptrace.people.models import SignIn
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.stamps.forms import OrderForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.order_actions import order_stamps, release_file
from cooptrace.web.addresses import confirm_origin

MILLION = 1_000_000
CONNECTIONS = 64
ROUND_S, BEGIN_LIMIT_S = 3, 20
HEADERS = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}


def run(report, pairs="5"):
    with tempfile.TemporaryDirectory(prefix="cooptrace-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'cooptrace.db'}"
        path, orders, cookie = filled(url, folder, int(pairs))
        with service.running(url, folder) as (_, port):
            load.measure(port, path, connections=CONNECTIONS, seconds=2)
            taken = [pair(port, path, order, cookie) for order in orders]
    alone = statistics.median(without.rate for without, _, _ in taken)
    beside = statistics.median(during.rate for _, during, _ in taken)
    report("scans alone", alone, "answers/s")
    report("scans beside a job of a million labels", beside, "answers/s")
    ratios = [during.rate / without.rate for without, during, _ in taken]
    report("beside against alone, median of pairs", statistics.median(ratios), "×", at_least=0.8)
    report("beside against alone, worst pair", min(ratios), "×")
    waits = [during.p99_ms / without.p99_ms for without, during, _ in taken]
    report("p99 beside against alone, median of pairs", statistics.median(waits), "×")
    report("the file grew meanwhile", statistics.median(grown for _, _, grown in taken) / ROUND_S / 1e3, "kB/s")
    report("rounds in which the job was not running to the end", sum(not grown for _, _, grown in taken), "rounds",
           at_most=0)  # fmt: skip


def filled(url, folder, jobs):
    """The path of a page, an order of a million stamps for each job, and the manager's cookie."""
    database, token = Database(url), new_token()
    migrate.upgrade(database)
    keys = KeyRing(folder / "keys")
    with database.write() as session:
        world = make_world(session)
        path, by = make_goods(session, world).short, viewer(world.manager)
        confirm_origin(session, ORIGIN, by=by)
        orders = [order_stamps(session, keys, world.own, OrderForm(count=MILLION), by=by) for _ in range(jobs)]
        for order in orders:
            release_file(session, keys, order, by=by)
        session.add(SignIn(person_id=world.manager.id, token_hash=hash_token(token), way="link", device="bench"))
        paths = [f"/c/{world.own.id}/stamps/orders/{order.id}/labels" for order in orders]
    database.close()
    return path, paths, f"session={token}"


def pair(port, path, order, cookie):
    """One round alone, one beside the job, and how many bytes the job made during that: none when it had ended."""
    alone = load.measure(port, path, connections=CONNECTIONS, seconds=ROUND_S)
    with job(port, order, cookie) as download:
        before = download.bytes
        beside = load.measure(port, path, connections=CONNECTIONS, seconds=ROUND_S)
        grown = 0 if download.ended else download.bytes - before
    time.sleep(0.5)
    return alone, beside, grown


class Download(threading.Thread):
    """Reads and forgets."""

    def __init__(self, answer):
        super().__init__(daemon=True)
        self.answer, self.bytes, self.ended = answer, 0, False

    def run(self):
        try:
            while part := self.answer.read1(65536):
                self.bytes += len(part)
        except (OSError, ValueError, http.client.HTTPException):
            pass
        self.ended = True


@contextmanager
def job(port, order, cookie):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=BEGIN_LIMIT_S)
    form = urlencode({"stock": "tomy-145", "start": "1"})
    connection.request("POST", order, form, HEADERS | {"cookie": cookie})
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"the job was refused with {answer.status}")
    download = Download(answer)
    download.start()
    try:
        yield download
    finally:
        connection.sock.shutdown(2)
        download.join(BEGIN_LIMIT_S)
        connection.close()
