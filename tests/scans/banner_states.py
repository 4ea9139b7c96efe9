"""A page for each thing that a banner can say: of batches and of stamps. For tests in a browser and for photographs.

Asked with ?said= a page tells its state without changing it.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from cooptrace.batches.models import BatchStatus
from cooptrace.codes.short_code import check_symbol
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.products.models import Product
from cooptrace.stamps.actions import open_stamp
from cooptrace.stamps.epoch_actions import mark_leaked
from cooptrace.stamps.forms import StretchForm
from cooptrace.stamps.models import StampEpoch, StampOrder
from cooptrace.stamps.roll_actions import hold
from cooptrace.stamps.verdict import MANY_DEVICES
from tests.factories import make_batch, make_product
from tests.people import World
from tests.scans.goods import DRAFT, EXPIRED, FREE_GTIN, GTIN, RECALLED, Goods, make_goods
from tests.stamps.rolls import Desk, make_desk

_OF_NOBODY = "0CFGHJKMNPRTVX"


def states_of(session: Session, world: World, folder: Path) -> dict[str, str]:
    """The path by the name of the state. `folder` is the service's data folder, where the keys of stamps are."""
    goods = make_goods(session, world)
    goods.cooperative.colour, goods.cooperative.phone, goods.cooperative.phone_is_public = "lotus", "+84900000009", True
    goods.product.producer_share = 62
    desk = make_desk(session, folder, goods.cooperative, world.manager)
    session.flush()
    return _of_batches(session, goods) | _of_stamps(session, replace(desk, product=goods.product, batch=goods.batch))


def _of_batches(session: Session, goods: Goods) -> dict[str, str]:
    others = {"draft": DRAFT, "expired": EXPIRED, "recalled": RECALLED, "closed": {"status": BatchStatus.CLOSED}}
    others["undated"] = {"expires_on": None, "no_expiry": True}
    paths = {
        name: f"/Q/{make_batch(session, goods.product, site=goods.site, lot=name.upper(), **details).short_code}"
        for name, details in others.items()
    }
    withdrawn = make_product(session, goods.cooperative, name="Rượu ba kích", withdrawn_at=now())
    return paths | {
        "ok": goods.short,
        "withdrawn": f"/p/{withdrawn.id}",
        "product": f"/p/01/{GTIN}",
        "lot-unknown": f"/p/01/{GTIN}/10/NOPE",
        "unknown": f"/01/{FREE_GTIN}",
        "malformed": "/01/9520001000010",
        "front": "/",
        "linkset": f"/01/{GTIN}?linkType=linkset",
        "passport": f"/passport/Q/{goods.batch.short_code}",
        "passport-of-product": f"/passport/p/{withdrawn.id}",
    }


def _of_stamps(session: Session, desk: Desk) -> dict[str, str]:
    leaked = desk.printed(3)
    desk.activate(leaked, 0, 2)
    mark_leaked(session, desk.keys, session.get_one(StampEpoch, leaked.epoch), since=now() - timedelta(days=1))
    order = desk.printed(40, covered=True)
    desk.activate(order, 0, 29)
    desk.void(order, 5, 5, "stolen")
    hold(session, desk.keys, desk.cooperative, StretchForm(**desk.typed(order, 6, 6)), by=desk.by)
    for device in range(MANY_DEVICES):
        open_stamp(session, desk.keys, desk.code(order, 2), device_hash=f"phone {device}")
    open_stamp(session, desk.keys, desk.code(order, 1), device_hash="another phone")
    first = desk.code(order, 0)
    numbers = {"stamp-first": 0, "stamp-again": 1, "stamp-many": 2, "stamp-yours": 3, "stamp-voided": 5}
    numbers |= {"stamp-on-hold": 6, "stamp-inactive": 35}
    return {
        **{name: f"/Q/{desk.code(order, number)}" for name, number in numbers.items()},
        "stamp-unconfirmed": f"/Q/{desk.code(leaked, 0)}",
        "stamp-mistyped": f"/Q/{first[:-1]}{'0' if first[-1] != '0' else '1'}",
        "stamp-not-ours": f"/Q/{_OF_NOBODY}{check_symbol(_OF_NOBODY)}",
        "stamp-other-product": f"/01/{FREE_GTIN}/21/{first}",
        "stamp-recalled": _on(session, desk, order, 31, status=BatchStatus.RECALLED, recall_reason="Có vị lạ"),
        "stamp-expired": _on(session, desk, order, 32, expires_on=now().date() - timedelta(days=2)),
    }


def _on(session: Session, desk: Desk, order: StampOrder, number: int, **later: object) -> str:
    """A stamp on a batch that something happened to afterwards."""
    cooperative = session.get_one(Cooperative, desk.cooperative.id)
    product: Product = make_product(session, cooperative, name="Mật ong rừng Ba Chẽ")
    batch = make_batch(session, product, lot=f"MO-{number}")
    desk.activate(order, number, number, batch)
    for name, value in later.items():
        setattr(batch, name, value)
    session.flush()
    return f"/Q/{desk.code(order, number)}"
