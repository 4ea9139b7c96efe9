"""Authentication stamps: making and opening codes, mistakes that are found, guesses that fail, rows and bytes."""

import random
import tempfile
import time
from pathlib import Path

import numpy as np
from sqlalchemy import func
from sqlmodel import Session, select
from tests.stamps.test_ff1 import SAMPLES

from cooptrace import tables as _all_tables  # noqa: F401  (every table must be known before the first query)
from cooptrace.codes import CodeError, check_short_code
from cooptrace.codes.short_code import ALPHABET
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database, migrate
from cooptrace.stamps.codes import SERIALS, StampCodes
from cooptrace.stamps.ff1 import FF1
from cooptrace.stamps.forms import OrderForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampRange, StampSeen
from cooptrace.stamps.order_actions import order_stamps
from cooptrace.stamps.queries import peek
from cooptrace.web.viewer import Viewer

MILLION = 1_000_000
GUESSES = 10_000_000
MISTAKES = 1_000_000
OPENED = 20_000


def run(report):
    codes = StampCodes("7", random.randbytes(32))
    report("NIST's FF1 vectors that pass, of 9", sum(passes(*sample) for sample in SAMPLES), "vectors", at_least=9)
    made = making(report, codes)
    opening(report, codes, made)
    mistakes(report, made)
    guesses(report, codes)
    storage(report)


def passes(key, radix, tweak, plain, cipher):
    one = FF1(bytes.fromhex(key), radix=radix, length=len(plain), tweak=bytes.fromhex(tweak))
    return one.encrypt(int(plain, radix)) == int(cipher, radix) and one.decrypt(int(cipher, radix)) == int(plain, radix)


def making(report, codes):
    start = time.process_time()
    made = list(codes.codes(0, MILLION))
    report("1,000,000 codes made", time.process_time() - start, "s", at_most=3)
    start = time.process_time()
    one_by_one = [codes.code(serial) for serial in range(OPENED)]
    report("one code made alone", (time.process_time() - start) / OPENED * 1e6, "µs")
    report("codes made together like those made alone, of 20,000", sum(map(str.__eq__, made, one_by_one)), "codes",
           at_least=OPENED)  # fmt: skip
    report("different codes among 1,000,000", len(set(made)), "codes", at_least=MILLION)
    return made


def opening(report, codes, made):
    chosen = random.choices(range(MILLION), k=OPENED)
    start = time.process_time()
    opened = [codes.serial(check_short_code(made[serial])) for serial in chosen]
    report("one code checked and opened", (time.process_time() - start) / OPENED * 1e6, "µs", at_most=60)
    report(
        "codes opened to their own serial, of 20,000", sum(map(int.__eq__, opened, chosen)), "codes", at_least=OPENED
    )


def mistakes(report, made):
    """Half of them one wrong symbol, half two neighbours swapped."""
    found = 0
    for number in range(MISTAKES):
        code = random.choice(made)
        wrong = one_wrong(code) if number % 2 else swapped(code)
        try:
            check_short_code(wrong)
        except CodeError as refused:
            found += refused.rule == "mistyped"
    report("wrong symbols and swaps called mistyped, of 1,000,000", found, "codes", at_least=MISTAKES)


def one_wrong(code):
    place = random.randrange(15)
    return code[:place] + random.choice(ALPHABET.replace(code[place], "")) + code[place + 1 :]


def swapped(code):
    places = [place for place in range(14) if code[place] != code[place + 1]]
    place = random.choice(places)
    return code[:place] + code[place + 1] + code[place] + code[place + 2 :]


def guesses(report, codes):
    """Random well-formed codes of a key under which every serial is out: the most a guesser can hope for."""
    numbers = np.random.default_rng()
    accepted = 0
    for _ in range(GUESSES // MILLION):
        left = numbers.integers(0, 23**6, MILLION, dtype=np.uint64)
        right = numbers.integers(0, 23**7, MILLION, dtype=np.uint64)
        accepted += int(codes.are_issued(left, right).sum())
    report("random well-formed codes accepted, of 10,000,000", accepted, "codes", at_most=0)
    report("  expected with all 3.4e9 serials out: 1e7 × 23^7 / 23^13", GUESSES * SERIALS / 23**13, "codes")
    report("  chance of one guess with 10,000,000 stamps out: 1e7 / 23^13", 1e7 / 23**13, "")


def storage(report):
    """A million stamps in rolls of 100,000 against a row for each through the ORM (measured on 20,000)."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        migrate.upgrade(database)
        keys, by = KeyRing(Path(folder) / "keys"), Viewer("bench", "bench", "vi", "bench")
        with database.write() as session:
            cooperative = Cooperative(
                kind="cooperative", name="a", name_folded="a", unit_code="06838", unit_version="x"
            )
            session.add(cooperative)
            session.flush()
            before = bytes_used(session)
            start = time.process_time()
            order = order_stamps(session, keys, cooperative, OrderForm(count=MILLION), by=by)
            report("1,000,000 stamps ordered", time.process_time() - start, "s")
            report("rows of stamps after that", session.exec(select(func.count()).select_from(StampSeen)).one(), "rows",
                   at_most=0)  # fmt: skip
            report("bytes of rows for a million stamps", bytes_used(session) - before, "bytes", at_most=2000)
            code = keys.codes(order.epoch).code(777)
            start = time.process_time()
            for _ in range(1000):
                session.expire_all()
                peek(session, keys, code)
            report("all that is known of one stamp, with the database", (time.process_time() - start) * 1000, "µs")
            row_each(report, session, order)
        database.close()


def bytes_used(session):
    """What the rows of the stamps' tables hold, as text: pages are too coarse for so few."""
    total = 0
    for table in ("stamp_order", "stamp_range", "stamp_act", "stamp_seen"):
        for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}"):  # noqa: S608 (our own names)
            total += sum(len(str(value)) for value in row if value is not None) + 2 * len(row)
    return total


def row_each(report, session: Session, order):
    start = time.process_time()
    session.add_all(
        StampRange(
            cooperative_id=order.cooperative_id, order_id=order.id, roll=1, epoch=order.epoch, first=first, count=1
        )
        for first in range(2 * MILLION, 2 * MILLION + 20_000)
    )
    session.flush()
    report("a row for each of 1,000,000 by the ORM instead", (time.process_time() - start) * 50, "s")
