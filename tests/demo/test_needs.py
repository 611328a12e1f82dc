"""In the demo, where nearly everything needs somebody, no gate keeps a need from Today."""

import pytest

from mentorship.accounts.models import Person
from mentorship.demo.build import build_all
from programmes.models import Programme
from programmes.needs import needs_of, registered_sources
from programmes.permissions import allowed_in

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


def test_gates_keep_no_need_from_anybody_of_any_team():
    build_all()
    told = set()
    team = Person.objects.filter(team_memberships__isnull=False).distinct()
    administrators = Person.objects.filter(memberships__roles__isnull=False).distinct()
    for programme in Programme.objects.select_related("organisation"):
        for person in team | administrators:
            needs = needs_of(programme, person)
            assert set(needs) == told_without_gates(programme, person)
            told |= {need.key for need in needs}
    assert len(told) >= MANY
