"""Group commit: done means committed, nobody waits long, and trouble costs a count and never a page."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from sqlalchemy import event, text
from sqlmodel import Session, col, func, select

from cooptrace.database import Database, now
from cooptrace.errors import Conflict, Unavailable, say
from cooptrace.scans.models import Scan, ScanDay
from cooptrace.scans.queries import Subject
from cooptrace.scans.recording import Opening, record_scans
from cooptrace.scans.visitor import Visitor
from cooptrace.scans.writer import ACTS, ScanWriter
from tests.scans.goods import Goods

LONG_S = 30


def opening(goods: Goods, number: int = 0, visitor: Visitor = Visitor.PERSON) -> Opening:
    subject = Subject(goods.cooperative, goods.product, goods.batch, goods.batch.lot)
    return Opening(subject, "short", visitor, "vi", f"{number:064x}", now())


def counted(database: Database) -> tuple[int, int]:
    """Rows of the log, and the sum of the days."""
    with database.read() as session:
        rows = session.exec(select(func.count(col(Scan.id)))).one()
        return rows, session.exec(select(func.coalesce(func.sum(ScanDay.count), 0))).one()


@contextmanager
def held(database_url: str) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    other = Database(database_url)
    with other.write() as session:
        if other.is_sqlite:
            session.connection()
        else:
            session.execute(text("LOCK TABLE scan"))
        yield
    other.close()


def test_done_means_committed(database: Database, goods: Goods) -> None:
    with ScanWriter(database) as writer:
        writer.record(opening(goods))
        assert counted(database) == (1, 1)


def test_the_same_phone_again_is_in_the_log_only(database: Database, goods: Goods) -> None:
    with ScanWriter(database) as writer:
        writer.record(opening(goods))
        writer.record(opening(goods, visitor=Visitor.REPEAT))
    assert counted(database) == (2, 1)


def test_those_that_come_together_share_a_commit(database: Database, database_url: str, goods: Goods) -> None:
    commits: list[object] = []
    event.listen(database.writing_engine, "commit", commits.append)
    with ScanWriter(database, patience_s=LONG_S) as writer:
        with held(database_url):
            waiting = [writer.submit(opening(goods, number)) for number in range(50)]
        assert [done.result(LONG_S) for done in waiting] == [None] * 50
    assert (counted(database), len(commits) <= 2) == ((50, 50), True)


def test_a_full_queue_refuses_at_once_and_keeps_what_it_took(
    database: Database, database_url: str, goods: Goods
) -> None:
    with ScanWriter(database, queue=3, patience_s=LONG_S) as writer:
        with held(database_url):
            taken = until_refused(writer, goods)
        assert [done.result(LONG_S) for done in taken] == [None] * len(taken)
    assert counted(database) == (len(taken), len(taken))
    assert 3 <= len(taken) <= 3 + 3  # on PostgreSQL a first group is already on its way to the lock


def test_nobody_waits_for_a_database_that_does_not_answer(database: Database, database_url: str, goods: Goods) -> None:
    with ScanWriter(database, patience_s=0.05) as writer, held(database_url):
        for number in range(10):
            with pytest.raises(Unavailable):
                writer.record(opening(goods, number))
        assert until_refused(writer, goods) == []
    rows, sums = counted(database)
    assert rows == sums
    assert not (rows and database.is_sqlite)  # PostgreSQL's lock comes after the group was taken


def test_leaving_writes_down_what_is_queued(database: Database, database_url: str, goods: Goods) -> None:
    with held(database_url):
        writer = ScanWriter(database, patience_s=LONG_S).__enter__()
        waiting = [writer.submit(opening(goods, number)) for number in range(20)]
    writer.__exit__()
    assert [done.done() for done in waiting] == [True] * 20
    assert counted(database) == (20, 20)


def test_the_writer_outlives_trouble(database: Database, goods: Goods) -> None:
    with ScanWriter(database) as writer:
        rename(database, "scan_day", "scan_day_away")
        with pytest.raises(Unavailable):
            writer.record(opening(goods))
        rename(database, "scan_day_away", "scan_day")
        writer.record(opening(goods))
    assert counted(database) == (1, 1)


def test_one_that_is_closed_takes_nothing(database: Database, goods: Goods) -> None:
    with ScanWriter(database) as writer:
        pass
    with pytest.raises(Unavailable):
        writer.record(opening(goods))
    assert counted(database) == (0, 0)


def rows(session: Session) -> int:
    return session.exec(select(func.count(col(Scan.id)))).one()


def test_an_act_sees_what_those_before_it_in_its_group_wrote(
    database: Database, database_url: str, goods: Goods
) -> None:
    def act(session: Session, number: int) -> int:
        record_scans(session, [opening(goods, number)])
        return rows(session)

    with ScanWriter(database, patience_s=LONG_S) as writer, ThreadPoolExecutor(5) as threads:
        with held(database_url):
            seen = [threads.submit(writer.act, partial(act, number=number)) for number in range(5)]
        assert sorted(one.result(LONG_S) for one in seen) == [1, 2, 3, 4, 5]
    assert counted(database) == (5, 5)


def test_an_act_that_fails_is_undone_alone(database: Database, goods: Goods) -> None:
    def fails(session: Session) -> None:
        record_scans(session, [opening(goods, 1)])
        raise Conflict(say("no"))

    with ScanWriter(database) as writer:
        writer.record(opening(goods))
        with pytest.raises(Conflict):
            writer.act(fails)
        writer.record(opening(goods, 2))
    assert counted(database) == (2, 2)


def test_many_acts_do_not_keep_back_those_who_only_count(database: Database, database_url: str, goods: Goods) -> None:
    commits: list[object] = []
    with ScanWriter(database, patience_s=LONG_S) as writer, ThreadPoolExecutor(ACTS + 8) as threads:
        with held(database_url):
            acts = [threads.submit(writer.act, rows) for _ in range(ACTS + 8)]
            event.listen(database.writing_engine, "commit", commits.append)
        assert [act.result(LONG_S) for act in acts] == [0] * (ACTS + 8)
    assert len(commits) >= 2


def until_refused(writer: ScanWriter, goods: Goods) -> list[Future[None]]:
    taken: list[Future[None]] = []
    with suppress(Unavailable):
        for number in range(100):
            taken.append(writer.submit(opening(goods, number)))
    return taken


def rename(database: Database, before: str, after: str) -> None:
    with database.write() as session:
        session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
