"""Lighthouse's marks for the public pages on its slow phone: the best of three for speed, one for the rest.

Takes node, npm and Chromium. Lighthouse itself is fetched into a temporary folder and leaves with it; a folder that has
it already may be given: scripts/bench lighthouse /tmp/lighthouse
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import service
from tests.scans.goods import GTIN

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ROUNDS = 3
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile", "accept": "text/html"}


def run(report, folder=""):
    with tempfile.TemporaryDirectory() as temporary, tempfile.TemporaryDirectory() as data:
        tools = Path(folder or temporary)
        install(tools)
        url = f"sqlite:///{Path(data) / 'cooptrace.db'}"
        short = service.fill(url)
        with service.running(url, Path(data)) as (_process, port):
            root = f"http://127.0.0.1:{port}"
            pages = {"lot": short, "product": f"/p/01/{GTIN}", "passport": f"/passport{short}", "front": "/"}
            for name, path in pages.items():
                marks = [marks_of(tools, root + path) for _ in range(ROUNDS)]
                best = {category: max(mark[category] for mark in marks) for category in CATEGORIES}
                for category, mark in best.items():
                    report(f"{name}: {category}", mark, "of 100", at_least=95 if category == "performance" else 100)
                report(f"{name}: page before pictures", size_of(root + path), "bytes", at_most=15_000)


def install(tools):
    if not (tools / "node_modules" / "lighthouse").exists():
        npm = [shutil.which("npm"), "install", "--ignore-scripts", "--no-fund", "--no-audit", "--silent", LIGHTHOUSE]
        subprocess.run(npm, cwd=tools, check=True, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"})


def marks_of(tools, address):
    wish = ["--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(CATEGORIES)}"]
    command = [tools / "node_modules" / ".bin" / "lighthouse", address, *wish, "--output=json", "--quiet"]
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or "/usr/bin/chromium"
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ | {"CHROME_PATH": chromium})
    found = json.loads(done.stdout)
    for audit in failed(found):
        sys.stderr.write(f"{address}: {audit}\n")
    return {name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES}


def failed(found):
    """What cost marks elsewhere than in speed."""
    others = [found["categories"][name] for name in CATEGORIES[1:]]
    wanted = {one["id"] for category in others for one in category["auditRefs"] if one["weight"]}
    return [f"{name}: {found['audits'][name]['title']}" for name in wanted if found["audits"][name]["score"] == 0]


def size_of(address):
    with closing(urlopen(Request(address, headers=PHONE))) as answer:
        return len(answer.read())
