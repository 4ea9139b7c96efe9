"""A picture as SVG at its size in mm, one path for all bars."""

from xml.sax.saxutils import escape

from cooptrace.symbols.picture import Label, Picture

_TEXT_SHARE = 0.82


def svg(picture: Picture) -> str:
    """A whole SVG document, white behind the quiet zones."""
    bars = "".join(f"M{bar.left} {bar.top}h{bar.width}v{bar.height}h-{bar.width}z" for bar in picture.bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width_mm:.3f}mm" height="{picture.height_mm:.3f}mm"'
        f' viewBox="0 0 {picture.width} {picture.height}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{picture.width}v{picture.height}H0z"/><path d="{bars}"/>'
        f"{''.join(map(_text, picture.labels))}</svg>"
    )


def _text(label: Label) -> str:
    size = label.height * _TEXT_SHARE
    length = min(label.width, 0.6 * size * len(label.text))
    return (
        f'<text x="{label.left + label.width / 2:g}" y="{label.top + size:g}" font-family="sans-serif"'
        f' font-size="{size:g}" text-anchor="middle" textLength="{length:g}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(label.text)}</text>'
    )
