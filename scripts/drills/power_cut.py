"""The power fails under load: every scan that was acknowledged is there afterwards. `power-cut [CUTS]`, SQLite.

Linux and root only: the database lies on a small ext4 of its own, which is shut down in the middle of the load as tests
of file systems do it (EXT4_IOC_SHUTDOWN): what was not sent to the disk by then never will be. The same service
without a sync at each commit must lose scans here, or this drill could not see a loss.
"""

import fcntl
import os
import random
import struct
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from scripts import load, service

SIZE_MB = 192
CONNECTIONS = 64
WARM_S, LOAD_S = 1, 5
SHUT_DOWN = 0x8004587D  # _IOR('X', 125, __u32) of linux/ext4.h
WITHOUT_LOG_FLUSH = struct.pack("I", 2)
WITHOUT_SYNC = (str(service.ROOT / "scripts" / "without_sync.py"),)


@dataclass
class Found:
    """`late` were acknowledged after the disk had gone: a machine without power tells nobody anything."""

    acknowledged: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    losing_cuts: int = 0
    damaged: int = 0
    torn: int = 0


def run(report, folder, cuts="10"):
    if not can_mount(folder / "try"):
        report("power cut: not run, no file system may be mounted here", 0, "drills")
        return
    ours = drill(folder / "ours", int(cuts), service.PROGRAM)
    control = drill(folder / "control", int(cuts), WITHOUT_SYNC)
    lost = len(ours.lost)
    report(f"scans acknowledged before {cuts} power cuts", len(ours.acknowledged), "scans", at_least=1, lost=lost)
    report("acknowledged scans lost", lost, "scans", at_most=0, lost=lost)
    report("acknowledged while or after the power went", len(ours.late), "scans")
    report("cuts that damaged the database", ours.damaged, "cuts", at_most=0)
    report("difference of log and day sums", ours.torn, "scans", at_most=0)
    report("without sync: scans acknowledged", len(control.acknowledged), "scans", at_least=1)
    report("without sync: acknowledged scans lost, as they must be", len(control.lost), "scans", at_least=1)
    report("without sync: cuts that lost any", control.losing_cuts, "cuts")


def can_mount(folder):
    if os.geteuid():
        return False
    try:
        with mounted(made(folder)):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def drill(folder, cuts, program):
    disk, found = made(folder), Found()
    with mounted(disk) as place:
        path = service.fill(url_in(place))
    for _ in range(cuts):
        with mounted(disk) as place:
            cut_off(found, place, path, program)
        with mounted(disk) as place:
            look_after(found, url_in(place))
    return found


def cut_off(found, place, path, program):
    """One round: load on a warm service, and in the middle of it the disk is gone."""
    with service.running(url_in(place), place.parent, program) as (_, port):
        load.measure(port, path, connections=1, seconds=WARM_S)
        phones = load.start(port, path, connections=CONNECTIONS, seconds=LOAD_S)
        time.sleep(1.5 + random.random() * 2)
        moment = time.perf_counter()
        shut_down(place)
        result = load.finish(phones)
    for phone, at in zip(result.phones, result.acknowledged_at, strict=True):
        (found.acknowledged if at < moment else found.late).append(phone)


def look_after(found, url):
    """Everything that was ever acknowledged is looked for after each cut."""
    gone = set(service.missing(url, found.acknowledged)) - found.lost
    rows, sums = service.log_and_sums(url)
    found.lost |= gone
    found.losing_cuts += bool(gone)
    found.torn += abs(rows - sums)
    found.damaged += not service.is_whole(url)


def url_in(place):
    return f"sqlite:///{place / 'cooptrace.db'}"


def made(folder):
    """A disk in a file."""
    folder.mkdir()
    disk = folder / "disk.img"
    with disk.open("wb") as file:
        file.truncate(SIZE_MB << 20)
    subprocess.run(["mkfs.ext4", "-q", disk], check=True)
    return disk


@contextmanager
def mounted(disk):
    place = disk.parent / "disk"
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", disk, place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def shut_down(place):
    opened = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(opened, SHUT_DOWN, WITHOUT_LOG_FLUSH)
    finally:
        os.close(opened)
