"""The demo's round of matching leaves two mentees without a mentor, for different reasons."""

from datetime import date

import pytest

from matching.models import Round
from matching.rounds.assembling import assemble
from matching.rounds.effects import told_of
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Permission
from mentorship.demo.cast import hire
from mentorship.demo.matching_round import build_matching_round
from programmes.permissions import allowed_in

pytestmark = pytest.mark.django_db


def test_one_fits_only_their_manager_and_two_want_one_seat():
    organisation = Organisation.objects.create(name="Guildhall", slug="guildhall")
    cast = hire(organisation, date(2024, 1, 8))
    built = build_matching_round(organisation, cast, date(2026, 11, 26))
    chosen = Round.objects.select_related("cohort__programme__organisation").get(pk=built.pk)
    assembly = assemble(chosen)
    assert (len(assembly.mentees), len(assembly.mentors)) == (48, 30)
    assert len(assembly.held_back) == 2
    told = told_of(chosen)
    assert told.mentees_without.count == 1
    line = next(rule for rule in assembly.settings["rules"] if rule["test"] == "reporting_line")
    assert told.rules[line["id"]].freed == told.mentees_without
    allowed = assembly.scores.rows(0, 48) >= 0
    signing = [
        place
        for place, someone in enumerate(assembly.mentee_people)
        if set(someone.levels) == {"British Sign Language"}
    ]
    assert [allowed[place].nonzero()[0].tolist() for place in signing[1:]] == [
        allowed[signing[0]].nonzero()[0].tolist()
    ]
    (only,) = allowed[signing[0]].nonzero()[0]
    assert assembly.capacity[only] == 1
    assert int(assembly.capacity.sum()) >= 48
    for person in (cast.coordinator, cast.second_coordinator):
        assert allowed_in(person, Permission.MANAGE_MATCHES, chosen.cohort.programme)
