import json
import logging
import logging.config

import pytest
from django.core.signing import TimestampSigner
from django.db import IntegrityError, connection, transaction

from mentorship.common.logging import logging_config


@pytest.fixture
def restored():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_never_prints_what_people_wrote(as_json, capsys, restored):
    logging.config.dictConfig(logging_config(as_json=as_json, level="INFO"))
    diary = "dear " + "diary"
    try:
        int(diary[:0])
    except ValueError:
        logging.getLogger("some.library").exception("it_failed")
    written = capsys.readouterr().err
    assert "ValueError: invalid literal" in written
    assert "dear diary" not in written
    if as_json:
        line = json.loads(written)
        assert (line["event"], line["level"]) == ("it_failed", "error")


@pytest.mark.django_db
@pytest.mark.parametrize("as_json", [True, False])
def test_a_row_that_the_database_refused_is_not_quoted(as_json, capsys, restored):
    logging.config.dictConfig(logging_config(as_json=as_json, level="INFO"))
    words = "dear\n\ndi" + "ary"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE note (words text CHECK (words = ''))")
            cursor.execute("INSERT INTO note VALUES (%s)", [words])
    except IntegrityError:
        logging.getLogger("some.library").exception("it_failed")
    written = capsys.readouterr().err
    assert "violates check constraint" in written
    assert "direct cause" in written
    assert "diary" not in written


def test_signed_tokens_never_reach_a_log(capsys, restored):
    logging.config.dictConfig(logging_config(as_json=True, level="INFO"))
    token = TimestampSigner(salt="any").sign("report~person")
    logging.getLogger("django.request").warning("Not Found: %s", f"/letters/{token}/pdf/")
    written = json.loads(capsys.readouterr().err)
    assert written["event"] == "Not Found: /letters/…/pdf/"


def test_plain_addresses_are_logged_whole(capsys, restored):
    logging.config.dictConfig(logging_config(as_json=True, level="INFO"))
    logging.getLogger("django.request").warning("Not Found: %s", "/programmes/leaders/people/")
    assert "/programmes/leaders/people/" in json.loads(capsys.readouterr().err)["event"]
