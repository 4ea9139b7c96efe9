"""Sheets of serialised labels: ours against reportlab with qrcode, pylabels, blabel and fpdf2; and a million of ours.

Every way runs in a process of its own, so that its memory is its own; CPU seconds count from after the imports. Each
label of a Tomy 145 sheet has a QR, the name, lot, dates and serial; every way sets the same words in the same font.
"""

# ruff: noqa: PLC0415 each way imports its own packages, in its own process
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from importlib.resources import files
from itertools import tee
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "trace")}
LETTERS = "23456789CDFGHJKMNPQRVWX"
ADDRESS = "HTTPS://TXNG.EXAMPLE.VN/Q/"
NAME, WHO = "Miến dong Bình Liêu 500 g", "HTX Nông nghiệp Bình Liêu"
FACTS = ("Lô: MD251103", "NSX: 03/11/2025", "HSD: 03/11/2027")
COUNTS = {"ours": 10_000, "reportlab + qrcode": 1040, "pylabels": 1040, "blabel": 390, "fpdf2, QR given": 10_000}
ROUNDS = 3
MILLION = 1_000_000
LEFT_MM, TOP_MM, ACROSS_MM, DOWN_MM, COLUMNS, ROWS = 4.75, 10.7, 40.6, 21.2, 5, 13


def run(report, *chosen):
    """`scripts/bench labels quick` leaves the million out."""
    seen = {way: [] for way in COUNTS}
    for _ in range(ROUNDS):
        for way, count in COUNTS.items():
            seen[way].append(measured(way, count))
    speed = {way: statistics.median(one["count"] / one["cpu_s"] for one in tries) for way, tries in seen.items()}
    for way, tries in seen.items():
        report(f"labels: {way}", speed[way], "labels/s")
        report(f"labels: {way}, memory", max(one["peak_mb"] for one in tries), "MB")
        report(f"labels: {way}, size", tries[0]["bytes"] / tries[0]["count"], "bytes/label")
    for way, goal in (("blabel", 300), ("reportlab + qrcode", 80), ("pylabels", None), ("fpdf2, QR given", 5)):
        report(f"labels: ours / {way}", speed["ours"] / speed[way], "times", at_least=goal)
    read_back(report)
    if "quick" not in chosen:
        million(report)


def million(report):
    one = measured("ours", MILLION)
    report("a million labels: CPU", one["cpu_s"], "s", at_most=60)
    report("a million labels: memory", one["peak_mb"], "MB", at_most=128)
    report("a million labels: first byte", one["first_byte_s"], "s", at_most=1)
    report("a million labels: size", one["bytes"] / MILLION, "bytes/label", at_most=170)


def read_back(report):
    """Every label of the first, a middle and the last full page of 10,000, drawn at 300 dots an inch."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "labels.pdf"
        measured("ours", 10_000, target)
        document = pdfium.PdfDocument(target)
        wanted, found, written = 0, 0, 0
        serials = list(made_serials(10_000))
        for page in (0, len(document) // 2, len(document) - 2):
            image = document[page].render(scale=300 / 72, grayscale=True).to_pil()
            codes = {code.text for code in zxingcpp.read_barcodes(image, try_rotate=False, try_downscale=False)}
            text = "".join(document[page].get_textpage().get_text_bounded().split())
            here = serials[page * 65 : page * 65 + 65]
            wanted += len(here)
            found += sum(ADDRESS + serial in codes for serial in here)
            written += sum(serial in text for serial in here)
        document.close()
    report("labels: codes read at 300 dpi", found, f"of {wanted}", at_least=wanted)
    report("labels: serials found as text", written, f"of {wanted}", at_least=wanted)


def measured(way, count, target=None):
    # -P: here `labels` is the package of that name, not this file.
    command = [sys.executable, "-P", __file__, way, str(count), *([str(target)] if target else [])]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT).stdout)


def made_serials(count):
    chance = random.Random(145)
    return ("".join(chance.choices(LETTERS, k=15)) for _ in range(count))


def grouped(serial):
    return f"{serial[:5]} {serial[5:10]} {serial[10:]}"


def corner(number):
    """Left and top in mm of a label's cell on its page."""
    row, column = divmod(number % (COLUMNS * ROWS), COLUMNS)
    return LEFT_MM + column * ACROSS_MM, TOP_MM + row * DOWN_MM


def font(weight):
    return files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf"


def child(way, count, target):
    """One way in this process: what it took, as JSON."""
    draw = WAYS[way](count)
    size, first_byte_s = 0, None
    start, cpu = time.perf_counter(), cpu_s()
    with open(target, "wb") as file:
        for chunk in draw():
            first_byte_s = first_byte_s or time.perf_counter() - start
            size += file.write(chunk)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {"count": count, "cpu_s": cpu_s() - cpu, "bytes": size, "peak_mb": usage.ru_maxrss / 1024}
    sys.stdout.write(json.dumps(figures | {"first_byte_s": first_byte_s}))


def cpu_s():
    """Of this process and its children."""
    return sum(
        one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def ours(count):
    from cooptrace.labels.content import Fact, LabelContent
    from cooptrace.labels.designs import Design, Line, Overflow, Shows
    from cooptrace.labels.documents import label_pdf
    from cooptrace.labels.fonts import Weight
    from cooptrace.labels.jobs import LabelJob
    from cooptrace.labels.stocks import load_stocks

    shown = [(Shows.PRODUCT_NAME, Weight.BOLD, 2), (Shows.COOPERATIVE_NAME, Weight.REGULAR, 2)]
    shown += [(Shows.FACTS, Weight.REGULAR, 1), (Shows.SERIAL, Weight.REGULAR, 2)]
    lines = tuple(Line(shows, weight, 1.0, most, Overflow.REFUSE) for shows, weight, most in shown)
    sizes = (Decimal("0.396"), Decimal("0.743"), Decimal("0.45"), Decimal(12), Decimal(5))
    design = Design("bench", {"vi": "Thử"}, *sizes, lines)
    content = LabelContent(NAME, WHO, tuple(Fact(*fact.split(": ")) for fact in FACTS))

    def draw():
        serials, others = tee(made_serials(count))
        codes = (ADDRESS + serial for serial in others)
        return label_pdf(LabelJob(load_stocks()["tomy-145"], design, content, codes, serials))

    return draw


def reportlab_page(canvas, number):
    if number and number % (COLUMNS * ROWS) == 0:
        canvas.showPage()


def reportlab_qrcode(count):
    import qrcode
    from reportlab.lib.units import mm
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(TTFont("regular", str(font("Regular"))))
    registerFont(TTFont("bold", str(font("Bold"))))

    def draw():
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(210 * mm, 297 * mm))
        for number, serial in enumerate(made_serials(count)):
            reportlab_page(canvas, number)
            left, top = corner(number)
            code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, box_size=1)
            code.add_data(ADDRESS + serial, optimize=0)
            picture = ImageReader(code.make_image().get_image())
            canvas.drawImage(picture, (left + 3) * mm, (297 - top - 17.6) * mm, 14 * mm, 14 * mm)
            canvas.setFont("bold", 5.5)
            canvas.drawString((left + 19) * mm, (297 - top - 4) * mm, NAME)
            canvas.setFont("regular", 5)
            for line, text in enumerate((WHO, *FACTS, grouped(serial))):
                canvas.drawString((left + 19) * mm, (297 - top - 6.5 - 2.4 * line) * mm, text)
        canvas.save()
        return [out.getvalue()]

    return draw


def pylabels(count):
    import labels
    from reportlab.graphics import shapes
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.lib.units import mm
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont("regular", str(font("Regular"))))
    registerFont(TTFont("bold", str(font("Bold"))))
    paper = labels.Specification(
        210, 297, COLUMNS, ROWS, 38.1, 21.2, left_margin=LEFT_MM, column_gap=2.5, top_margin=TOP_MM, row_gap=0
    )

    def draw_label(label, width, height, serial):
        label.add(
            QrCodeWidget(ADDRESS + serial, x=3 * mm, y=3.6 * mm, barWidth=14 * mm, barHeight=14 * mm, barBorder=0)
        )
        label.add(shapes.String(19 * mm, height - 4 * mm, NAME, fontName="bold", fontSize=5.5))
        for line, text in enumerate((WHO, *FACTS, grouped(serial))):
            place = height - (6.5 + 2.4 * line) * mm
            label.add(shapes.String(19 * mm, place, text, fontName="regular", fontSize=5))

    def draw():
        sheet = labels.Sheet(paper, draw_label)
        sheet.add_labels(made_serials(count))
        out = io.BytesIO()
        sheet.save(out)
        return [out.getvalue()]

    return draw


def blabel(count):
    from blabel import LabelWriter

    template = (
        '<div class="label"><img src="{{ label_tools.qr_code(code) }}"/><b>{{ name }}</b><br/>'
        "{% for line in lines %}{{ line }}<br/>{% endfor %}</div>"
    )
    style = (
        f"@font-face {{ font-family: v; src: url(file://{font('Regular')}) }}"
        f"@font-face {{ font-family: v; font-weight: bold; src: url(file://{font('Bold')}) }}"
        f"@page {{ size: 210mm 297mm; margin: {TOP_MM}mm 0 0 {LEFT_MM}mm }}"
        ".label { float: left; width: 38.1mm; height: 21.2mm; margin-right: 2.5mm; overflow: hidden;"
        " font: 5pt v } .label img { float: left; width: 14mm; margin: 3mm }"
    )

    def draw():
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "style.css"
            sheet.write_text(style, encoding="utf-8")
            writer = LabelWriter(
                item_template=template, default_stylesheets=(str(sheet),), items_per_page=COLUMNS * ROWS
            )
            records = [
                {"code": ADDRESS + serial, "name": NAME, "lines": [WHO, *FACTS, grouped(serial)]}
                for serial in made_serials(count)
            ]
            return [writer.write_labels(records, target="@memory")]

    return draw


def fpdf2(count):
    from fpdf import FPDF
    from PIL import Image

    from cooptrace.symbols.qr_series import QrSeries

    serials = list(made_serials(count))
    series = QrSeries(ADDRESS + serials[0])
    rows = series.symbols([ADDRESS + serial for serial in serials])
    size = (series.width, series.width)
    pictures = [Image.frombytes("1", size, bytes(255 - byte for byte in one)) for one in rows.tolist()]

    def draw():
        page = FPDF(format=(210, 297))
        page.set_auto_page_break(False)
        page.add_font("regular", fname=str(font("Regular")))
        page.add_font("bold", fname=str(font("Bold")))
        for number, (serial, picture) in enumerate(zip(serials, pictures, strict=True)):
            if number % (COLUMNS * ROWS) == 0:
                page.add_page()
            left, top = corner(number)
            page.image(picture, left + 3, top + 3.6, 14, 14)
            page.set_font("bold", size=5.5)
            page.text(left + 19, top + 4, NAME)
            page.set_font("regular", size=5)
            for line, text in enumerate((WHO, *FACTS, grouped(serial))):
                page.text(left + 19, top + 6.5 + 2.4 * line, text)
        return [bytes(page.output())]

    return draw


WAYS = {
    "ours": ours,
    "reportlab + qrcode": reportlab_qrcode,
    "pylabels": pylabels,
    "blabel": blabel,
    "fpdf2, QR given": fpdf2,
}

if __name__ == "__main__":
    child(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "/dev/null")
