"""Verbs about files: check what was uploaded, clean it, keep it."""

import re

from sqlmodel import Session

from cooptrace.errors import Invalid, Wrong, say
from cooptrace.files.models import Document, Photo
from cooptrace.files.pictures import EMPTY, make_paper, make_picture
from cooptrace.text import TextProblem, clean_text
from cooptrace.web.forms import Upload


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
