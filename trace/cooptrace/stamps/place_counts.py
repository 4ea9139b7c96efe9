"""In which commune stamps are scanned, by day: counted when a shopper tells, once for each phone and stamp."""

from datetime import datetime

from sqlmodel import Session, col

from cooptrace.places.nearest import nearest_unit
from cooptrace.stamps.inserts import insert_into
from cooptrace.stamps.models import StampDevice, StampPlaceDay
from cooptrace.stamps.queries import Peek
from cooptrace.stamps.signals import Place
from cooptrace.web.formats import local_date

_KEY = ("cooperative_id", "day", "product_id", "unit_code")


def count_place(session: Session, found: Peek, place: Place, *, device_hash: str, at: datetime) -> None:
    """Call it before the place is noted at the phone."""
    if found.stamp is None or found.cooperative is None or found.product is None:
        return
    known = session.get(StampDevice, (found.stamp.epoch, found.stamp.serial, device_hash), populate_existing=True)
    if known and known.latitude is not None:
        return
    unit = nearest_unit(place.latitude, place.longitude)
    new = insert_into(session, StampPlaceDay).values(
        cooperative_id=found.cooperative.id,
        day=local_date(at),
        product_id=found.product.id,
        unit_code=unit.code if unit else "",
        count=1,
    )
    session.execute(new.on_conflict_do_update(index_elements=_KEY, set_={"count": col(StampPlaceDay.count) + 1}))
