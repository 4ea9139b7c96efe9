"""The public page with its durable scan, at 64 connections, against two services on the same machine in the same run:
Starlette sending a fixed page of 8 kB, and FastAPI with SQLModel that reads, inserts, commits and renders.

`scan [SECONDS]`: all services run all the time and are asked in turns, so that what else the machine does hits them
alike; a ratio is the median of the rounds. The load comes from another process; processor time is the service's alone.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from scripts import load, service

CONNECTIONS = 64
ROUNDS = 5
HERE = Path(__file__).parent
HERTZ = os.sysconf("SC_CLK_TCK")


class Round(NamedTuple):
    result: load.Result
    cpu_ms: float


def run(report, seconds="3"):
    with tempfile.TemporaryDirectory(prefix="cooptrace-bench-") as name, ExitStack() as services:
        folder = Path(name)
        url = f"sqlite:///{folder / 'cooptrace.db'}"
        path = service.fill(url)
        kinds = {
            "ours": (services.enter_context(service.running(url, folder)), path, ""),
            "fixed page": (services.enter_context(peer("fixed", folder)), "/", ""),
            "straightforward": (services.enter_context(peer("straightforward", folder)), "/Q/1", ""),
        }
        kinds["not ready"] = (kinds["ours"][0], path, "other=1")
        for asked in kinds.values():
            one_round(*asked, seconds=1)
        rounds = [
            {kind: one_round(*asked, seconds=float(seconds)) for kind, asked in kinds.items()} for _ in range(ROUNDS)
        ]
    for kind in kinds:
        tell(report, kind, [one[kind] for one in rounds])
    compare(report, rounds)


def tell(report, kind, rounds):
    report(f"{kind}: answers", median(one.result.rate for one in rounds), "answers/s")
    report(f"{kind}: median", median(one.result.p50_ms for one in rounds), "ms")
    report(f"{kind}: p99", median(one.result.p99_ms for one in rounds), "ms")
    report(f"{kind}: processor time of one answer", median(one.cpu_ms for one in rounds), "ms")
    report(f"{kind}: bytes of the page", rounds[-1].result.bytes, "bytes")


def compare(report, rounds):
    def ratio(over, under, figure):
        return median(figure(one[over]) / figure(one[under]) for one in rounds)

    recorded = sum(len(one["ours"].result.phones) for one in rounds) / sum(one["ours"].result.good for one in rounds)
    report("scans recorded among our answers", recorded, "", at_least=1.0)
    for against, goal in (("fixed page", 0.35), ("straightforward", 20)):
        report(f"ours against the {against}, answers/s", ratio("ours", against, rate), "×", at_least=goal)
        report(f"ours against the {against}, by processor time", ratio(against, "ours", cpu), "×")
    report("p99 of ours against the straightforward", ratio("ours", "straightforward", p99), "×", at_most=0.1)
    report("not ready against the straightforward, by processor time", ratio("straightforward", "not ready", cpu), "×")
    report(
        "against 12 answers/s of GS1 Resolver CE", median(rate(one["ours"]) for one in rounds) / 12, "×", at_least=100
    )


def rate(one):
    return one.result.rate


def cpu(one):
    return one.cpu_ms


def p99(one):
    return one.result.p99_ms


def one_round(running, path, cookie, seconds):
    process, port = running
    before = cpu_s(process.pid)
    result = load.measure(port, path, connections=CONNECTIONS, seconds=seconds, cookie=cookie)
    return Round(result, (cpu_s(process.pid) - before) / max(result.good, 1) * 1000)


def cpu_s(pid):
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / HERTZ


@contextmanager
def peer(name, folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", f"scan_peers:{name}", "--port", str(port), "--log-level", "warning"]
    command += ["--no-access-log", "--app-dir", str(HERE / "peers")]
    process = subprocess.Popen(command, env={**os.environ, "PEER_DATABASE": str(folder / "peer.db")})
    try:
        wait_until_open(port)
        yield process, port
    finally:
        process.kill()
        process.wait()


def wait_until_open(port):
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.05)
