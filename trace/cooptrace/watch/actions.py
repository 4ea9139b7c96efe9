"""Verbs of the watch: try every added link and note what it answered. The network is asked outside any transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cooptrace.database import Database, now
from cooptrace.scans.models import ResolverLink
from cooptrace.watch.answers import Answer
from cooptrace.watch.fetch import Tried, try_link
from cooptrace.watch.models import LinkCheck

_NO_NETWORK = frozenset({Answer.SILENT, Answer.UNKNOWN_HOST})
TELLING = 3
AT_ONCE = 8


@dataclass(frozen=True)
class Round:
    """How many links were tried, how many do not work, and whether it was rather this machine that has no network."""

    tried: int
    failing: int
    offline: bool


def check_links(database: Database, *, attempt: Callable[[str], Tried] = try_link) -> Round:
    """Each website is asked once for each address, however many links lead there."""
    with database.read() as session:
        links: dict[str, str] = dict(session.exec(select(ResolverLink.id, ResolverLink.href)).all())
    asked = list(dict.fromkeys(links.values()))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = dict(zip(asked, pool.map(attempt, asked), strict=True))
    answers = {link_id: found[href] for link_id, href in links.items()}
    failing = sum(tried.answer != Answer.OK for tried in answers.values())
    if len(found) >= TELLING and all(tried.answer in _NO_NETWORK for tried in found.values()):
        return Round(len(answers), failing, offline=True)
    with database.write_aside() as session:
        note_answers(session, answers, at=now())
    return Round(len(answers), failing, offline=False)


def note_answers(session: Session, answers: dict[str, Tried], *, at: datetime) -> None:
    """Links that were removed in the meantime are let go."""
    there = frozenset(session.exec(select(ResolverLink.id)))
    earlier = {row.link_id: row for row in session.exec(select(LinkCheck).where(col(LinkCheck.link_id).in_(there)))}
    for link_id, tried in answers.items():
        if link_id in there:
            row = earlier.get(link_id) or LinkCheck(link_id=link_id, answer=Answer.OK)
            row.answer, row.status, row.checked_at = tried.answer, tried.status, at
            row.failing_since = None if tried.answer == Answer.OK else row.failing_since or at
            session.add(row)
    session.flush()
