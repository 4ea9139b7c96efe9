"""Verbs about files: check what was uploaded, clean it, keep it."""

import re

from sqlmodel import Session

from cooptrace.errors import Invalid, Wrong, say
from cooptrace.files.models import Document, Photo
from cooptrace.files.pictures import EMPTY, make_paper, make_picture
from cooptrace.text import TextProblem, clean_text
from cooptrace.web.forms import Submitted, Upload

PHOTO_BYTES = 20_000_000
DOCUMENT_BYTES = 10_000_000
# What a page with a file in its form may be sent: larger files are still read, dropped, and refused at their field.
FORM_BYTES = 220_000_000


def store_photo(session: Session, upload: Upload, *, field: str, cooperative_id: str | None) -> Photo:
    """Raises Invalid with the field marked."""
    try:
        picture = make_picture(upload.content)
    except Wrong as problem:
        raise Invalid({field: problem.sentence}) from problem
    photo = Photo(
        cooperative_id=cooperative_id,
        width=picture.width,
        height=picture.height,
        webp_320=picture.webp[320],
        webp_480=picture.webp[480],
        webp_960=picture.webp[960],
    )
    session.add(photo)
    session.flush()
    return photo


def store_document(session: Session, upload: Upload, *, field: str, cooperative_id: str | None) -> Document:
    """A PDF as it came, a picture made anew. Raises Invalid with the field marked."""
    try:
        media_type, ending, content = _as_document(upload.content)
    except Wrong as problem:
        raise Invalid({field: problem.sentence}) from problem
    document = Document(
        cooperative_id=cooperative_id, name=_file_name(upload.filename, ending), media_type=media_type, content=content
    )
    session.add(document)
    session.flush()
    return document


def photo_in(session: Session, form: Submitted, field: str, *, cooperative_id: str | None) -> str | None:
    """The id of the photo a form brings: a new one, or the one kept when the form was refused before. Else None."""
    upload = form.upload(field, limit_bytes=PHOTO_BYTES)
    if upload:
        return store_photo(session, upload, field=field, cooperative_id=cooperative_id).id
    kept = session.get(Photo, form.text(kept_field(field))[:16])
    return kept.id if kept and kept.cooperative_id == cooperative_id else None


def keep_photo(session: Session, form: Submitted, field: str, *, cooperative_id: str | None) -> dict[str, str]:
    """For a form that is shown again: its photo need not be chosen again. Call it after the refused act is undone."""
    try:
        kept = photo_in(session, form, field, cooperative_id=cooperative_id)
    except Invalid:
        return {}
    return {kept_field(field): kept} if kept else {}


def kept_field(field: str) -> str:
    return f"{field}_kept"


def delete_photo(session: Session, photo_id: str | None) -> None:
    """For a person's picture that must go; first let go of it where it is used."""
    photo = session.get(Photo, photo_id) if photo_id else None
    if photo:
        session.delete(photo)
        session.flush()


def _as_document(content: bytes) -> tuple[str, str, bytes]:
    if not content:
        raise Wrong(EMPTY)
    if content.startswith(b"%PDF-"):
        return "application/pdf", ".pdf", content
    try:
        return "image/webp", ".webp", make_paper(content)
    except Wrong as problem:
        raise Wrong(say("Please choose a PDF file or a photo (JPEG, PNG or WebP) that can be opened.")) from problem


def _file_name(typed: str, ending: str) -> str:
    """The name for those who save it: without folders, with the ending of what it is."""
    stem = re.split(r"[/\\]", typed)[-1].rpartition(".")[0]
    try:
        return (clean_text(stem, limit=100).strip(" .") or "file") + ending
    except TextProblem:
        return "file" + ending
