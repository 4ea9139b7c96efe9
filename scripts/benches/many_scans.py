"""The pages that read scans, with 1 million and with 50 million in the database: SQLite, in a temporary folder.

`many-scans [MILLIONS]`. Every question is also asked of the raw log, which must give the same answer. Times are of
the processor, the best of several, of the service's own functions and pages in this process. 50 million
take minutes to load, and 6 GB.
"""

import tempfile
import time
from pathlib import Path

from scripts import year_of_scans
from scripts.scan_pages import best_ms, page_times
from scripts.scan_questions import questions

from cooptrace.database import Database
from cooptrace.stamps.keys import KeyRing

MILLION = 1_000_000
REPEATS = 15
GROWTH, LIMIT_MS, AGAINST_LOG = 1.5, 20, 100


def run(report, millions="50"):
    with tempfile.TemporaryDirectory(prefix="cooptrace-bench-") as name:
        folder = Path(name)
        file, url = folder / "cooptrace.db", f"sqlite:///{folder / 'cooptrace.db'}"
        province, cells = year_of_scans.build(url, KeyRing(folder / "keys"))
        before = loaded(report, folder, cells, MILLION, province)
        after = loaded(report, folder, cells, (int(millions) - 1) * MILLION, province)
        report("size of the database", file.stat().st_size / 1e9, "GB")
        compare(report, before, after, millions)
        against_log(report, url, province, after)


def loaded(report, folder, cells, scans, province):
    """So many scans more, and how long everything takes then."""
    file = folder / "cooptrace.db"
    start = time.monotonic()
    year_of_scans.add_scans(file, cells, scans)
    report(f"{scans:,} scans loaded", time.monotonic() - start, "s")
    database = Database(f"sqlite:///{file}")
    with database.read() as session:
        asked = {name: best_ms(lambda one=one: one.ask(session), REPEATS) for name, one in questions(province).items()}
    pages = page_times(folder, database, province, REPEATS)
    database.close()
    return asked, pages


def compare(report, before, after, millions):
    few, many = "1 million", f"{millions} million"
    for name, ms in after[0].items():
        report(f"{name}, {few}", before[0][name], "ms")
        report(f"{name}, {many}", ms, "ms", at_most=LIMIT_MS)
        report(f"{name}, {many} against {few}", ms / before[0][name], "×", at_most=GROWTH)
    for name, page in after[1].items():
        earlier = before[1][name]
        report(f"page {name}, {few}", earlier.ms, "ms")
        report(f"page {name}, {many}", page.ms, "ms")
        report(f"page {name}, {many} against {few}", page.ms / earlier.ms, "×", at_most=GROWTH)
        report(f"page {name}, {many}, slowest of {page.statements} statements ({page.slowest})", page.slowest_ms, "ms",
               at_most=LIMIT_MS)  # fmt: skip


def against_log(report, url, province, after):
    """The whole log is read for each question: once is enough."""
    database = Database(url)
    with database.read() as session:
        for name, question in questions(province).items():
            start = time.process_time()
            answer = question.of_the_log(session)
            raw_ms = (time.process_time() - start) * 1000
            report(f"{name}: the log says the same", int(answer == question.ask(session)), "answers", at_least=1)
            report(f"{name}: against the log", raw_ms / after[0][name], "×", at_least=AGAINST_LOG)
    database.close()
