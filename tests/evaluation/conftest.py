"""The Open Seeds record: imported for a test, or reported on once for all tests of a process."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.evaluation.record import Reports


@pytest.fixture
def record(db):
    """The imported programme, with an invented sponsor and a schedule that asks nobody first."""
    from tests.evaluation.record import import_record  # noqa: PLC0415 - Django is not set up yet

    return import_record()


@pytest.fixture(scope="session")
def reports(django_db_setup, django_db_blocker) -> "Reports":
    """What was built from the record; the rows themselves are gone again."""
    from tests.evaluation.record import build_reports  # noqa: PLC0415 - Django is not set up yet

    with django_db_blocker.unblock():
        return build_reports()
