"""What somebody who tries the sample province is given: a sign-in link for each role, a sheet of labels, a code."""

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import qrcode
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.demo import province
from cooptrace.labels.designs import load_designs
from cooptrace.labels.desk import Order, Subject, label_job, plan
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.stocks import load_stocks
from cooptrace.people.actions import new_sign_in_link
from cooptrace.people.models import Person, RoleGrant
from cooptrace.products.models import Product
from cooptrace.settings import Settings
from cooptrace.web.addresses import primary_origin
from cooptrace.web.policy import Role

LASTING = timedelta(hours=24)
SHEET = "tem-mau.pdf"
ROLES = (
    (Role.STAFF, "Cooperative staff"),
    (Role.TRAINER, "Trainer"),
    (Role.OFFICER, "Province officer"),
    (Role.OPERATOR, "Operator"),
)


@dataclass(frozen=True)
class Tour:
    """One-time paths by role, where the sheet lies, and what its codes say."""

    paths: tuple[tuple[str, str], ...]
    sheet: Path
    code: str

    def words(self, base: str) -> str:
        """For the terminal; `base` is an address under which the service is reached."""
        wide = max(len(name) for name, _path in self.paths)
        links = "\n".join(f"  {name:<{wide}}  {base}{path}" for name, path in self.paths)
        return (
            "\nThe sample province is there. Everything in it is invented.\n"
            f"\nSign in, each link once:\n{links}\n"
            f"\nA sheet of labels to print: {self.sheet}\n"
            f"\nIts code, to be scanned with a phone on the same network: {self.code}\n{_terminal_qr(self.code)}"
        )


def prepare(database: Database, settings: Settings) -> Tour:
    """Fills the database when it is empty; makes new links every time."""
    with database.write() as session:
        if not province.is_filled(session):
            province.fill(session, origin=settings.public_url or "http://127.0.0.1:8000")
        paths = tuple((name, f"/sign-in/link/{_link(session, role)}") for role, name in ROLES)
        sheet = settings.data_dir / SHEET
        return Tour(paths, sheet.resolve(), _write_sheet(session, sheet))


def _link(session: Session, role: Role) -> str:
    person = session.get_one(Person, _grant(session, role).person_id)
    return new_sign_in_link(session, person, by=None, lasting=LASTING)


def _grant(session: Session, role: Role) -> RoleGrant:
    """The first person of a role."""
    wanted = select(RoleGrant).where(RoleGrant.role == role).order_by(col(RoleGrant.granted_at), col(RoleGrant.id))
    found = session.exec(wanted).first()
    assert found is not None  # noqa: S101 (the province has one of each)
    return found


def _write_sheet(session: Session, sheet: Path) -> str:
    """A full sheet of the newest batch of the staff member's cooperative; returns what its codes say."""
    wanted = select(Batch).where(Batch.cooperative_id == _grant(session, Role.STAFF).cooperative_id)
    batch = session.exec(wanted.order_by(col(Batch.created_at).desc())).first()
    assert batch is not None  # noqa: S101
    subject = Subject(
        session.get_one(Cooperative, batch.cooperative_id), session.get_one(Product, batch.product_id), batch
    )
    order = Order(load_stocks()["tomy-145"], load_designs()["batch"], count=65, start=1)
    made = plan(subject, order, primary_origin(session) or "")
    with sheet.open("wb") as file:
        file.writelines(label_pdf(label_job(made)))
    return made.code_text


def _terminal_qr(text: str) -> str:
    code = qrcode.QRCode(border=2, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
