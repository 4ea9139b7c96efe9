"""Jinja pages: one frozen dataclass per template says what the page receives; `render` makes the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from cooptrace import resources
from cooptrace.errors import Sentence
from cooptrace.web import formats
from cooptrace.web.announce import announced
from cooptrace.web.i18n import LANGUAGES, catalogue, language_of
from cooptrace.web.numbers import new_number
from cooptrace.web.static import inline, static_url
from cooptrace.web.viewer import viewer_of


@dataclass(frozen=True)
class Page:
    """Subclasses name their template and declare every value it receives."""

    template: ClassVar[str]


@cache
def environment(language: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(resources.TEMPLATES),
        autoescape=True,
        auto_reload=False,  # what ships with the package is read once, as styles and catalogues are
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    # Data inside a page keeps its Vietnamese letters: a third of the bytes of their escapes.
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    words = catalogue(language)
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {
        "t": lambda text: words.say(text) if isinstance(text, Sentence) else text,
        "date": lambda value: formats.date_text(value),
        "moment": lambda value: formats.moment_text(value),
        "ago": lambda value: words.say(formats.days_ago(value)),
        "number": lambda value: formats.number_text(value, language),
        "phone": formats.phone_text,
    }
    env.globals |= {
        "static_url": static_url,
        "inline": lambda name: Markup(inline(name)),  # noqa: S704 (our own file, not what anybody typed)
        "languages": LANGUAGES,
        "once_number": new_number,
    }
    return env


def render_text(request: Request, page: Page) -> str:
    language = language_of(request)
    values: Mapping[str, Any] = {item.name: getattr(page, item.name) for item in fields(page)}
    return (
        environment(language)
        .get_template(page.template)
        .render(
            values,
            lang=language,
            viewer=viewer_of(request),
            here=request.url.path,
            announced=announced(request.query_params.get("said")),
            demo=request.app.state.settings.demo,
        )
    )


def render(request: Request, page: Page, *, status: int = 200) -> HTMLResponse:
    return HTMLResponse(render_text(request, page), status_code=status)
