"""Draw docs/labels.png: every design on every paper it fits, one label each, as the PDF shows it.

Run by scripts/contact_sheet.
"""

import io
import sys
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont, ImageOps

from cooptrace.labels.designs import load_designs
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.fits import stocks_that_fit
from cooptrace.labels.fonts import Weight, face
from cooptrace.labels.samples import sample_job
from cooptrace.labels.stocks import load_stocks

ROOT = Path(__file__).resolve().parents[1]
WIDTH, GAP = 2400, 24
DOTS_PER_MM = 5
LARGE_MM, LARGE_DOTS_PER_MM = 110, 2.5
GREYS = 16


def main():
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "labels.png"
    stocks = load_stocks().values()
    rows = []
    for design in load_designs().values():
        fitting = stocks_that_fit(sample_job(next(iter(stocks)), design, count=1), stocks)
        rows.append(heading(f"{design.key}: {design.name('vi')}, {len(fitting)} / {len(stocks)}"))
        rows += flowed([captioned(label(stock, design), stock.key) for stock in fitting])
    sheet = Image.new("L", (WIDTH, sum(row.height + GAP for row in rows) + GAP), 216)
    top = GAP
    for row in rows:
        sheet.paste(row, (GAP, top))
        top += row.height + GAP
    target.parent.mkdir(exist_ok=True)
    sheet.quantize(GREYS).save(target, optimize=True)
    print(f"{target}: {sheet.width} x {sheet.height}")


def label(stock, design):
    """The first cell of the printed page, cut out."""
    page = pdfium.PdfDocument(b"".join(label_pdf(sample_job(stock, design, count=1))))[0]
    dots = LARGE_DOTS_PER_MM if stock.cell_height_mm > LARGE_MM else DOTS_PER_MM
    image = page.render(scale=dots * 25.4 / 72, grayscale=True).to_pil().convert("L")
    cell = stock.cells[0]
    box = [round(float(edge) * dots) for edge in (cell.left_mm, cell.top_mm, cell.right_mm, cell.bottom_mm)]
    return ImageOps.expand(image.crop(box), 1, 128)


def captioned(image, text):
    font = ImageFont.truetype(io.BytesIO(face(Weight.REGULAR).data), 16)
    whole = Image.new("L", (max(image.width, round(font.getlength(text)) + 4), image.height + 22), 216)
    whole.paste(image, (0, 0))
    ImageDraw.Draw(whole).text((0, image.height + 2), text, fill=0, font=font)
    return whole


def heading(text):
    image = Image.new("L", (WIDTH - 2 * GAP, 44), 216)
    font = ImageFont.truetype(io.BytesIO(face(Weight.BOLD).data), 30)
    ImageDraw.Draw(image).text((0, 2), text, fill=0, font=font)
    return image


def flowed(images):
    """Rows of images, as many side by side as the width takes."""
    rows, line, used = [], [], 0
    for image in [*images, None]:
        if image is None or used + image.width > WIDTH - 2 * GAP:
            row = Image.new("L", (WIDTH - 2 * GAP, max(one.height for one in line)), 216)
            left = 0
            for one in line:
                row.paste(one, (left, 0))
                left += one.width + GAP
            rows.append(row)
            line, used = [], 0
        if image is not None:
            line.append(image)
            used += image.width + GAP
    return rows


if __name__ == "__main__":
    main()
