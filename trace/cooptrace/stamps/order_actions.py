"""Verbs about orders of stamps and the work order: order, release and hand out the file, print, receive."""

import hashlib

from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Conflict, Invalid, say
from cooptrace.products.queries import product_by_id
from cooptrace.stamps.acts import note_act
from cooptrace.stamps.chosen import WITHDRAWN, choose
from cooptrace.stamps.codes import StampCodes
from cooptrace.stamps.epoch_actions import take_serials
from cooptrace.stamps.forms import OrderForm, StretchForm
from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.stamps.models import StampEpoch, StampOrder, StampRange
from cooptrace.stamps.pieces import Stretch, cut_out, locked_order
from cooptrace.stamps.rules import MOVES, Act, OrderState
from cooptrace.web.addresses import lock_origin, primary_origin
from cooptrace.web.viewer import Viewer

MOST_XLSX_ROWS = 100_000
MOST_LABELS = 1_000_000


def formats_of(order: StampOrder) -> list[str]:
    """What these stamps can be handed out as. The print desk makes the PDF; it cannot print under scratch film."""
    limits = {"csv": order.count, "xlsx": MOST_XLSX_ROWS, "pdf": 0 if order.covered else MOST_LABELS}
    return [name for name, most in limits.items() if order.count <= most]


def order_stamps(
    session: Session,
    keys: KeyRing,
    cooperative: Cooperative,
    details: OrderForm,
    *,
    by: Viewer,
    replaces: StampOrder | None = None,
) -> StampOrder:
    """Serials for so many stamps, one row for each roll; no row for a stamp."""
    product = product_by_id(session, cooperative, details.product_id) if details.product_id else None
    per_roll = min(details.per_roll or details.count, details.count)
    if details.count > per_roll * 1000:
        raise Invalid({"per_roll": say("These would be more than 1,000 rolls. Please put more stamps on each.")})
    epoch, first = take_serials(session, keys, details.count)
    order = StampOrder(
        cooperative_id=cooperative.id,
        product_id=product.id if product else None,
        epoch=epoch,
        first=first,
        count=details.count,
        per_roll=per_roll,
        covered=details.covered,
        print_shop=details.print_shop,
        note=details.note,
        replaces_id=replaces.id if replaces else None,
        ordered_by=by.person_id,
        ordered_by_name=by.name,
    )
    session.add(order)
    session.flush()
    session.add_all(_rolls(order))
    note_act(session, order, Act.ORDER, _whole(order), by=by)
    return order


def order_again(
    session: Session, keys: KeyRing, cooperative: Cooperative, typed: StretchForm, *, by: Viewer
) -> StampOrder:
    """As many new stamps as these, like the order they came from: a reprint never repeats a code."""
    chosen = choose(session, keys, cooperative, typed)
    before = chosen.order
    details = OrderForm(
        count=chosen.stretch.count,
        per_roll=min(before.per_roll, chosen.stretch.count),
        product_id=before.product_id,
        print_shop=before.print_shop,
        covered=before.covered,
    )
    return order_stamps(session, keys, cooperative, details, by=by, replaces=before)


def release_file(session: Session, keys: KeyRing, order: StampOrder, *, by: Viewer, note: str = "") -> None:
    """Each format may now be downloaded once. Releasing it again takes a reason, which stays in the log."""
    order = locked_order(session, order.id)
    origin = primary_origin(session)
    if origin is None:
        raise Conflict(say("The address for printed codes has not been confirmed yet."))
    if order.state not in (OrderState.NEW, OrderState.READY):
        raise Conflict(say("These stamps are printed already. Order new ones instead of printing them again."))
    if order.state == OrderState.READY and not note:
        raise Invalid({"note": say("Please say why the file is needed once more.")})
    order.check_total = order.check_total or check_total(codes_of(session, keys, order), order)
    order.origin = order.origin or origin
    order.state, order.open_formats = OrderState.READY, formats_of(order)
    note_act(session, order, Act.RELEASE, _whole(order), by=by, note=note)


def take_download(
    session: Session, order: StampOrder, file_format: str, *, by: Viewer, part: Stretch | None = None
) -> StampOrder:
    """Locks the format and writes down who has the file, or only this part. The address in the codes is locked too."""
    order = locked_order(session, order.id)
    if order.state != OrderState.READY or file_format not in order.open_formats:
        raise Conflict(say("This file was handed out already. A manager can release it again."))
    order.open_formats = [other for other in order.open_formats if other != file_format]
    lock_origin(session)
    note_act(session, order, Act.DOWNLOAD, part or _whole(order), by=by, details={"format": file_format})
    return order


def mark_printed(session: Session, order: StampOrder, *, by: Viewer) -> None:
    order = locked_order(session, order.id)
    if order.state in (OrderState.PRINTED, OrderState.RECEIVED):
        return
    if order.state != OrderState.READY:
        raise Conflict(say("The file has not been released for printing yet."))
    order.state, order.open_formats = OrderState.PRINTED, []
    _move_whole(session, order, Act.PRINT, by=by)


def mark_received(session: Session, order: StampOrder, *, by: Viewer) -> None:
    order = locked_order(session, order.id)
    if order.state == OrderState.RECEIVED:
        return
    if order.state != OrderState.PRINTED:
        raise Conflict(say("These stamps are not printed yet."))
    order.state = OrderState.RECEIVED
    _move_whole(session, order, Act.RECEIVE, by=by)


def codes_of(session: Session, keys: KeyRing, order: StampOrder) -> StampCodes:
    """For printing them. Raises Conflict when the key is lost or has leaked: such stamps could not be put to use."""
    try:
        codes = keys.codes(order.epoch)
    except KeyProblem as problem:
        raise Conflict(WITHDRAWN) from problem
    if session.get_one(StampEpoch, order.epoch).leaked_since is not None:
        raise Conflict(WITHDRAWN)
    return codes


def check_total(codes: StampCodes, order: StampOrder) -> str:
    """One short number over all codes in their order: a file with a missing, doubled or changed code has another."""
    digest = hashlib.sha256()
    for code in codes.codes(order.first, order.count):
        digest.update(code.encode() + b"\n")
    text = digest.hexdigest()[:12].upper()
    return f"{text[:4]} {text[4:8]} {text[8:]}"


def _whole(order: StampOrder) -> Stretch:
    return Stretch(order.epoch, order.first, order.first + order.count - 1)


def _rolls(order: StampOrder) -> list[StampRange]:
    end = order.first + order.count
    starts = range(order.first, end, order.per_roll)
    return [
        StampRange(
            cooperative_id=order.cooperative_id,
            order_id=order.id,
            roll=number,
            epoch=order.epoch,
            first=start,
            count=min(order.per_roll, end - start),
            changed_at=order.ordered_at,
        )
        for number, start in enumerate(starts, start=1)
    ]


def _move_whole(session: Session, order: StampOrder, act: Act, *, by: Viewer) -> None:
    """Those that were voided before stay so."""
    move = MOVES[act]
    done = note_act(session, order, act, _whole(order), by=by)
    for piece in cut_out(session, _whole(order)):
        if piece.state in move.sources:
            piece.state, piece.changed_at, piece.act_id = move.target, done.at, done.id
    session.flush()
