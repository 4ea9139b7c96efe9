"""The disk fills up under load and is freed again: pages come without counts, no error, no acknowledged scan lost.

Linux and root only: the database lies on a small file system in memory that is mounted for this.
"""

import os
import subprocess
import time
from contextlib import contextmanager

from scripts import load, service

SIZE_MB = 256  # the scans themselves must not fill it
CONNECTIONS = 16
LOAD_S = 20
FULL_S, NOTICED_S, BACK_S = 3, 10, 10


def run(report, folder):
    disk = folder / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "none", disk]).returncode:
        report("disk full: not run, no file system may be mounted here", 0, "drills")
        return
    try:
        drill(report, disk)
    finally:
        subprocess.run(["umount", disk], check=True)


def drill(report, disk):
    url = f"sqlite:///{disk / 'cooptrace.db'}"
    path = service.fill(url)
    with service.running(url, disk) as (_, port):
        load.measure(port, path, connections=1, seconds=1)
        phones = load.start(port, path, connections=CONNECTIONS, seconds=LOAD_S)
        time.sleep(FULL_S)
        with filled(disk):
            # What the log has room for already is still written; the disk is full when nothing more can be.
            until(lambda: one_shopper(port, path).uncounted, NOTICED_S)
            time.sleep(FULL_S)
        again_s = until(lambda: one_shopper(port, path).phones, 2 * BACK_S)
        result = load.finish(phones)
        after = load.measure(port, path, connections=1, seconds=1)
    lost = service.lost(url, result.phones + after.phones)
    rows, sums = service.log_and_sums(url)
    report("scans acknowledged around a full disk", len(result.phones), "scans", at_least=1, lost=lost)
    report("acknowledged scans lost", lost, "scans", at_most=0, lost=lost)
    report("pages without a count while it was full", result.uncounted, "pages", at_least=1)
    shown = result.good + result.statuses.get("503", 0)
    report("answers that are neither a page nor 503", sum(result.statuses.values()) - shown + result.broken, "answers",
           at_most=0)  # fmt: skip
    report("answers 503", result.statuses.get("503", 0), "answers")
    report("until a scan was counted again after it was freed", again_s, "s", at_most=BACK_S)
    report("scans counted again once it was freed", len(after.phones), "scans", at_least=1)
    report("pages without a count after that", after.uncounted, "pages", at_most=0)
    report("difference of log and day sums", abs(rows - sums), "scans", at_most=0)


def one_shopper(port, path):
    return load.measure(port, path, connections=1, seconds=0.1)


def until(seen, limit_s):
    """How long it took, or the limit when it was never seen."""
    start = time.monotonic()
    while not seen() and time.monotonic() < start + limit_s:
        pass
    return time.monotonic() - start


@contextmanager
def filled(disk):
    """Not a byte is free inside the block."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            fill_up(file, b"x" * size)
    yield
    filler.unlink()


def fill_up(file, piece):
    try:
        while file.write(piece) == len(piece):
            pass
    except OSError:
        return
