"""Tables of files. Photos are WebP in three widths, without the camera's data; rows never change."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Photo(Table, table=True):
    __tablename__ = "photo"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str | None = Field(default=None, index=True, max_length=16)
    # Height over width of the picture, so that a page can keep its place free.
    width: int
    height: int
    webp_320: bytes = Field(sa_type=LargeBinary)
    webp_480: bytes = Field(sa_type=LargeBinary)
    webp_960: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(default_factory=now)


class Document(Table, table=True):
    """A certificate's file: PDF or picture, at most 10 MB."""

    __tablename__ = "document"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str | None = Field(default=None, index=True, max_length=16)
    name: str = Field(max_length=120)
    media_type: str = Field(max_length=60)
    content: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(default_factory=now)
