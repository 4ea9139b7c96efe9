"""A browser without scripts for tests: opens a page, presses what is on it, counts the taps."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from fastapi.testclient import TestClient


@dataclass
class Button:
    words: str
    action: str
    name: str = ""
    value: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class Reader(HTMLParser):
    """Links and buttons by their words; each button knows its form's address and what the form would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.buttons: dict[str, Button] = {}
        self._form = Button("", "")
        self._words: list[str] = []
        self._select = self._area = ""
        self._pending: Button | str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Button("", known.get("action", ""))
        elif tag == "input" and known.get("type") not in ("file",):
            self._input(known)
        elif tag == "select":
            self._select = known["name"]
            self._form.fields.setdefault(self._select, "")
        elif tag == "option" and "selected" in known:
            self._form.fields[self._select] = known["value"]
        elif tag == "textarea":
            self._area, self._words = known["name"], []
        elif tag in ("a", "button"):
            self._words = []
            plain = Button("", self._form.action, known.get("name", ""), known.get("value", ""), self._form.fields)
            self._pending = known.get("href", "") if tag == "a" else plain

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self._words).split())
        if tag == "textarea":
            self._form.fields[self._area] = "".join(self._words)
        if tag == "a" and isinstance(self._pending, str):
            self.links[words] = self._pending
        if tag == "button" and isinstance(self._pending, Button):
            self.buttons[words] = self._pending

    def _input(self, known: dict[str, str]) -> None:
        if known.get("type") in ("radio", "checkbox") and "checked" not in known:
            return
        if name := known.get("name"):
            self._form.fields[name] = known.get("value", "on")


class Phone:
    """Follows redirects as a browser does; `path` is where it is now."""

    def __init__(self, client: TestClient, path: str) -> None:
        self.client = client
        self.taps = 0
        self._show(path)

    def _show(self, path: str) -> None:
        answer = self.client.get(path, follow_redirects=True)
        self.path, self.status, self.text = str(answer.url.path), answer.status_code, answer.text
        self.page = Reader(answer.text)

    def tap(self, words: str, **typed: str) -> "Phone":
        """A link or a button by its words; `typed` changes fields first."""
        self.taps += 1
        if words in self.page.links:
            self._show(self.page.links[words])
            return self
        button = self.page.buttons[words]
        data = button.fields | typed | ({button.name: button.value} if button.name else {})
        answer = self.client.post(button.action, data=data)
        self.status, self.text = answer.status_code, answer.text
        if answer.status_code == 303:
            self._show(answer.headers["location"])
        else:
            self.page = Reader(answer.text)
        return self
