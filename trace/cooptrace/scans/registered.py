"""From the key of a Digital Link to what the resolver has registered for it: products, places, parties, boxes."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.batches.public_copy import copy_of, public_copy
from cooptrace.certificates.queries import valid_certificates
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.labels.models import LogisticUnit
from cooptrace.products.models import Product
from cooptrace.scans.asked import Asked
from cooptrace.scans.levels import PAGES, Ais, Item, Registration, path_of
from cooptrace.scans.linkset import Link
from cooptrace.scans.models import ResolverLink
from cooptrace.scans.origin import known_of
from cooptrace.scans.paths import passport_path
from cooptrace.scans.queries import Subject, links_of_product, subject_of
from cooptrace.scans.verdict import verdict


@dataclass(frozen=True)
class Reader:
    """For whom it is read. `inside`: the cooperatives whose lots may be seen before they are published."""

    root: str
    today: date
    inside: frozenset[str]


@dataclass(frozen=True)
class Place:
    """Whose number a GLN is: a cooperative, or one of its sites."""

    cooperative: Cooperative
    site: Site | None = None

    @property
    def name(self) -> str:
        return self.site.name if self.site else self.cooperative.name


def item_of(session: Session, asked: Asked, reader: Reader) -> Item | None:
    """None when nothing is registered under the key."""
    ai, value = asked.ais[0]
    if ai == "01":
        subject = subject_of(session, asked)
        return _product_item(session, subject, asked, reader) if subject else None
    if ai == "00":
        return _box_item(session, value, reader)
    place = place_of(session, ai, value)
    kind = "locationInfo" if ai == "414" else "homepage"
    return Item(reader.root, ((ai, value),), place.name, (), page_kind=kind) if place else None


def place_of(session: Session, ai: str, gln: str) -> Place | None:
    """414 names a place, so sites come first; 417 names a party: cooperatives only."""
    if ai == "414":
        sites = session.exec(select(Site).where(Site.gln == gln).order_by(col(Site.id)))
        if site := sites.first():
            return Place(session.get_one(Cooperative, site.cooperative_id), site)
    if ai not in ("414", "417"):
        return None
    wanted = select(Cooperative).where(Cooperative.gln == gln)
    order = (col(Cooperative.withdrawn_at).is_not(None), col(Cooperative.id))
    found = session.exec(wanted.order_by(*order)).first()
    return Place(found) if found else None


def as_link(row: ResolverLink) -> Link:
    return Link(row.kind, row.href, row.title, row.media_type, (row.language,) if row.language else ())


def _product_item(session: Session, subject: Subject, asked: Asked, reader: Reader) -> Item:
    product = subject.product
    state = verdict(known_of(subject, today=reader.today))
    batch = subject.batch if state.tells_batch or subject.cooperative.id in reader.inside else None
    copy = public_copy(batch, product) if batch else copy_of(product)
    rows = [row for row in links_of_product(session, product) if row.sscc is None]
    return Item(
        reader.root,
        asked.ais[:1],
        copy.name,
        tuple(
            Registration(_qualifiers(row, batch), (as_link(row),))
            for row in rows
            if row.batch_id in (None, batch.id if batch else None)
        ),
        own=_own(session, subject, batch, reader, recalled=state.key == "recalled"),
    )


def _own(
    session: Session, subject: Subject, batch: Batch | None, reader: Reader, *, recalled: bool
) -> tuple[Registration, ...]:
    certificates = valid_certificates(
        session,
        cooperative_id=subject.cooperative.id,
        product_id=subject.product.id,
        site_id=batch.site_id if batch else None,
        on=reader.today,
    )
    proofs = (Link("certificationInfo", "#certificates", ""),) if certificates else ()
    of_product = (*proofs, Link("dpp", passport_path(subject.product, None), ""))
    if batch is None:
        return (Registration((), of_product),)
    recall = (Link("recallStatus", "", ""),) if recalled else ()
    passport = Link("dpp", passport_path(subject.product, batch), "")
    of_lot = (Link("traceability", "#journey", ""), *proofs, passport, *recall)
    return (Registration((), of_product), Registration((("10", batch.lot),), of_lot))


def _qualifiers(row: ResolverLink, batch: Batch | None) -> Ais:
    lot = batch.lot if batch and row.batch_id else ""
    named = (("22", row.variant), ("10", lot), ("21", row.serial), ("235", row.third_party))
    return tuple((ai, value) for ai, value in named if value)


def _box_item(session: Session, sscc: str, reader: Reader) -> Item | None:
    """A box or pallet leads to the lot that is in it."""
    rows = list(session.exec(select(ResolverLink).where(ResolverLink.sscc == sscc).order_by(col(ResolverLink.id))))
    unit = session.get(LogisticUnit, sscc)
    batch_id = unit.batch_id if unit else rows[0].batch_id if rows else None
    batch = session.get(Batch, batch_id) if batch_id else None
    if batch is None:
        return None
    product = session.get_one(Product, batch.product_id)
    page = f"/Q/{batch.short_code}"
    if product.gtin:
        page = PAGES + path_of((("01", product.gtin), ("10", batch.lot)))
    added = Registration((), tuple(as_link(row) for row in rows if row.batch_id == batch.id))
    return Item(reader.root, (("00", sscc),), f"{product.name}, {batch.lot}", (added,), page=page)
