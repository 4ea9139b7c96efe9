"""Shoppers with phones: many connections that open one page again and again, each time as a new phone.

Run as a process of its own, beside the service: load.py PORT PATH CONNECTIONS SECONDS COOKIE prints one JSON
object. A scan is acknowledged when the answer arrived whole and says how often the lot was scanned.
"""

import asyncio
import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import uvloop

COUNTED = "đã được quét".encode()
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A146P) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"


@dataclass
class Result:
    """`phones`: tokens of acknowledged scans, whose SHA-256 the service keeps, and when they were acknowledged, by the
    clock that all processes share (perf_counter). `uncounted`: pages without a count."""

    seconds: float = 0
    statuses: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    uncounted: int = 0
    bytes: int = 0
    phones: list[str] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)

    @property
    def good(self) -> int:
        return self.statuses.get("200", 0)

    @property
    def rate(self) -> float:
        return self.good / self.seconds

    @property
    def p50_ms(self) -> float:
        return quantiles(self.times_ms, n=100)[49]

    @property
    def p99_ms(self) -> float:
        return quantiles(self.times_ms, n=100)[98]


def start(port: int, path: str, *, connections: int, seconds: float, cookie: str = "") -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(Path(__file__)), str(port), path, str(connections), str(seconds), cookie]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def finish(process: "subprocess.Popen[bytes]") -> Result:
    return Result(**json.loads(process.communicate(timeout=120)[0]))


def measure(port: int, path: str, *, connections: int, seconds: float, cookie: str = "") -> Result:
    return finish(start(port, path, connections=connections, seconds=seconds, cookie=cookie))


async def _run(port: int, path: str, connections: int, seconds: float, cookie: str) -> Result:
    result = Result()
    start = perf_counter()
    await asyncio.gather(*(_phone(port, path, start + seconds, result, cookie) for _ in range(connections)))
    result.seconds = perf_counter() - start
    return result


async def _phone(port: int, path: str, end: float, result: Result, cookie: str) -> None:
    """Ends with its time, or with the service."""
    request = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nuser-agent: {PHONE}\r\naccept: text/html\r\n"
    request += f"cookie: {cookie}\r\n\r\n" if cookie else "\r\n"
    writer = None
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while perf_counter() < end:
            sent = perf_counter()
            writer.write(request.encode())
            head = await reader.readuntil(b"\r\n\r\n")
            fields = _fields(head)
            body = await reader.readexactly(int(fields.get("content-length", 0)))
            result.times_ms.append((perf_counter() - sent) * 1000)
            _note(result, head[9:12].decode(), fields.get("set-cookie", ""), body)
    except (OSError, asyncio.IncompleteReadError):
        result.broken += 1
    finally:
        if writer:
            writer.close()


def _fields(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:-2]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def _note(result: Result, status: str, cookie: str, body: bytes) -> None:
    result.statuses[status] = result.statuses.get(status, 0) + 1
    result.bytes = len(body)
    if status != "200" or not cookie.startswith("device="):
        return
    if COUNTED in body:
        result.phones.append(cookie.removeprefix("device=").partition(".")[0])
        result.acknowledged_at.append(perf_counter())
    else:
        result.uncounted += 1


def main() -> None:
    port, path, connections, seconds, cookie = sys.argv[1:]
    result = uvloop.run(_run(int(port), path, int(connections), float(seconds), cookie))
    json.dump(asdict(result), sys.stdout)


if __name__ == "__main__":
    main()
