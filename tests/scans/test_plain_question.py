"""Which requests a ready page may answer: a person's plain question, and nothing that needs a closer look."""

import pytest

from cooptrace.scans.plain_question import plain_question

PHONE = {"accept": "text/html,*/*;q=0.8", "user-agent": "Mozilla/5.0 (Linux; Android 13)", "accept-language": "vi-VN"}


def scope(path: str = "/Q/ABC", *, query: str = "", method: str = "GET", **fields: str) -> dict[str, object]:
    told = PHONE | {name.replace("_", "-"): value for name, value in fields.items()}
    headers = [(name.encode(), value.encode()) for name, value in told.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": headers,
    }


def test_a_phone_opens_a_code() -> None:
    question = plain_question(scope(accept_encoding="gzip, br"))
    assert question is not None
    assert (question.key.path, question.key.language, question.device, question.packed) == (b"/Q/ABC", "vi", None, True)


def test_a_phone_that_was_here_shows_its_memory_and_its_language() -> None:
    question = plain_question(scope(cookie="lang=zh; device=abc.123"))
    assert question is not None
    assert (question.key.language, question.device, question.packed) == ("zh", "abc.123", False)


def test_only_the_resolver_looks_at_every_wish() -> None:
    link, page = plain_question(scope("/01/09520001000010")), plain_question(scope("/p/01/09520001000010"))
    assert link is not None
    assert page is not None
    assert (link.key.wish, page.key.wish) == ((b"text/html,*/*;q=0.8", b"vi-VN"), None)


SPECIAL = {
    "signed in": scope(cookie="session=1"),
    "signed in beside the device": scope(cookie="device=x; __Host-session=1"),
    "another language than ours": scope(cookie="lang=fr"),
    "a part": scope(range="bytes=0-9"),
    "for machines": scope(accept="application/json"),
    "no wish": scope(accept="*/*"),
    "preview": scope(user_agent="facebookexternalhit/1.1"),
    "search engine": scope(user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)"),
    "prefetch": scope(purpose="prefetch"),
    "prerender": scope(sec_purpose="prefetch;prerender"),
    "a query": scope(query="lang=en"),
    "only the head": scope(method="HEAD"),
    "another page": scope("/c/1"),
    "two cookies": {**scope(), "headers": [(b"accept", b"text/html"), (b"cookie", b"a=1"), (b"cookie", b"lang=vi")]},
    "not http": {"type": "lifespan"},
}


@pytest.mark.parametrize("asked", SPECIAL.values(), ids=SPECIAL)
def test_everything_else_is_for_the_service_behind(asked: dict[str, object]) -> None:
    assert plain_question(asked) is None
