"""Drafts, proposals and requests under two hands at the same moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from matching.actions.answers import expire_due
from matching.actions.board import pin, take_out
from matching.actions.delivering import deliver, send_due
from matching.actions.drafts import ask_for_draft, solve_draft
from matching.actions.proposals import accept_match
from matching.actions.sendings import schedule, stage
from matching.drafts.enums import DraftState
from matching.enums import MatchState
from matching.models import Draft, DraftPair, Match, Sending
from matching.publishing.reviewing import Review
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.boards import small_board, solved
from tests.factories.matching import MatchFactory
from tests.factories.rounds import DraftFactory
from tests.factories.sending import draft_of
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def pair_of(draft, mentee):
    rows = DraftPair.objects.select_related("mentee__person", "mentor__person")
    return rows.get(draft=draft, mentee=mentee)


def test_two_who_change_different_pairs_both_get_their_way(world):
    chosen, people = small_board(world.cohort)
    draft = solved(chosen)
    rows = [pair_of(draft, people[name]) for name in ("ines", "kwame")]

    def pinning(row):
        same = Draft.objects.get(pk=draft.pk)
        return lambda: pin(same, row, by=world.coordinator, seen_version=1)

    assert both_at_once(*(pinning(row) for row in rows)) == []
    assert set(draft.changes.values_list("version", flat=True)) == {1, 2, 3}
    draft.refresh_from_db()
    assert draft.version == 3


def test_a_draft_delivered_twice_is_worked_out_once(world):
    chosen, _people = small_board(world.cohort)
    draft = DraftFactory.create(round=chosen, state=DraftState.WAITING, solved_at=None)
    assert both_at_once(lambda: solve_draft(draft.pk), lambda: solve_draft(draft.pk)) == []
    draft.refresh_from_db()
    assert (draft.state, draft.attempts) == (DraftState.READY, 1)
    assert draft.pairs.count() == 3
    assert Event.objects.filter(kind="draft.solved").count() == 1


def test_run_again_pressed_twice_makes_one_draft(world, client_of):
    chosen, _people = small_board(world.cohort)
    first = solved(chosen)
    own = uuid4()

    def press():
        ask_for_draft(chosen, by=world.coordinator, parent=first, origin="again", draft_id=own)

    assert both_at_once(press, press) == []
    assert Draft.objects.get(parent=first).pk == own
    address = reverse("matching:draft-again", args=(world.programme.slug, first.pk))
    client = client_of(world.coordinator)
    assert 'name="draft"' in client.get(address).content.decode()
    for _press in range(2):
        client.post(address, {"mode": "quality", "draft": own})
    assert Draft.objects.filter(parent=first).count() == 1
    # Somebody else's draft, typed in by hand, is left alone.
    foreign = DraftFactory.create()
    client.post(address, {"mode": "quality", "draft": foreign.pk})
    assert Draft.objects.filter(parent=first).count() == 2
    foreign.refresh_from_db()
    assert foreign.parent is None


def test_two_beats_send_what_is_due_once_and_finish_what_a_kill_left(world):
    sending = stage(draft_of(world, mentors=3), by=world.coordinator)
    schedule(sending, at=timezone.now() + timedelta(hours=2), by=world.coordinator)
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=True):

        def beat():
            return send_due(timezone.now())

        assert both_at_once(beat, beat) == []
        assert both_at_once(beat, lambda: deliver(sending.pk)) == []
    assert Match.objects.count() == 3
    assert Message.objects.filter(kind="matching.match_proposed").count() == 6
    assert Event.objects.filter(kind="sending.sent").count() == 1


def test_a_yes_in_the_very_minute_in_which_a_proposal_ends(world):
    soon = timezone.now() + timedelta(seconds=1)
    match = MatchFactory.create(cohort=world.cohort, state=MatchState.PROPOSED, answer_by=soon)
    match.members.filter(side="mentor").update(accepted_at=timezone.now())
    (mentee,) = match.mentees
    late = soon + timedelta(minutes=1)
    errors = both_at_once(lambda: accept_match(match, by=mentee), lambda: expire_due(late))
    match.refresh_from_db()
    if errors:
        assert [type(error) for error in errors] == [IllegalTransitionError]
        assert match.state == MatchState.EXPIRED
    else:
        assert match.state == MatchState.ACCEPTED


def test_a_pair_taken_out_while_it_is_staged_does_not_leave(world):
    chosen, people = small_board(world.cohort)
    draft = solved(chosen)
    row = pair_of(draft, people["kwame"])
    same = Draft.objects.get(pk=draft.pk)
    errors = both_at_once(
        lambda: stage(Draft.objects.get(pk=draft.pk), by=world.coordinator),
        lambda: take_out(same, row, by=world.coordinator, seen_version=1),
    )
    assert errors == []
    assert not DraftPair.objects.filter(pk=row.pk).exists()
    checked = Review(Sending.objects.get()).checked
    still = {each.row.mentee for each in checked if each.is_in and not each.changed}
    assert still == {people["ines"], people["jonas"]}
