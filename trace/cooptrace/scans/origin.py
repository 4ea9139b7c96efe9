"""Everything the public page says of a product or a batch, gathered in one read. Only what may be public is in it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from cooptrace.batches.correction_actions import PUBLIC_FIELDS as BATCH_FIELDS
from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.public_copy import PublicCopy, copy_of, public_copy
from cooptrace.batches.queries import batches_of_product, corrections_of
from cooptrace.certificates.models import Certificate
from cooptrace.certificates.queries import valid_certificates
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.errors import Sentence
from cooptrace.events.queries import timeline_of
from cooptrace.events.timeline import Stage
from cooptrace.files.models import Photo
from cooptrace.places.units import CURRENT, Unit, UnknownUnit, unit
from cooptrace.products.fields import PUBLIC_FIELDS as PRODUCT_FIELDS
from cooptrace.products.models import Product
from cooptrace.products.queries import product_corrections
from cooptrace.scans.models import ResolverLink
from cooptrace.scans.queries import Subject, links_for_everybody, scan_counts
from cooptrace.scans.verdict import Known, State, Tone, verdict

PROVINCE = "Quảng Ninh"
SELLING = frozenset({"hasRetailers", "promotion"})


@dataclass(frozen=True)
class Correction:
    """What the page said before labels were out, what it says now, and when that was changed."""

    name: Sentence
    before: str
    after: str
    reason: str
    corrected_at: datetime


@dataclass(frozen=True)
class Origin:
    """`batch` is None where its facts are not for the viewer to see: a lot nobody declared or published."""

    subject: Subject
    state: State
    copy: PublicCopy
    batch: Batch | None
    site: Site | None
    unit: Unit | None
    place: str
    address: str
    producers: tuple[Producer, ...]
    certificates: tuple[Certificate, ...]
    journey: tuple[Stage, ...]
    corrections: tuple[Correction, ...]
    recalled_lots: tuple[str, ...]
    links: tuple[ResolverLink, ...]
    picture: tuple[int, int] | None
    scans: int
    public_origin: str | None

    @property
    def cooperative(self) -> Cooperative:
        return self.subject.cooperative


def origin_of(
    session: Session, subject: Subject, *, today: date, inside: frozenset[str], public_origin: str | None
) -> Origin:
    """`inside`: the cooperatives the viewer works for; their people see a lot before it is published."""
    state = verdict(known_of(subject, today=today))
    shown = subject.batch if state.tells_batch or subject.cooperative.id in inside else None
    site = session.get(Site, shown.site_id) if shown and shown.site_id else None
    copy = public_copy(shown, subject.product) if shown else copy_of(subject.product)
    photo = session.get(Photo, copy.photo_id) if copy.photo_id else None
    return Origin(
        subject=subject,
        state=state,
        copy=copy,
        batch=shown,
        site=site,
        unit=unit_of(site or subject.cooperative),
        place=place_text(site or subject.cooperative),
        address=", ".join(filter(None, [subject.cooperative.address, place_text(subject.cooperative)])),
        producers=_producers(session, shown, site),
        certificates=tuple(
            valid_certificates(
                session,
                cooperative_id=subject.cooperative.id,
                product_id=subject.product.id,
                site_id=site.id if site else None,
                on=today,
            )
        ),
        journey=tuple(timeline_of(session, shown)) if shown else (),
        corrections=_of_batch(session, shown) if shown else _of_product(session, subject.product),
        recalled_lots=_recalled_lots(session, subject),
        links=_links(session, subject, shown, state),
        picture=(photo.width, photo.height) if photo else None,
        scans=scan_counts(session, [shown.id])[shown.id] if shown else 0,
        public_origin=public_origin,
    )


def known_of(subject: Subject | None, *, today: date) -> Known:
    if subject is None:
        return Known(today, product=False)
    batch = subject.batch
    return Known(
        today,
        lot_given=subject.lot is not None,
        batch_status=batch.status if batch else None,
        expires_on=batch.expires_on if batch else None,
        withdrawn=bool(subject.product.withdrawn_at or subject.cooperative.withdrawn_at),
    )


def _of_batch(session: Session, batch: Batch) -> tuple[Correction, ...]:
    return tuple(
        Correction(BATCH_FIELDS[one.field], one.before, one.after, one.reason, one.corrected_at)
        for one in corrections_of(session, batch)
        if one.field in BATCH_FIELDS
    )


def _of_product(session: Session, product: Product) -> tuple[Correction, ...]:
    return tuple(
        Correction(PRODUCT_FIELDS[one.field], one.before, one.after, "", one.corrected_at)
        for one in product_corrections(session, product)
        if one.field in PRODUCT_FIELDS
    )


def _producers(session: Session, batch: Batch | None, site: Site | None) -> tuple[Producer, ...]:
    """Named only with their consent, and only those who had to do with this batch."""
    ids = dict.fromkeys(filter(None, [batch.producer_id if batch else None, site.producer_id if site else None]))
    found = (session.get(Producer, producer_id) for producer_id in ids)
    return tuple(one for one in found if one and one.consent_at and not one.removed_at)


def _links(session: Session, subject: Subject, shown: Batch | None, state: State) -> tuple[ResolverLink, ...]:
    """Nobody is sent to buy what must not be used."""
    links = links_for_everybody(session, subject.product, shown)
    return tuple(link for link in links if state.tone != Tone.STOP or link.kind not in SELLING)


def _recalled_lots(session: Session, subject: Subject) -> tuple[str, ...]:
    """For a page without a lot of its own: the reader's lot may be one of them."""
    if subject.batch:
        return ()
    batches = batches_of_product(session, subject.product)
    return tuple(batch.lot for batch in batches if batch.status == BatchStatus.RECALLED)


def unit_of(where: Site | Cooperative) -> Unit | None:
    try:
        return unit(where.unit_code, where.unit_version)
    except UnknownUnit:
        return None


def place_text(where: Site | Cooperative) -> str:
    found = unit_of(where)
    return f"{found.name}, {PROVINCE}" if found else PROVINCE


def on_map(found: Unit | None) -> Unit | None:
    """The locator knows today's units only."""
    return found if found and found.version == CURRENT and found.lat is not None else None
