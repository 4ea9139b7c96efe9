"""Fixtures of the tests about people: a browser, which says of each request where it comes from."""

import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def client(client: TestClient) -> TestClient:
    client.headers["sec-fetch-site"] = "same-origin"
    return client
