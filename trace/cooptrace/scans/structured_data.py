"""The page for search engines and assistants: schema.org JSON-LD. Pure; says nothing the page does not say."""

from dataclasses import dataclass
from typing import Any

from cooptrace.scans.origin import PROVINCE, Origin
from cooptrace.scans.proofs import MOST_PROOFS, Proof
from cooptrace.scans.words import Words

Data = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What the page says, in its language. `address` is the printed one, None while none is confirmed; `stamp` the code
    of the one piece it is about; `notice` what nobody must miss."""

    origin: Origin
    words: Words
    proofs: tuple[Proof, ...]
    address: str | None
    stamp: str = ""
    notice: str = ""

    @property
    def kind(self) -> str:
        return "IndividualProduct" if self.stamp else "SomeProducts" if self.origin.batch else "Product"


def product_data(told: Told) -> Data:
    """`IndividualProduct` for a stamp, `SomeProducts` for a lot, else `Product`."""
    origin, words = told.origin, told.words
    product, batch = origin.subject.product, origin.batch
    data: Data = {
        "@context": "https://schema.org",
        "@type": told.kind,
        "name": words.name.text,
        "description": told.notice or words.story.start,
        "sku": product.sku,
        "gtin": product.gtin,
        "serialNumber": told.stamp,
        # The printed address of a product with a GTIN is its Digital Link: once is enough.
        "hasGS1DigitalLink" if product.gtin else "url": told.address,
        "image": _on(origin, f"/photos/{origin.copy.photo_id}-960.webp") if origin.copy.photo_id else None,
        "brand": {"@type": "Brand", "name": origin.copy.brand} if origin.copy.brand else None,
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
        "manufacturer": _manufacturer(origin),
        "hasCertification": [_certification(origin, proof) for proof in told.proofs[:MOST_PROOFS]],
    }
    if batch:
        data["productionDate"] = batch.produced_on.isoformat()
        data["additionalProperty"] = _properties(origin)
    return {name: _without_empty(value) for name, value in data.items() if value not in (None, "", [], {})}


def _manufacturer(origin: Origin) -> Data:
    cooperative = origin.cooperative
    return {
        "@type": "Organization",
        "name": cooperative.name,
        "url": cooperative.website,
        "telephone": cooperative.phone if cooperative.phone_is_public else None,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": cooperative.address,
            "addressRegion": PROVINCE,
            "addressCountry": "VN",
        },
    }


def _certification(origin: Origin, proof: Proof) -> Data:
    certificate = proof.certificate
    return {
        "@type": "Certification",
        "name": proof.name.msgid % dict(proof.name.values),
        "certificationIdentification": certificate.number,
        "issuedBy": {"@type": "Organization", "name": certificate.issuer} if certificate.issuer else None,
        "validFrom": certificate.issued_on.isoformat() if certificate.issued_on else None,
        "expires": certificate.valid_until.isoformat() if certificate.valid_until else None,
        "url": _on(origin, f"/documents/{certificate.document_id}") if certificate.document_id else None,
    }


def _properties(origin: Origin) -> list[Data]:
    batch = origin.batch
    assert batch is not None  # noqa: S101 (asked only for a batch)
    values = {
        "lot": batch.lot,
        "harvestDate": batch.harvested_on,
        "bestBefore": batch.expires_on,
        "plantingAreaCode": origin.site.code if origin.site else None,
    }
    return [{"@type": "PropertyValue", "name": name, "value": str(value)} for name, value in values.items() if value]


def _on(origin: Origin, path: str) -> str | None:
    return origin.public_origin + path if origin.public_origin else None


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(part) for name, part in value.items() if part not in (None, "", [], {})}
    return [_without_empty(part) for part in value] if isinstance(value, list) else value
