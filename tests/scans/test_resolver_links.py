"""Links that cooperatives add: which one a request is led to, who may add them, and what is refused."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.scans.choice import best_links
from cooptrace.scans.linkset import Link
from cooptrace.scans.models import ResolverLink
from tests.people import World, sign_in
from tests.scans.goods import LOT, Goods
from tests.scans.resolving import KEY, LINK, ROOT, SHOP, add_link, contexts, links

TYPED = {"kind": "instructions", "href": SHOP, "title": "Cách nấu", "language": "vi", "media_type": "text/html"}
PDF = "https://cho.example.vn/mien.pdf"
FRENCH = "https://cho.example.vn/fr"


def test_lo_for_link_type(client: TestClient, goods: Goods, database: Database) -> None:
    """Each kind with one link leads to it; the linkType itself is passed on."""
    with database.write() as session:
        add_link(session, goods)
    for context in contexts(client, LINK):
        for kind in ("pip", "traceability", "certificationInfo", "hasRetailers"):
            for link in links(context, kind):
                path = context["anchor"].removeprefix(ROOT)
                where = client.get(f"{path}?linkType=gs1:{kind}").headers["location"]
                assert where.replace(f"?linkType=gs1:{kind}", "") == link["href"]


def test_every_own_link_leads_to_a_page(client: TestClient, goods: Goods) -> None:
    hrefs = [link["href"] for kind in ("pip", "traceability") for link in links(contexts(client, LINK)[0], kind)]
    assert [client.get(href.removeprefix(ROOT)).status_code for href in hrefs] == [200, 200]


def test_lo_for_link_type_n(client: TestClient, goods: Goods, database: Database) -> None:
    """Several of one kind: media type and first language of each lead to it."""
    with database.write() as session:
        add_link(session, goods)
        add_link(session, goods, href=PDF, media_type="application/pdf")
        add_link(session, goods, href=FRENCH, language="fr")
        add_link(session, goods, href=f"{PDF}?fr", language="fr", media_type="application/pdf")
    found = links(contexts(client, KEY)[0], "hasRetailers")
    for link in found:
        headers = {"accept": link["type"], "accept-language": link["hreflang"][0]}
        where = client.get(f"{LINK}?linkType=gs1:hasRetailers", headers=headers).headers["location"]
        assert where.startswith(link["href"])
    assert len(found) == 4


def test_lo_for_link_type_n_ambiguous(client: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        add_link(session, goods)
        add_link(session, goods, href=f"{SHOP}/2", title="Cửa hàng 2")
        add_link(session, goods, href=FRENCH, language="fr")
    answer = client.get(f"{LINK}?linkType=gs1:hasRetailers", headers={"accept-language": "vi"})
    assert (answer.status_code, answer.headers["content-type"]) == (300, "application/linkset+json")
    (context,) = answer.json()["linkset"]
    assert [link["href"] for link in links(context, "hasRetailers")] == [SHOP, f"{SHOP}/2"]
    page = client.get(
        f"{LINK}?linkType=gs1:hasRetailers", headers={"accept-language": "vi", "accept": "text/html,*/*;q=0.8"}
    )
    assert (page.status_code, f'href="{SHOP}/2"' in page.text, FRENCH in page.text) == (300, True, False)


def test_lang_negotiation(client: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        add_link(session, goods, language="en")
        add_link(session, goods, href=FRENCH, language="fr")
    headers = {"accept-language": "fr-CH, en;q=0.5"}
    where = client.get(f"{LINK}?linkType=gs1:hasRetailers", headers=headers).headers["location"]
    assert where == f"{FRENCH}?linkType=gs1:hasRetailers"


HTML_VI, HTML_EN = Link("faqs", "a", "A", languages=("vi",)), Link("faqs", "b", "B", languages=("en",))
PDF_VI, ANY = Link("faqs", "c", "C", "application/pdf", ("vi",)), Link("faqs", "d", "D")


@pytest.mark.parametrize(
    ("links_there", "accept", "languages", "wanted"),
    [
        ((HTML_VI, HTML_EN), "", "en-GB,vi;q=0.9", "b"),
        ((HTML_VI, HTML_EN), "*/*", "en;q=0.1, vi;q=0.2", "a"),
        ((HTML_VI, HTML_EN), "*/*", "en;q=0, vi;q=0.2", "a"),
        ((HTML_VI, HTML_EN, ANY), "*/*", "zh", "d"),
        ((HTML_VI, HTML_EN), "*/*", "zh", "ab"),
        ((HTML_VI, PDF_VI), "text/html,*/*;q=0.8", "vi", "a"),
        ((HTML_VI, PDF_VI), "application/pdf", "vi", "c"),
        ((HTML_VI, PDF_VI), "text/*;q=0.3, */*;q=0.5", "vi", "c"),
        ((HTML_VI, PDF_VI), "image/png", "vi", "ac"),
        ((HTML_VI, HTML_EN), ";;,q=,\x7f;q=nan,en;q=9", "x;q=-1,,en", "b"),
        ((HTML_VI,), "image/png", "zh", "a"),
    ],
)
def test_the_request_decides(links_there: tuple[Link, ...], accept: str, languages: str, wanted: str) -> None:
    assert "".join(link.href for link in best_links(links_there, accept=accept, languages=languages)) == wanted


def test_the_link_of_the_lot_comes_before_that_of_the_product(
    client: TestClient, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        add_link(session, goods)
        add_link(session, goods, href=FRENCH, batch_id=goods.batch.id)
    where = [client.get(f"{path}?linkType=hasRetailers").headers["location"] for path in (LINK, KEY)]
    assert [place.partition("?")[0] for place in where] == [FRENCH, SHOP]


def test_a_certificate_that_was_added_stands_for_the_part_of_the_page(
    client: TestClient, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        add_link(session, goods, kind="certificationInfo", href=PDF, media_type="application/pdf")
    key = contexts(client, LINK)[1]
    assert [link["href"] for link in links(key, "certificationInfo")] == [PDF]


def pages_of(goods: Goods) -> tuple[str, str]:
    root = f"/c/{goods.cooperative.id}"
    return f"{root}/products/{goods.product.id}/links", f"{root}/batches/{goods.batch.id}/links"


def test_staff_add_and_remove_links(client: TestClient, world: World, goods: Goods, database: Database) -> None:
    sign_in(client, world.staff)
    for path, anchor in zip(pages_of(goods), (KEY, LINK), strict=True):
        answer = client.post(path, data=TYPED)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?said=link-added")
        assert "Cách nấu" in client.get(path).text
        assert links(contexts(client, anchor)[0], "instructions") == [
            {"href": SHOP, "title": "Cách nấu", "type": "text/html", "hreflang": ["vi"]}
        ]
    with database.read() as session:
        rows = session.exec(select(ResolverLink)).all()
    for row in rows:
        path = pages_of(goods)[1 if row.batch_id else 0]
        assert client.post(f"{path}/{row.id}/removal").headers["location"] == f"{path}?said=link-removed"
    assert links(contexts(client, LINK)[0], "instructions") == []


def test_a_link_of_another_product_is_not_there(
    client: TestClient, world: World, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        row = add_link(session, goods)
    sign_in(client, world.staff)
    of_product, of_batch = pages_of(goods)
    assert client.post(f"{of_batch}/{row.id}/removal").status_code == 404
    assert client.post(f"{of_product}/{row.id}x/removal").status_code == 404


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "javascript://cho.example.vn/%0Aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "http://cho.example.vn/",
        "//cho.example.vn/",
        "https:///cho.example.vn",
        "https://nguoi:mat-khau@cho.example.vn/",
        "https://cho.example.vn:8443/",
        "https://cho.example.vn\\@evil.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://cho.example.vn/a b",
        "https://cho.example.vn/\u202egnp.exe",
        "https://cho.example.vn/" + "a" * 500,
        "",
    ],
)
def test_no_open_redirect(client: TestClient, world: World, goods: Goods, database: Database, href: str) -> None:
    sign_in(client, world.staff)
    answer = client.post(pages_of(goods)[0], data=TYPED | {"href": href})
    assert (answer.status_code, 'id="href-error"' in answer.text) == (422, True)
    with database.read() as session:
        assert session.exec(select(ResolverLink)).all() == []


@pytest.mark.parametrize(
    "sent", ["%0D%0ASet-Cookie:a=b", "\r\nSet-Cookie:a=b", "//evil.example", "javascript:alert(1)"]
)
def test_no_open_redirect_by_the_query(client: TestClient, goods: Goods, sent: str) -> None:
    answer = client.get(LINK, params=f"a={sent}", headers={"host": "evil.example"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (307, False)
    assert answer.headers["location"].startswith(f"{ROOT}/p{LINK}?a=")


def test_an_address_with_letters_of_any_language_is_written_in_ascii(
    client: TestClient, world: World, goods: Goods
) -> None:
    sign_in(client, world.staff)
    client.post(pages_of(goods)[0], data=TYPED | {"href": "miến.example.vn/cách-nấu?q=ngon#a"})
    (link,) = links(contexts(client, KEY)[0], "instructions")
    assert link["href"] == "https://xn--min-8jz.example.vn/c%C3%A1ch-n%E1%BA%A5u?q=ngon#a"


@pytest.mark.parametrize(
    ("which", "typed", "field"),
    [
        (0, {"serial": "S", "variant": "V"}, "serial"),
        (0, {"third_party": "T", "variant": "V"}, "third_party"),
        (0, {"third_party": "T", "serial": "S"}, "serial"),
        (1, {"serial": "S"}, "serial"),
        (1, {"third_party": "T"}, "third_party"),
        (0, {"sscc": "106141411234567897"}, "sscc"),
        (1, {"sscc": "106141411234567890"}, "sscc"),
        (0, {"serial": "S" * 21}, "serial"),
        (0, {"variant": "^"}, "variant"),
        (0, {"kind": "pip"}, "kind"),
        (0, {"language": "xx"}, "language"),
        (0, {"media_type": "text/x-shellscript"}, "media_type"),
        (0, {"title": ""}, "title"),
    ],
)
def test_registration_239(
    client: TestClient, world: World, goods: Goods, which: int, typed: dict[str, str], field: str
) -> None:
    sign_in(client, world.staff)
    answer = client.post(pages_of(goods)[which], data=TYPED | typed)
    assert (answer.status_code, f'<a href="#{field}">' in answer.text) == (422, True)


def test_links_may_stand_on_a_variant_of_a_lot(client: TestClient, world: World, goods: Goods) -> None:
    sign_in(client, world.staff)
    assert client.post(pages_of(goods)[1], data=TYPED | {"variant": "V"}).status_code == 303
    (context, *_) = contexts(client, f"{KEY}/22/V/10/{LOT}")
    assert (context["anchor"], bool(links(context, "instructions"))) == (f"{ROOT}{KEY}/22/V/10/{LOT}", True)


def test_a_shopper_sees_the_links_on_the_page(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        add_link(session, goods)
        add_link(session, goods, href=FRENCH, title="Chỉ chiếc này", serial="S1")
        add_link(session, goods, href=PDF, title="Của lô", batch_id=goods.batch.id)
    text = phone.get(goods.short).text
    assert [words in text for words in (f'href="{SHOP}"', f'href="{PDF}"', FRENCH)] == [True, True, False]
    assert [words in phone.get(f"/p{KEY}").text for words in (SHOP, PDF)] == [True, False]
