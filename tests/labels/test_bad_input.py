"""What people type or paste: drawn as harmless words, or refused once, at its field, before the first byte."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from cooptrace.errors import Invalid
from cooptrace.labels.bitmaps import label_tspl, label_zpl
from cooptrace.labels.content import Fact, LabelContent
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.fits import fits, stocks_that_fit
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.problems import LabelError
from cooptrace.labels.samples import CONTENT, GTIN, sample_job
from cooptrace.labels.svg_pages import label_svgs
from tests.labels.paper import DESIGNS, STOCKS, page_text, pdf

Output = Callable[[LabelJob], Iterator[bytes]]
OUTPUTS: list[Output] = [label_pdf, label_svgs, label_zpl, label_tspl]
LINK = "https://txng.example.vn"
RESTRICTED = "2001234567893"


def job(design: str = "batch", stock: str = "roll-100x150", *, codes: Iterable[str] | None = None) -> LabelJob:
    sample = sample_job(STOCKS[stock], DESIGNS[design], count=1, dots_per_inch=300)
    return sample if codes is None else replace(sample, codes=codes)


def refused(printed: LabelJob, outputs: Sequence[Output] = OUTPUTS) -> tuple[str, str]:
    """The field and the sentence, the same from every output and before anything is drawn."""
    said: set[tuple[str, ...]] = set()
    for output in outputs:
        with pytest.raises(Invalid) as problem:
            output(printed)
        said.add((*problem.value.fields, str(problem.value)))
    assert len(said) == 1
    field, sentence = said.pop()
    return field, sentence


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("^XA^FO0,0^XZ ~JR", "^XA^FO0,0^XZ ~JR"),
        ("\"Chả\" 'mực' \\n %(x)s {{y}}", "\"Chả\" 'mực' \\n %(x)s {{y}}"),
        (") Tj ET Q endstream <</JS", ") Tj ET Q endstream <</JS"),
        ("Chè 🍵 \u202eđảo\u202c\u2066 ngược\u2069", "Chè đảo ngược"),
        ("Ổi\x00 Đông\x07 Triều", "Ổi Đông Triều"),
    ],
)
def test_odd_text_is_only_ever_words(typed: str, shown: str) -> None:
    printed = replace(job(), content=LabelContent(typed, typed, (Fact("Lô", typed),)))
    assert "".join(page_text(pdf(printed)).split()).startswith("".join(shown.split()))
    (zpl,) = label_zpl(printed)
    assert re.findall(rb"[\^~][A-Z][A-Z]", zpl) == [
        b"^XA",
        b"^PW",
        b"^LL",
        b"^LH",
        b"^FO",
        b"^GF",
        b"^FS",
        b"^PQ",
        b"^XZ",
    ]
    (svg,) = label_svgs(printed)
    drawn = {element.tag.partition("}")[2] for element in ElementTree.fromstring(svg).iter()}  # noqa: S314 our own
    assert drawn == {"svg", "title", "defs", "path", "g", "use"}


@pytest.mark.parametrize("design", [key for key in DESIGNS if key != "stamp-small"])
def test_text_of_300_letters_is_whole_or_refused_at_its_field(design: str) -> None:
    long = ("Bánh gật gù Tiên Yên " * 15)[:300].strip()
    printed = replace(job(design), content=replace(CONTENT, product_name=long), dots_per_inch=None)
    smallest, *_, largest = stocks_that_fit(replace(printed, content=CONTENT), STOCKS.values())
    if not fits(replace(printed, stock=smallest)):
        assert refused(replace(printed, stock=smallest), OUTPUTS[:2])[0] == "product_name"
    assert long in " ".join(page_text(pdf(replace(printed, stock=largest))).split())


@pytest.mark.parametrize(
    ("design", "code", "sentence"),
    [
        ("retail", RESTRICTED, "Numbers that begin like this are for use inside one shop only"),
        ("carton-itf-14", RESTRICTED, "Numbers that begin like this are for use inside one shop only"),
        ("carton", f"(01)0{RESTRICTED}(10)A", "Numbers that begin like this are for use inside one shop only"),
        ("data-matrix", f"(01)0{RESTRICTED}(10)A", "Numbers that begin like this are for use inside one shop only"),
        ("batch", f"{LINK}/01/0{RESTRICTED}/10/A", "Numbers that begin like this are for use inside one shop only"),
        ("retail", GTIN[:-1] + "4", "One digit is wrong or two are swapped"),
        ("carton-itf-14", "123", "This has too few or too many characters."),
        ("pallet", "(00)095212345432100011", "One digit is wrong or two are swapped"),
        ("carton", "(37)12", "Something that belongs with this is missing."),
        ("carton", "no code", "This code is not written as the GS1 rules want it."),
        ("batch", f"{LINK}/01/{GTIN}/21/A/10/B", "This code is not written as the GS1 rules want it."),
        ("batch", f"{LINK}/01/{GTIN[:-1]}4", "One digit is wrong or two are swapped"),
        ("batch", f"{LINK}/01/{GTIN}/10/A%00", "Only letters without accents, digits and simple signs"),
        ("batch", f"{LINK}/01/٠٩٥٢١٢٣٤٥٤٣٢١٣", "This code is not written as the GS1 rules want it."),
        ("batch", f"{LINK}/01/{GTIN}/10/chè", "This code is not written as the GS1 rules want it."),
    ],
)
def test_code_that_must_not_be_printed_is_refused(design: str, code: str, sentence: str) -> None:
    field, said = refused(job(design, codes=[code]))
    assert field in {"codes", "content"}
    assert said.startswith(sentence)


def test_slash_in_a_lot_is_printed_as_its_escape() -> None:
    assert pdf(job(codes=[f"{LINK}/01/{GTIN}/10/A%2FB"])).startswith(b"%PDF")


class Many:
    """A number of codes nobody could hold."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("nothing is to be read")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda printed: replace(printed, codes=[]), "count"),
        (lambda printed: replace(printed, codes=Many(10**9)), "count"),
        (lambda printed: replace(printed, start=0), "start"),
        (lambda printed: replace(printed, start=-3), "start"),
        (lambda printed: replace(printed, start=2), "start"),
        (lambda printed: replace(printed, dots_per_inch=150), "dots_per_inch"),
        (lambda printed: replace(printed, dots_per_inch=-203), "dots_per_inch"),
        (lambda printed: replace(printed, design=DESIGNS["pallet"], stock=STOCKS["roll-70x50"]), "codes"),
        (lambda printed: replace(printed, design=DESIGNS["card"], stock=STOCKS["roll-30x20"]), "stock"),
        (lambda printed: replace(printed, content=LabelContent("茶")), "product_name"),
    ],
)
def test_impossible_order_is_refused_at_its_field(change: Callable[[LabelJob], LabelJob], field: str) -> None:
    assert refused(change(job()))[0] == field


@pytest.mark.parametrize(
    ("design", "codes"),
    [
        ("retail", [GTIN, GTIN[:-1] + "4"]),
        ("retail", [GTIN, "2001234567893"]),
        ("carton", [f"(01){GTIN}(10)A", f"(01){GTIN}(10)ABCDEFGHIJKLMNOPQRST"]),
        ("data-matrix", [f"(01){GTIN}(10)A", f"(01){GTIN}(10)ABCDEFGHIJKLMNOPQRST"]),
        ("batch", [f"{LINK}/01/{GTIN}/10/A", f"{LINK}/01/{GTIN}/1O/A"]),
    ],
)
def test_wrong_code_later_in_the_job_ends_it(design: str, codes: list[str]) -> None:
    with pytest.raises(LabelError) as problem:
        pdf(job(design, codes=codes))
    assert problem.value.field == "codes"
