"""Photos and documents as they are stored and served."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.database import Database
from cooptrace.errors import Invalid
from cooptrace.files.actions import store_document, store_photo
from cooptrace.files.models import Document
from cooptrace.web.forms import Upload
from tests.files.pictures import picture

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def stored(session: Session, name: str, content: bytes) -> Document:
    return store_document(session, Upload(name, content), field="file", cooperative_id=None)


@pytest.fixture
def photo_id(database: Database) -> str:
    with database.write() as session:
        return store_photo(session, Upload("a.jpg", picture()), field="photo", cooperative_id=None).id


@pytest.mark.parametrize("width", [320, 480, 960])
def test_anybody_sees_a_photo_whose_address_they_have(client: TestClient, photo_id: str, width: int) -> None:
    answer = client.get(f"/photos/{photo_id}-{width}.webp")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.content[8:12] == b"WEBP"


@pytest.mark.parametrize("address", ["{id}-500.webp", "{id}-960.png", "nothing-960.webp", "{id}"])
def test_other_addresses_lead_nowhere(client: TestClient, photo_id: str, address: str) -> None:
    assert client.get("/photos/" + address.format(id=photo_id)).status_code == 404


def test_a_pdf_is_handed_over_under_its_name(client: TestClient, database: Database) -> None:
    with database.write() as session:
        document = stored(session, r"C:\giấy tờ\Chứng nhận “OCOP” Đông.PDF", PDF)
    answer = client.get(f"/documents/{document.id}")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/pdf", PDF)
    assert answer.headers["content-disposition"] == (
        'attachment; filename="Chung_nhan__OCOP__Dong.pdf"; '
        "filename*=UTF-8''Ch%E1%BB%A9ng%20nh%E1%BA%ADn%20%E2%80%9COCOP%E2%80%9D%20%C4%90%C3%B4ng.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"].split("; ")


def test_a_photographed_document_is_made_anew(client: TestClient, database: Database) -> None:
    with database.write() as session:
        document = stored(session, "giấy.png", picture("PNG"))
    answer = client.get(f"/documents/{document.id}")
    assert (answer.headers["content-type"], document.name) == ("image/webp", "giấy.webp")
    assert answer.headers["content-disposition"].startswith("inline;")


@pytest.mark.parametrize("content", [b"", b"<html><script>alert(1)</script>", b"MZ\x90\x00", picture("GIF")])
def test_other_files_are_no_documents(session: Session, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        stored(session, "tài liệu.pdf", content)
    assert list(refused.value.fields) == ["file"]


@pytest.mark.parametrize("name", ["..", ".pdf", "/", "\u202e.pdf", "", "а" + "a.pdf"])
def test_a_name_that_says_nothing_is_replaced(session: Session, name: str) -> None:
    assert stored(session, name, PDF).name == "file.pdf"


def test_an_unknown_document_is_not_there(client: TestClient) -> None:
    assert client.get("/documents/nothing").status_code == 404
