"""The links of a product and its lot, for machines that resolve GS1 Digital Links. Pure."""

from urllib.parse import quote

from cooptrace.scans.linkset import Level, Link
from cooptrace.scans.origin import Origin

LANGUAGES = ("vi", "en", "zh")
KEYS = ("01",)
DESCRIPTION_PATH = "/.well-known/gs1resolver"


def levels_of(origin: Origin, *, root: str) -> tuple[Level, ...]:
    """From the most exact level that is registered up to the product. Each level's first link is its default."""
    product = origin.subject.product
    product_page = f"{root}/p/{product.id}"
    certificates = bool(origin.certificates)
    levels = [_level(f"{root}/01/{product.gtin}", origin.copy.name, product_page, certificates)]
    if batch := origin.batch:
        anchor = f"{root}/01/{product.gtin}/10/{quote(batch.lot, safe='')}"
        name, page = f"{origin.copy.name}, {batch.lot}", f"{root}/Q/{batch.short_code}"
        level = _level(anchor, name, page, certificates)
        more = [Link("traceability", f"{page}#journey", name, languages=LANGUAGES)]
        if origin.state.key == "recalled":
            more.append(Link("recallStatus", page, name, languages=LANGUAGES))
        levels.insert(0, Level(level.anchor, level.description, (*level.links, *more)))
    return tuple(levels)


def description(root: str, *, name: str) -> dict[str, object]:
    """The resolver description file (3)."""
    return {
        "name": name,
        "resolverRoot": root,
        "supportedPrimaryKeys": list(KEYS),
        "supportedLinkType": [{"namespace": "https://ref.gs1.org/voc/", "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": "https://ref.gs1.org/standards/resolver/linkset-context",
    }


def _level(anchor: str, name: str, page: str, certificates: bool) -> Level:
    links = [Link("pip", page, name, languages=LANGUAGES)]
    if certificates:
        links.append(Link("certificationInfo", f"{page}#certificates", name, languages=LANGUAGES))
    return Level(anchor, name, tuple(links))
