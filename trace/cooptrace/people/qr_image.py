"""A QR code for the screen, as the address of a picture that stands in the page itself."""

from base64 import b64encode

from cooptrace.symbols.screen import screen_qr_svg


def qr_image(text: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(screen_qr_svg(text).encode()).decode()}"
