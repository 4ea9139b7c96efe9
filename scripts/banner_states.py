"""Photograph every banner state of the public pages: scripts/banner_states [FOLDER].

Three languages on a phone and a desktop, one picture each and a contact sheet for each language and size, to be looked
at; FOLDER is test-results/banner-states otherwise. Prints one JSON line for each picture.
"""

import json
import sys
import tempfile
from pathlib import Path

import service
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import sync_playwright
from tests.live import DESKTOP, PHONE, sideways_px
from tests.people import make_world
from tests.scans.banner_states import states_of

from cooptrace.database import Database, migrate

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"phone": PHONE, "desktop": DESKTOP}
LANGUAGES = {"vi": "vi-VN", "en": "en-GB", "zh": "zh-CN"}
THUMB = {"phone": 320, "desktop": 560}
COLUMNS = {"phone": 6, "desktop": 4}
TALLEST, CAPTION = 1300, 26


def main():
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "test-results" / "banner-states"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        url = f"sqlite:///{Path(data) / 'cooptrace.db'}"
        states = filled(url, Path(data))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with service.running(url, Path(data)) as (_process, port):
            for size in SIZES:
                for language in LANGUAGES:
                    shots = photographs(browser, f"http://127.0.0.1:{port}", states, size, language, target)
                    sheet(shots, size).save(target / f"sheet-{language}-{size}.png")
        browser.close()


def filled(url, folder):
    database = Database(url)
    migrate.upgrade(database)
    with database.write() as session:
        states = states_of(session, make_world(session), folder)
    database.close()
    return states


def photographs(browser, root, states, size, language, target):
    """The picture of each state by its name."""
    context = browser.new_context(
        viewport=SIZES[size], locale=LANGUAGES[language], timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(root + states["stamp-yours"])
    shots = {}
    for name, path in states.items():
        page.goto(f"{root}{path}{'&' if '?' in path else '?'}lang={language}&said=")
        page.screenshot(path=target / f"{name}-{language}-{size}.png", full_page=True)
        shots[name] = target / f"{name}-{language}-{size}.png"
        line = {"picture": shots[name].name, "too_wide_px": sideways_px(page)}
        sys.stdout.write(json.dumps(line) + "\n")
    context.close()
    return shots


def sheet(shots, size):
    width, columns = THUMB[size], COLUMNS[size]
    thumbs = [(name, thumb(path, width)) for name, path in shots.items()]
    rows = [thumbs[start : start + columns] for start in range(0, len(thumbs), columns)]
    heights = [max(picture.height for _name, picture in row) + CAPTION for row in rows]
    paper = Image.new("RGB", (columns * (width + 10), sum(heights)), "#888")
    draw, font, top = ImageDraw.Draw(paper), ImageFont.load_default(18), 0
    for row, height in zip(rows, heights, strict=True):
        for column, (name, picture) in enumerate(row):
            draw.text((column * (width + 10) + 4, top + 2), name, "white", font)
            paper.paste(picture, (column * (width + 10), top + CAPTION))
        top += height
    return paper


def thumb(path, width):
    picture = Image.open(path).convert("RGB")
    picture = picture.resize((width, round(picture.height * width / picture.width)))
    return picture.crop((0, 0, width, min(picture.height, TALLEST)))


if __name__ == "__main__":
    main()
