import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.enums import COHORT_TRANSITIONS, CohortState
from programmes.models import Cohort
from tests.factories.programmes import CohortFactory

CLOSED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_row_moves_and_takes_its_date_along():
    cohort = CohortFactory.create(state=CohortState.CLOSING)
    advance(cohort, CohortState.CLOSED, COHORT_TRANSITIONS, closed_at=CLOSED_AT)
    stored = Cohort.objects.get(pk=cohort.pk)
    assert (stored.state, stored.closed_at) == (CohortState.CLOSED, CLOSED_AT)
    assert (cohort.state, cohort.closed_at) == (CohortState.CLOSED, CLOSED_AT)


@pytest.mark.django_db
def test_a_row_elsewhere_stays_where_it_is():
    cohort = CohortFactory.create(state=CohortState.RUNNING)
    with pytest.raises(IllegalTransitionError, match="cannot become recruiting"):
        advance(cohort, CohortState.RECRUITING, COHORT_TRANSITIONS)
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.RUNNING


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_exactly_one_succeeds():
    cohort = CohortFactory.create(state=CohortState.RUNNING)
    start, outcomes = threading.Barrier(10), []

    def move() -> None:
        mine = Cohort.objects.get(pk=cohort.pk)
        start.wait()
        try:
            advance(mine, CohortState.CLOSING, COHORT_TRANSITIONS)
        except IllegalTransitionError:
            outcomes.append("refused")
        else:
            outcomes.append("moved")
        connection.close()

    threads = [threading.Thread(target=move) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved", *["refused"] * 9]
