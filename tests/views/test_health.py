import pytest

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_signing_in(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_readyz_names_database_and_broker(client):
    assert client.get("/readyz").json() == {"database": "ok", "broker": "ok"}


def test_readyz_still_answers_while_the_broker_is_away(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "broker": "away"}
