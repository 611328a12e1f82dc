"""Two people at one application, each with a connection of their own."""

import pytest
from django.db import transaction
from django.utils.timezone import now

from mentorship.accounts.permissions import Role
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.models import Message
from programmes.actions.decisions import (
    AlreadyStagedError,
    publish_decisions,
    stage_decision,
)
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.models import Application, Decision, Participant
from programmes.selection.enums import DecisionReason, Outcome
from tests.people import make_world, team_member
from tests.programmes.deciding import mentee_application
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_coordinators_one_stages_and_one_withdrawal_meets_publishing():
    """Both races share one world, since making it takes longest."""
    world = make_world()
    maya = team_member(world.programme, "Maya Ferreira", Role.COORDINATOR)
    application = mentee_application(world.cohort)

    def staging(outcome, by):
        return lambda: stage_decision(
            application, outcome=outcome, reason=DecisionReason.NO_PLACE, by=by
        )

    errors = both_at_once(
        staging(Outcome.ACCEPT, world.coordinator), staging(Outcome.DECLINE, maya)
    )
    decision = Decision.objects.get()
    (error,) = errors
    assert isinstance(error, AlreadyStagedError)
    assert error.decision == decision

    def withdraw():
        with transaction.atomic():
            mine = Application.objects.get(pk=application.pk)
            advance(mine, ApplicationState.WITHDRAWN, APPLICATION_TRANSITIONS, withdrawn_at=now())

    told = []

    def publish():
        told.extend(publish_decisions([decision], by=maya).told)

    errors = both_at_once(publish, withdraw)
    application.refresh_from_db()
    place = Participant.objects.get(person=application.person)
    mails = Message.objects.filter(kind="programmes.decision").count()
    if application.state == ApplicationState.WITHDRAWN:
        assert (errors, told, mails, place.state) == ([], [], 0, "applied")
    else:
        assert application.state == ApplicationState.DECIDED
        assert [type(each) for each in errors] == [IllegalTransitionError]
        assert (len(told), mails) == (1, 1)
        assert place.state in {"accepted", "declined"}
