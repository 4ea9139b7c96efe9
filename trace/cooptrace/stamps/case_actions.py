"""Verbs about cases: signs of copying open one, more signs add to it, a person closes it."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from cooptrace.database import now
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.stamps.forms import CloseCaseForm
from cooptrace.stamps.inserts import insert_into
from cooptrace.stamps.models import StampCase
from cooptrace.stamps.queries import Peek
from cooptrace.stamps.signals import SCORES, STAMPS_IN_BATCH, SURGE_AN_HOUR, Signal, score
from cooptrace.web.viewer import Viewer

OUTCOMES: dict[str, Sentence] = {
    "harmless": say("Harmless: a show-piece, a shop, a picture on the web"),
    "own-mistake": say("A mistake of our own: not put to use in time, wrong lot"),
    "copied": say("Copies were found"),
    "unclear": say("Could not be found out"),
}


# What came out of a surge of unknown codes.
SURGE_OUTCOMES: dict[str, Sentence] = {
    "harmless": say("Harmless: a test, a search engine, a faulty app"),
    "other-service": say("Stamps of another service"),
    "guessing": say("Somebody was guessing codes"),
    "invented": say("Goods with invented codes were found"),
    "unclear": say("Could not be found out"),
}
_SURGE = "unknown-codes"


def note_signals(session: Session, found: Peek, signals: frozenset[Signal], *, at: datetime) -> None:
    """At most one open case for a stamp. After it was closed, the same signs do not open another one."""
    if not signals or found.stamp is None or found.piece is None:
        return
    code = found.stamp.code
    if _open_case(session, code) is None and signals <= _already_judged(session, code):
        return
    new = StampCase(cooperative_id=found.piece.cooperative_id, batch_id=found.piece.batch_id, code=code, subject=code)
    _add_signals(_opened(session, new, at), signals, at)
    session.flush()
    if found.piece.batch_id:
        _note_batch(session, found.piece.cooperative_id, found.piece.batch_id, at)


def note_unknown_codes(session: Session, *, before: int, now_in_all: int, at: datetime) -> None:
    """Every hundred codes of an hour that were never issued open the operator's one case, or add to it."""
    further = now_in_all // SURGE_AN_HOUR - before // SURGE_AN_HOUR
    if further <= 0:
        return
    case = _opened(session, StampCase(subject=_SURGE, score=SCORES[Signal.UNKNOWN_CODES] - 1), at)
    case.signals, case.score, case.changed_at = [Signal.UNKNOWN_CODES], case.score + further, at
    session.flush()


def outcomes_of(case: StampCase) -> dict[str, Sentence]:
    return SURGE_OUTCOMES if case.cooperative_id is None else OUTCOMES


def close_case(session: Session, case: StampCase, details: CloseCaseForm, *, by: Viewer) -> None:
    """Closing it changes nothing at the stamps: whoever wants them void voids them."""
    if details.outcome not in outcomes_of(case):
        raise Invalid({"outcome": say("Please choose what came out.")})
    case.outcome, case.note, case.closed_at, case.closed_by_name = details.outcome, details.note, now(), by.name
    case.subject = None
    session.flush()


def _open_case(session: Session, subject: str) -> StampCase | None:
    return session.exec(select(StampCase).where(StampCase.subject == subject).with_for_update()).first()


def _opened(session: Session, new: StampCase, at: datetime) -> StampCase:
    """The open case about the same, or the new one; two that come at the same moment are one."""
    values = new.model_dump() | {"opened_at": at, "changed_at": at}
    session.execute(insert_into(session, StampCase).values(values).on_conflict_do_nothing(index_elements=["subject"]))
    found = _open_case(session, str(new.subject))
    return found or session.get_one(StampCase, new.id)


def _already_judged(session: Session, code: str) -> frozenset[str]:
    wanted = select(StampCase).where(StampCase.code == code, col(StampCase.closed_at).is_not(None))
    return frozenset(signal for case in session.exec(wanted) for signal in case.signals)


def _add_signals(case: StampCase, signals: frozenset[Signal], at: datetime) -> None:
    together = sorted({*case.signals, *signals})
    if together != case.signals:
        case.signals, case.score, case.changed_at = together, score(together), at


def _note_batch(session: Session, cooperative_id: str, batch_id: str, at: datetime) -> None:
    """Ten stamps of one batch with open cases are one more case: about the batch itself."""
    wanted = select(func.count()).where(
        StampCase.batch_id == batch_id, StampCase.code != "", col(StampCase.closed_at).is_(None)
    )
    stamps = int(session.exec(wanted).one())
    if stamps < STAMPS_IN_BATCH:
        return
    case = _opened(session, StampCase(cooperative_id=cooperative_id, batch_id=batch_id, subject=batch_id), at)
    case.score, case.changed_at = stamps * SCORES[Signal.DEVICES], at
    session.flush()
