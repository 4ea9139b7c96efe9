"""kill -9 under load: every scan that was acknowledged is there afterwards. `kill9 [ENGINE|both] [KILLS]`.

It says nothing about power cuts: what a killed process wrote is still in the system's memory.
"""

import random
import time

from scripts import load, service

CONNECTIONS = 64
WARM_S, LOAD_S = 1, 5


def run(report, folder, engine="both", kills="3"):
    for one in ("sqlite", "postgresql") if engine == "both" else (engine,):
        own = folder / one
        own.mkdir()
        with service.database_url(one, own) as url:
            drill(report, own, one, url, int(kills))


def drill(report, folder, engine, url, kills):
    path = service.fill(url)
    acknowledged, uncounted, lost = 0, 0, 0
    for _ in range(kills):
        result = killed(url, folder, path)
        acknowledged, uncounted = acknowledged + len(result.phones), uncounted + result.uncounted
        lost += service.lost(url, result.phones)
    rows, sums = service.log_and_sums(url)
    report(f"{engine}: scans acknowledged before {kills} kills", acknowledged, "scans", at_least=1, lost=lost)
    report(f"{engine}: acknowledged scans lost", lost, "scans", at_most=0, lost=lost)
    report(f"{engine}: pages that came without a count", uncounted, "pages", at_most=0)
    report(f"{engine}: difference of log and day sums", abs(rows - sums), "scans", at_most=0)


def killed(url, folder, path):
    """One round: load on a warm service, and the end comes in the middle of it."""
    with service.running(url, folder) as (process, port):
        load.measure(port, path, connections=1, seconds=WARM_S)
        phones = load.start(port, path, connections=CONNECTIONS, seconds=LOAD_S)
        time.sleep(2 + random.random() * 2)
        process.kill()
        return load.finish(phones)
