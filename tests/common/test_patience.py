import time

import psycopg
import pytest
from django.db import connection

from mentorship.common.patience import patient

pytestmark = pytest.mark.django_db


@pytest.fixture
def impatient():
    """A connection to the tests' database that waits a fifth of a second for each answer."""
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    address = {name: parameters[name] for name in names if parameters.get(name)}
    with patient(0.2).connect(**address, autocommit=True) as own:
        yield own


def test_a_database_that_says_nothing_is_hung_up(impatient):
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="has not answered"):
        impatient.execute("SELECT pg_sleep(20)")
    assert time.monotonic() - began < 10
    assert impatient.closed


def test_answers_in_time_are_taken(impatient):
    assert impatient.execute("SELECT 1").fetchone() == (1,)
    assert not impatient.closed


def test_a_check_leaves_the_patience_as_it_was(impatient):
    impatient.execute("")
    assert impatient.patience == 0.2
