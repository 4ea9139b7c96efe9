"""Digital Links printed before URI Syntax 1.4, whose GTIN may have 8, 12 or 13 digits: read, never written."""

import re

from cooptrace.codes.digital_link import DigitalLink, parse_digital_link

_short_gtin = re.compile(r"(?<=/01/)(?:\d{8}|\d{12}|\d{13})(?=[/?#]|$)", re.ASCII)


def parse_legacy_digital_link(uri: str) -> DigitalLink:
    """Like `parse_digital_link`, with GTINs filled up to 14 digits first; positions in its CodeErrors count there."""
    return parse_digital_link(_short_gtin.sub(lambda found: found[0].zfill(14), uri))
