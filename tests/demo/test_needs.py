"""In the demo, where nearly everything needs somebody, nothing is kept from Today."""

import pytest
from django.db import connection

from mentorship.accounts.models import Person
from mentorship.demo.build import build_demo
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.needs import needs_of, registered_sources
from programmes.permissions import allowed_in
from programmes.task_list import missing_before, tasks_of

pytestmark = pytest.mark.django_db

# So many different needs are told in the demo; fewer would prove little.
MANY = 30


def told_without_gates(programme, person):
    """What all sources tell the person, whether or not their gates are open."""
    return {
        need
        for source in registered_sources()
        if source.permission is None or allowed_in(person, source.permission, programme)
        for need in source.tell(programme, person)
    }


def missing_of_all(cohort, step):
    """What is missing before a step, whichever source tells it."""
    tasks = tasks_of(cohort.programme, cohort)
    return [task for task in tasks if task.before == step and task.is_missing]


def one_of_each_role(programme):
    """Somebody of each role in the team, and an administrator."""
    team = programme.team.current().order_by("role", "pk").distinct("role")
    administrators = Person.objects.filter(memberships__roles__isnull=False)
    return [*(member.person for member in team.select_related("person")), administrators[0]]


def test_neither_gates_nor_steps_keep_anything_from_anybody():
    build_demo()
    # Without it the database would plan for tables as empty as they were.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told = set()
    for programme in Programme.objects.select_related("organisation"):
        for person in one_of_each_role(programme):
            needs = needs_of(programme, person)
            assert set(needs) == told_without_gates(programme, person)
            told |= {need.key for need in needs}
    assert len(told) >= MANY
    for cohort in Cohort.objects.select_related("programme__organisation"):
        for step in CohortState:
            assert missing_before(cohort, step) == missing_of_all(cohort, step)
