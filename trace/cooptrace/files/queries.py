"""Reads about files."""

from sqlmodel import Session, col, select

from cooptrace.errors import NotFound
from cooptrace.files.models import Document, Photo

WIDTHS = {320: col(Photo.webp_320), 480: col(Photo.webp_480), 960: col(Photo.webp_960)}


def photo_webp(session: Session, photo_id: str, width: int) -> bytes:
    """Only the one width is read from the database."""
    if width not in WIDTHS:
        raise NotFound
    found = session.exec(select(WIDTHS[width]).where(Photo.id == photo_id)).first()
    if found is None:
        raise NotFound
    return found


def document_by_id(session: Session, document_id: str) -> Document:
    found = session.get(Document, document_id)
    if found is None:
        raise NotFound
    return found
