"""Photos and documents, served to anybody who has their address; the addresses cannot be guessed."""

from fastapi import APIRouter
from starlette.responses import Response

from cooptrace.files import queries
from cooptrace.web.db import Db
from cooptrace.web.downloads import attachment, inline
from cooptrace.web.pages import FOR_EVER
from cooptrace.web.policy import PUBLIC, allow

router = APIRouter()

# Whatever is in a file, it may run nothing and load nothing here.
FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'"


@router.get("/photos/{photo_id}-{width}.webp")
@allow(PUBLIC)
def show_photo(photo_id: str, width: int, session: Db) -> Response:
    content = queries.photo_webp(session, photo_id, width)
    return Response(content, media_type="image/webp", headers={"cache-control": FOR_EVER})


@router.get("/documents/{document_id}")
@allow(PUBLIC)
def show_document(document_id: str, session: Db) -> Response:
    document = queries.document_by_id(session, document_id)
    # A sandboxed PDF is not drawn by Chromium, so it is handed over; a picture can be looked at in place.
    disposition = attachment if document.media_type == "application/pdf" else inline
    headers = {
        "content-disposition": disposition(document.name),
        "content-security-policy": FILE_CSP,
        "cache-control": "public, max-age=86400",
    }
    return Response(document.content, media_type=document.media_type, headers=headers)
