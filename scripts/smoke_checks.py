"""Ask an installed cooptrace for a page, a style sheet and a label. Run by scripts/smoke_wheel, with its Python.

Usage: smoke_checks.py CHECKOUT WORKING_FOLDER
"""

import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

LIMIT_S = 60
PROGRAM = Path(sys.executable).with_name("cooptrace")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("COOPTRACE_", "PYTHON"))}


def main() -> None:
    checkout, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    check_place(checkout)
    check_label(folder)
    check_pages(folder)


def check_place(checkout: Path) -> None:
    import_it = "import cooptrace; print(cooptrace.__file__)"
    where = Path(run([sys.executable, "-P", "-c", import_it]).strip()).resolve()
    require(not where.is_relative_to(checkout), f"cooptrace is imported from {where}")


def check_label(folder: Path) -> None:
    target = folder / "nhãn mẫu.pdf"
    run([PROGRAM, "labels", "sample", "--stock", "tomy-145", "--output", target])
    require(target.read_bytes()[:5] == b"%PDF-", "a label prints to PDF")


def check_pages(folder: Path) -> None:
    where = ["--host", "127.0.0.1", "--port", str(free_port()), "--data", str(folder / "dữ liệu")]
    command = [str(PROGRAM), "serve", *where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=CLEAN) as server:
        # Whatever hangs, the server ends, and with it the reading of its words.
        watchdog = threading.Timer(LIMIT_S, server.kill)
        watchdog.start()
        try:
            home = ready_url(server)
            kind, page = get(home)
            require(kind == "text/html" and "</html>" in page, f"{home} is a page")
            # The public pages carry their style inside; those of staff name it.
            _, page = get(urljoin(home, "/sign-in"))
            sheet = re.search(r'<link[^>]*rel="?stylesheet"?[^>]*>', page)
            address = sheet and re.search(r'href="([^"]+)"', sheet[0])
            require(address, "the page names a style sheet")
            kind, _ = get(urljoin(home, address[1] if address else ""))
            require(kind == "text/css", "the style sheet is there")
        finally:
            server.terminate()
            server.wait()
            watchdog.cancel()
    require(server.returncode in (0, -15), f"the service ends when told to (it said {server.returncode})")


def ready_url(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if line.startswith("ready "):
            return line.split()[1]
    raise SystemExit("smoke test: the service never said that it is ready")


def get(url: str) -> tuple[str, str]:
    with urlopen(url, timeout=10) as answer:
        return answer.headers.get_content_type(), answer.read().decode()


def run(command: list[str | Path]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, env=CLEAN)
    require(done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def require(fact: object, what: str) -> None:
    if not fact:
        raise SystemExit(f"smoke test failed: {what}")
    print(f"ok: {what.splitlines()[0]}")


if __name__ == "__main__":
    main()
