"""Every route of the service, with real rows for the places in its address, for the access matrix."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlmodel import Session, func, select

from cooptrace.batches.models import Batch
from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import now
from cooptrace.files.models import Document
from cooptrace.labels.models import OwnDesign, OwnStock, PrinterProfile, PrintJob
from cooptrace.labels.own_design import start_from
from cooptrace.people.kinds import Purpose
from cooptrace.people.models import OneTimeLink, Person, RoleGrant, SignIn
from cooptrace.scans.models import ProblemReport, ResolverLink
from cooptrace.stamps.models import StampAct, StampCase, StampEpoch, StampOrder, StampRange, StampRequest
from cooptrace.training.models import Team, Visit
from cooptrace.web.policy import Policy, policy_of
from tests.factories import make_batch, make_event, make_product, make_site
from tests.people import World


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    policy: Policy | None

    @property
    def is_tenant(self) -> bool:
        return "{cooperative_id}" in self.path

    def address(self, places: dict[str, str]) -> str:
        """The path with its places filled; raises KeyError for a place the matrix has no row for."""
        address = re.sub(":(?:path|ai|any)}", "}", self.path)
        return address.format_map(places)


def routes_of(app: FastAPI) -> list[Route]:
    return [
        Route(method, str(route.path), policy_of(route.endpoint) if route.endpoint else None)
        for route in iter_route_contexts(app.routes)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]


def fill(session: Session, cooperative: Cooperative, world: World) -> dict[str, str]:
    manager = world.manager if cooperative is world.own else world.foreign_manager
    return fill_cooperative(session, cooperative, manager=manager, trainer=world.trainer)


def fill_cooperative(session: Session, cooperative: Cooperative, *, manager: Person, trainer: Person) -> dict[str, str]:
    """One row of each kind in the cooperative; ids by the name they have in addresses."""
    product = make_product(session, cooperative)
    site = make_site(session, cooperative)
    batch = make_batch(session, product, site=site)
    member = Person(name="Bạn Mẫu")
    session.add(member)
    session.flush()
    rows = _rows(cooperative, batch, manager=manager, member=member, trainer=trainer)
    rows |= _stamps(session, cooperative)
    session.add_all(rows.values())
    session.flush()
    event = make_event(session, batch, "harvest")
    return {
        **{name: row.id for name, row in rows.items()},
        "cooperative_id": cooperative.id,
        "product_id": product.id,
        "site_id": site.id,
        "batch_id": batch.id,
        "event_id": event.id,
        "person_id": member.id,
        "photo_id": str(product.photo_id),
        "width": "320",
        "unit_code": cooperative.unit_code,
        "gtin": "09520001000010",
        "lot": batch.lot,
        "code": batch.short_code,
        "token": "none-such",
        "name": "css/none-such.css",
    }


def _rows(
    cooperative: Cooperative, batch: Batch, *, manager: Person, member: Person, trainer: Person
) -> dict[str, Any]:
    return {
        "producer_id": Producer(cooperative_id=cooperative.id, name="Ông Sáng", name_folded="ong sang"),
        "certificate_id": Certificate(cooperative_id=cooperative.id, kind="vietgap", number="1"),
        "job_id": PrintJob(
            cooperative_id=cooperative.id,
            batch_id=batch.id,
            stock="tomy-145",
            design="batch",
            start_cell=1,
            count=3,
            code_text=f"HTTP://TRACE.TEST/Q/{batch.short_code}",
        ),
        "stock_id": _stock(cooperative),
        "design_id": _design(cooperative),
        "printer_id": PrinterProfile(cooperative_id=cooperative.id, name="Máy văn phòng"),
        "report_id": ProblemReport(cooperative_id=cooperative.id, batch_id=batch.id, text="Hộp bị móp"),
        "link_id": ResolverLink(
            cooperative_id=cooperative.id,
            product_id=batch.product_id,
            kind="recipeInfo",
            href="https://cho.example.vn/",
            title="Cách nấu miến",
        ),
        "visit_id": Visit(cooperative_id=cooperative.id, trainer_id=trainer.id, outcome="met"),
        "sign_in_id": SignIn(person_id=manager.id, token_hash=f"hash-{cooperative.id}", way="link"),
        "team_id": Team(name="Tổ mẫu"),
        "invitation_id": OneTimeLink(
            token_hash=f"invitation-{cooperative.id}",
            purpose=Purpose.INVITATION,
            role="staff",
            cooperative_id=cooperative.id,
            name="Bạn Mới",
            created_by=manager.id,
            expires_at=now() + timedelta(days=1),
        ),
        "document_id": Document(name="a.pdf", media_type="application/pdf", content=b"%PDF-1.4"),
        "grant_id": RoleGrant(person_id=member.id, role="staff", cooperative_id=cooperative.id),
    }


def _stamps(session: Session, cooperative: Cooperative) -> dict[str, Any]:
    """An order of ten stamps of a key that is not there, as every cooperative has one."""
    session.merge(StampEpoch(symbol="0", known_code="", next_serial=1_000_000))
    first = 100 * session.exec(select(func.count()).select_from(StampOrder)).one()
    order = StampOrder(cooperative_id=cooperative.id, epoch="0", first=first, count=10, per_roll=10)
    session.add(order)
    session.flush()
    own: dict[str, Any] = {"cooperative_id": cooperative.id}
    stretch: dict[str, Any] = {"order_id": order.id, "epoch": "0", "first": first, "count": 10}
    return {
        "order_id": order,
        "range_id": StampRange(**own, **stretch, roll=1),
        "act_id": StampAct(**own, **stretch, kind="order", last=first + 9),
        "case_id": StampCase(**own, code="000000000000000", signals=["voided"]),
        "service_case_id": StampCase(signals=["unknown-codes"]),
        "request_id": StampRequest(**own, kind="void", typed={"first": "0", "reason": "lost"}, count=10, asked_by=""),
    }


def _design(cooperative: Cooperative) -> OwnDesign:
    row = start_from("batch")
    row.cooperative_id, row.name = cooperative.id, "Tem chữ to"
    return row


def _stock(cooperative: Cooperative) -> OwnStock:
    sizes: dict[str, Any] = {"page_width_mm": 210, "page_height_mm": 297, "columns": 2, "rows": 5, "cell_width_mm": 90}
    rest: dict[str, Any] = {"cell_height_mm": 50, "left_mm": 10, "top_mm": 10, "pitch_x_mm": 95, "pitch_y_mm": 52}
    return OwnStock(cooperative_id=cooperative.id, name="Giấy nhà", **sizes, **rest, created_at=now())
