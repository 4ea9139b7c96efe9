"""A form with something wrong in it is shown again with its messages, and nothing has changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.requests import Request

from cooptrace.errors import Invalid
from cooptrace.web.answers import refused
from cooptrace.web.forms import Filled, Submitted, filled
from cooptrace.web.templates import Page


@contextmanager
def shown_again(request: Request, form: Submitted, page: Callable[[Filled], Page]) -> Iterator[None]:
    """`with shown_again(request, form, page): …` around the act; `page` makes the page of what was typed."""
    try:
        yield
    except Invalid as problem:
        raise refused(request, page(filled(form, problem))) from problem
