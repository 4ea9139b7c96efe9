"""The pages that read scans, with 1 million and with 50 million in the database: SQLite, in a temporary folder.

`many-scans [MILLIONS]`. Every question is also asked of the raw log, which must give the same answer. Times are of
the processor, the best of several, of the service's own functions and pages in this process. 50 million
take minutes to load, and 6 GB.
"""

import shutil
import tempfile
import time
from pathlib import Path

from scripts import year_of_scans
from scripts.scan_pages import Pages, in_turn_ms, once_ms
from scripts.scan_questions import questions

from cooptrace.stamps.keys import KeyRing

MILLION = 1_000_000
REPEATS = 15
GROWTH, LIMIT_MS, AGAINST_LOG = 1.5, 20, 100


def run(report, millions="50"):
    with tempfile.TemporaryDirectory(prefix="cooptrace-bench-") as name:
        folder = Path(name)
        small, large = folder / "small.db", folder / "large.db"
        province, cells = year_of_scans.build(f"sqlite:///{large}", KeyRing(folder / "keys"))
        year_of_scans.add_scans(large, cells, MILLION)
        shutil.copy(large, small)
        start = time.monotonic()
        year_of_scans.add_scans(large, cells, (int(millions) - 1) * MILLION)
        report(f"{int(millions) - 1} million scans loaded", time.monotonic() - start, "s")
        report("size of the database", large.stat().st_size / 1e9, "GB")
        with (
            Pages(folder, f"sqlite:///{small}", province) as few,
            Pages(folder, f"sqlite:///{large}", province) as many,
        ):
            ask_all(report, few, many, province)
            open_all(report, few, many)


def ask_all(report, few, many, province):
    """The whole log is read for each question: once is enough."""
    with few.session() as of_few, many.session() as of_many:
        for name, question in questions(province).items():
            before, after = in_turn_ms(lambda: question.ask(of_few), lambda: question.ask(of_many), REPEATS)  # noqa: B023
            report(name, after, "ms", at_most=LIMIT_MS)
            report(f"{name}: against 1 million", after / before, "×", at_most=GROWTH)
            answers = []
            raw = once_ms(lambda: answers.append(question.of_the_log(of_many)))  # noqa: B023
            report(f"{name}: against the raw log", raw / after, "×", at_least=AGAINST_LOG)
            report(
                f"{name}: the log says the same", int(answers == [question.of_the_sums(of_many)]), "answers", at_least=1
            )


def open_all(report, few, many):
    for name in many.names:
        slowest = many.slowest(name, REPEATS)
        before, after = in_turn_ms(lambda: few.opened_ms(name), lambda: many.opened_ms(name), REPEATS)  # noqa: B023
        report(f"page {name}", after, "ms")
        report(f"page {name}: against 1 million", after / before, "×", at_most=GROWTH)
        report(f"page {name}: slowest of its {slowest.among} statements ({slowest.tables})", slowest.ms, "ms",
               at_most=LIMIT_MS)  # fmt: skip
