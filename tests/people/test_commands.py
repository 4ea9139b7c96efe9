"""cooptrace people renew: new ways to sign in for an operator with nobody to ask."""

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from cooptrace.cli import app
from tests.people import World


@pytest.fixture
def shell(database_url: str) -> CliRunner:
    return CliRunner(env={"COOPTRACE_DATABASE_URL": database_url, "COOPTRACE_PUBLIC_URL": "http://trace.test"})


def test_it_prints_a_link_that_works(shell: CliRunner, client: TestClient, world: World) -> None:
    said = shell.invoke(app, ["people", "renew", "0900 000 007"])
    assert (said.exit_code, said.stdout.startswith("http://trace.test/set-up/")) == (0, True)
    page = client.get(said.stdout.strip().removeprefix("http://trace.test"))
    assert "Đặt lại mật khẩu và mã cho <bdi>Anh Minh</bdi>" in page.text


@pytest.mark.parametrize(
    ("phone", "words"), [("0900000999", "Nobody has this phone number."), ("12", "short service number")]
)
def test_it_says_what_is_wrong(shell: CliRunner, world: World, phone: str, words: str) -> None:
    said = shell.invoke(app, ["people", "renew", phone])
    assert (said.exit_code, words in " ".join(said.stderr.replace("│", " ").split())) == (2, True)
