"""Photos are cleaned, turned upright and made small; what is no photo is refused with one sentence."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageStat

from cooptrace.errors import Sentence, Wrong
from cooptrace.files import pictures
from cooptrace.files.pictures import make_paper, make_picture
from tests.files.pictures import phone_photo, picture, png_bomb


def opened(webp: bytes) -> Image.Image:
    return Image.open(BytesIO(webp))


def refusal(content: bytes) -> Sentence:
    with pytest.raises(Wrong) as refused:
        make_picture(content)
    return refused.value.sentence


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_width_is_made(kind: str) -> None:
    made = make_picture(picture(kind))
    sizes = {width: opened(webp).size for width, webp in made.webp.items()}
    assert sizes == {960: (960, 720), 480: (480, 360), 320: (320, 240)}
    assert (made.width, made.height) == (960, 720)


def test_a_small_picture_is_not_enlarged() -> None:
    made = make_picture(picture(size=(400, 300)))
    assert {width: opened(webp).width for width, webp in made.webp.items()} == {960: 400, 480: 400, 320: 320}
    assert (made.width, made.height) == (400, 300)


def test_a_photo_stands_upright_and_does_not_say_where_it_was_taken() -> None:
    made = make_picture(phone_photo())
    assert (made.width, made.height) == (900, 1200)
    for webp in made.webp.values():
        assert (opened(webp).format, dict(opened(webp).getexif()), b"EXIF" in webp) == ("WEBP", {}, False)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_the_phone_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = picture(size=(1200, 900), exif=exif)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(content))).resize((32, 32))
    difference = ImageChops.difference(opened(make_picture(content).webp[320]).resize((32, 32)), expected)
    assert max(ImageStat.Stat(difference).mean) < 4


def test_transparent_parts_become_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    pixel = opened(make_picture(out.getvalue()).webp[320]).convert("RGB").getpixel((25, 25))
    assert pixel == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_unusual_colours_are_taken(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(make_picture(out.getvalue()).webp[320]).mode == "RGB"


def test_a_very_tall_strip_is_made_narrower() -> None:
    made = make_picture(picture("PNG", (900, 30_000)))
    assert (made.width, made.height) == (86, 2880)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", pictures.EMPTY),
        (b"%PDF-1.7 not a picture", pictures.NOT_A_PHOTO),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", pictures.NOT_A_PHOTO),
        (picture("GIF"), pictures.NOT_A_PHOTO),
        (picture("TIFF"), pictures.NOT_A_PHOTO),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), pictures.APPLE_PHOTO),
        (png_bomb(), pictures.TOO_MANY_PIXELS),
        (png_bomb(8_000, 8_000), pictures.TOO_MANY_PIXELS),
        (picture()[:9_000], pictures.DAMAGED),
        (picture("PNG")[:3_000], pictures.DAMAGED),
    ],
    ids=["empty", "pdf", "svg", "gif", "tiff", "heic", "bomb", "smaller bomb", "cut jpeg", "cut png"],
)
def test_what_is_no_photo_is_refused(content: bytes, sentence: Sentence) -> None:
    assert refusal(content) == sentence


@given(st.binary(max_size=64), st.integers(0, 4000), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_broken_file_is_a_picture_or_a_sentence(noise: bytes, place: int, kind: str) -> None:
    good = picture(kind, (60, 45))
    broken = good[: place % len(good)] + noise + good[place % len(good) + len(noise) :]
    try:
        widths = set(make_picture(broken).webp)
    except Wrong:
        widths = set(pictures.QUALITY)
    assert widths == {320, 480, 960}


def test_a_photographed_paper_keeps_its_small_print() -> None:
    paper = opened(make_paper(picture(size=(3000, 2000))))
    assert (paper.format, paper.size) == ("WEBP", (1600, 1067))
