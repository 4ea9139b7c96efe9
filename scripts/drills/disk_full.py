"""The disk fills up under load and is freed again: pages come without counts, no error, no acknowledged scan lost.

Linux and root only: the database lies on a small file system in memory that is mounted for this.
"""

import os
import subprocess
import time
from contextlib import contextmanager

from scripts import load, service

SIZE_MB = 24
CONNECTIONS = 16
LOAD_S = 9


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
        time.sleep(LOAD_S / 3)
        with filled(disk):
            time.sleep(LOAD_S / 3)
        result = load.finish(phones)
        after = load.measure(port, path, connections=1, seconds=1)
    lost = service.lost(url, result.phones + after.phones)
    rows, sums = service.log_and_sums(url)
    report("scans acknowledged around a full disk", len(result.phones), "scans", at_least=1, lost=lost)
    report("acknowledged scans lost", lost, "scans", at_most=0, lost=lost)
    report("pages without a count while it was full", result.uncounted, "pages", at_least=1)
    report("answers other than 200", sum(result.statuses.values()) - result.good + result.broken, "answers", at_most=0)
    report("scans counted again once it was freed", len(after.phones), "scans", at_least=1)
    report("pages without a count after that", after.uncounted, "pages", at_most=0)
    report("difference of log and day sums", abs(rows - sums), "scans", at_most=0)


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
