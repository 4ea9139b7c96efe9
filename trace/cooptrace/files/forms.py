"""Files in forms. A photo outlives a refused form, because a browser cannot fill a file field in again.

Routers of pages with a file: `APIRouter(max_body_size=FORM_BYTES)`. In a POST, `with session.begin_nested():` around
the act, and on Invalid show the form with `filled_keeping`: the act is undone, the photo stays.
"""

from collections.abc import Callable

from sqlmodel import Session

from cooptrace.errors import Invalid
from cooptrace.files.actions import store_document, store_photo
from cooptrace.files.models import Document, Photo
from cooptrace.web.forms import Filled, Submitted

PHOTO_BYTES = 20_000_000
DOCUMENT_BYTES = 10_000_000
# Larger files are still read, dropped, and refused at their field.
FORM_BYTES = 220_000_000


def kept_field(field: str) -> str:
    return f"{field}_kept"


def photo_in(session: Session, form: Submitted, field: str, *, cooperative_id: str | None) -> str | None:
    """The id of the photo a form brings: a new one, or the one kept when the form was refused before. Else None."""
    upload = form.upload(field, limit_bytes=PHOTO_BYTES)
    if upload:
        return store_photo(session, upload, field=field, cooperative_id=cooperative_id).id
    kept = session.get(Photo, form.text(kept_field(field))[:16])
    return kept.id if kept and kept.cooperative_id == cooperative_id else None


def document_in(session: Session, form: Submitted, field: str, *, cooperative_id: str | None) -> str | None:
    """The same for a PDF or a photographed paper."""
    upload = form.upload(field, limit_bytes=DOCUMENT_BYTES)
    if upload:
        return store_document(session, upload, field=field, cooperative_id=cooperative_id).id
    kept = session.get(Document, form.text(kept_field(field))[:16])
    return kept.id if kept and kept.cooperative_id == cooperative_id else None


def filled_keeping(
    session: Session,
    form: Submitted,
    field: str,
    *,
    cooperative_id: str | None,
    problem: Invalid | None = None,
    take: Callable[..., str | None] = photo_in,
) -> Filled:
    """What was typed, with its file stored, and all that is wrong. Call it when the refused act has been undone."""
    errors = dict(problem.fields) if problem else {}
    values = form.values
    try:
        file_id = take(session, form, field, cooperative_id=cooperative_id)
    except Invalid as bad_file:
        errors |= bad_file.fields
    else:
        values |= {kept_field(field): file_id} if file_id else {}
    return Filled(values, errors)
