"""The text inside the codes of a batch: a GS1 Digital Link for a product with a GTIN, else the short form. Pure."""

from datetime import date

from cooptrace.codes import to_digital_link
from cooptrace.labels.designs import Takes


def printed_code(origin: str, *, gtin: str | None, lot: str, short_code: str) -> str:
    """What a batch's QR says: `https://host/01/{gtin14}/10/{lot}`, or `HTTPS://HOST/Q/CODE` without a GTIN."""
    if gtin is None:
        return short_form(origin, short_code)
    return to_digital_link([("01", gtin.zfill(14)), ("10", lot)], origin)


def short_form(origin: str, short_code: str) -> str:
    """Capitals throughout: a QR packs them in half the room (ISO/IEC 18004, alphanumeric mode)."""
    return f"{origin.upper()}/Q/{short_code}"


def address_codes(origin: str, *, gtin: str | None, lot: str, short_code: str) -> list[str]:
    """The addresses a QR may carry, the best first; the last makes the smallest symbol."""
    full = printed_code(origin, gtin=gtin, lot=lot, short_code=short_code)
    return list(dict.fromkeys([full, short_form(origin, short_code)]))


def trade_code(takes: Takes, *, gtin: str, lot: str, expires_on: date | None) -> str:
    """What a barcode for trade carries: the GTIN alone, or with use-by date and lot as bracketed AIs."""
    if takes is Takes.GTIN:
        return gtin
    use_by = f"(17){expires_on:%y%m%d}" if expires_on else ""
    return f"(01){gtin.zfill(14)}{use_by}(10){lot}"
