"""Somebody else: asked for quietly, found by the engine, and done in one go or not at all."""

from uuid import uuid4

import pytest

from matching.actions.matches import end_match_early
from matching.actions.rematches import (
    ChangedSinceSeenError,
    ask_rematch,
    find_somebody_else,
    take_back_rematch,
)
from matching.ending.alternatives import alternatives_to, mentee_of
from matching.ending.enums import RematchState
from matching.ending.queries import wishes_waiting
from matching.ending.rematching import Rematch, digest_of, mails_of
from matching.enums import MatchState
from matching.models import Match, Round
from matching.rounds.enums import RoundState
from mentorship.accounts.models import Membership
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.models import Profile
from tests.factories.matching import MatchFactory, pair, trained
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
)
from tests.factories.rounds import RuleFactory
from training.models import CareCall, RaisedReason


@pytest.fixture
def unhappy(world):
    """A pair, and two more mentors with room."""
    trained(world.mentor_place)
    trained(world.mentee_place)
    for name in ("Nadia Ruiz", "Olu Brown"):
        trained(ParticipantFactory.create(cohort=world.cohort, person__name=name))
    return pair(world)


def names(found):
    return {choice.mentor.person.name for choice in found.choices}


def press(match, world, *, own_words="", match_id=None, seal=None, name="Nadia Ruiz"):
    """Read the mails, and send what was read."""
    mentee = mentee_of(Match.objects.with_people().get(pk=match.pk))
    assert mentee is not None
    found = alternatives_to(match, mentee)
    choice = next(each for each in found.choices if each.mentor.person.name == name)
    match_id = match_id or uuid4()
    related = Match.objects.select_related("cohort__programme__organisation").with_people()
    seen = mails_of(Rematch(related.get(pk=match.pk), mentee, choice, found, match_id, own_words))
    return lambda: find_somebody_else(
        match,
        mentee,
        by=world.coordinator,
        mentor_id=choice.mentor.pk,
        match_id=match_id,
        seal=seal or digest_of(seen),
        own_words=own_words,
        category="fit",
    )


def test_the_wish_reaches_the_coordinators_and_nobody_else(world):
    match = pair(world)
    member = match.members.get(side="mentee")
    wish = ask_rematch(member, by=world.mentee, words="MARKED WORDS")
    assert ask_rematch(member, by=world.mentee, words="again") == wish
    mails = Message.objects.all()
    assert {mail.recipient for mail in mails} == {world.coordinator}
    assert "Jonas Weber would like to be matched with somebody else" in mails[0].subject
    assert "MARKED" not in mails[0].text + mails[0].html
    assert "MARKED" not in str(list(Event.objects.values_list("changes", flat=True)))
    assert wishes_waiting([match.pk]) == {match.pk: [wish]}
    take_back_rematch(wish, by=world.mentee)
    with pytest.raises(IllegalTransitionError):
        take_back_rematch(wish, by=world.mentee)
    assert wishes_waiting([match.pk]) == {}


def test_an_ended_match_takes_no_wish_and_settles_those_that_wait(world):
    match = pair(world)
    wish = ask_rematch(match.members.get(side="mentor"), by=world.mentor)
    end_match_early(match, by=world.coordinator, category="time", was_hard=True)
    wish.refresh_from_db()
    assert (wish.state, wish.settled_at is not None) == (RematchState.DONE, True)
    with pytest.raises(IllegalTransitionError):
        ask_rematch(match.members.get(side="mentee"), by=world.mentee)
    assert RaisedReason.objects.get().category == "time"
    assert CareCall.objects.get().person == world.mentor


def test_alternatives_leave_out_the_partner_earlier_ones_and_who_has_no_room(world, unhappy):
    earlier = trained(ParticipantFactory.create(cohort=world.cohort, person__name="Earlier"))
    MatchFactory.create(
        cohort=world.cohort,
        state=MatchState.ENDED_EARLY,
        mentors=[earlier],
        mentees=[world.mentee_place],
    )
    full = trained(ParticipantFactory.create(cohort=world.cohort, person__name="Full"))
    for _turn in range(2):
        mentee = MenteeFactory.create(cohort=world.cohort)
        MatchFactory.create(cohort=world.cohort, mentors=[full], mentees=[mentee])
    ParticipantFactory.create(cohort=world.cohort, person__name="Untrained")
    found = alternatives_to(unhappy, world.mentee_place)
    assert names(found) == {"Nadia Ruiz", "Olu Brown"}
    assert not found.is_by_rules


def test_a_closed_round_still_lends_its_rules(world, unhappy):
    Round.objects.create(cohort=world.cohort, state=RoundState.CLOSED, answer_days=5)
    found = alternatives_to(unhappy, world.mentee_place)
    assert names(found) == {"Nadia Ruiz", "Olu Brown"}
    assert found.answer_days == 5


def test_one_press_ends_the_one_and_asks_the_other(world, unhappy):
    wish = ask_rematch(unhappy.members.get(side="mentee"), by=world.mentee)
    Message.objects.all().delete()
    send = press(unhappy, world, own_words="We talked on Monday.")
    new = send()
    assert send() == new
    unhappy.refresh_from_db()
    wish.refresh_from_db()
    assert unhappy.state == MatchState.ENDED_EARLY
    assert (new.state, wish.state) == (MatchState.PROPOSED, RematchState.DONE)
    assert new.answer_by is not None
    told = {mail.recipient.name: mail for mail in Message.objects.all()}
    assert set(told) == {"Amara Okafor", "Jonas Weber", "Nadia Ruiz"}
    assert Message.objects.count() == 3
    assert told["Jonas Weber"].subject == "Nadia Ruiz could be your mentor"
    assert "Your match with Amara ends here" in told["Jonas Weber"].text
    assert "Amara" not in told["Nadia Ruiz"].text
    assert "We talked on Monday." in told["Amara Okafor"].text
    assert "We talked on Monday." not in told["Nadia Ruiz"].text
    # The seat of the former mentor is free again at once.
    other = trained(MenteeFactory.create(cohort=world.cohort))
    third = MatchFactory.create(cohort=world.cohort, mentees=[other])
    assert "Amara Okafor" in names(alternatives_to(third, other))


def test_what_was_not_seen_is_not_sent(world, unhappy):
    with pytest.raises(ChangedSinceSeenError):
        press(unhappy, world, seal="another")()
    unhappy.refresh_from_db()
    assert unhappy.state == MatchState.ACTIVE
    assert not Message.objects.exists()


def test_a_seat_that_went_meanwhile_sends_nothing(world, unhappy):
    send = press(unhappy, world)
    nadia = world.cohort.participants.get(person__name="Nadia Ruiz")
    for _turn in range(2):
        mentee = MenteeFactory.create(cohort=world.cohort)
        MatchFactory.create(cohort=world.cohort, mentors=[nadia], mentees=[mentee])
    with pytest.raises(ChangedSinceSeenError):
        send()
    unhappy.refresh_from_db()
    assert unhappy.state == MatchState.ACTIVE


def test_groups_and_peers_are_ended_first(world):
    cohort = CohortFactory.create(programme=world.programme)
    mentees = MenteeFactory.create_batch(2, cohort=cohort)
    group = MatchFactory.create(cohort=cohort, mentees=mentees)
    assert mentee_of(group) is None
    peers = MatchFactory.create(cohort=cohort)
    peers.members.update(side="peer")
    assert mentee_of(peers) is None


def test_peers_take_places_in_a_round_like_everybody(world, unhappy):
    peers = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.cohort.participants.get(person__name="Olu Brown")],
    )
    peers.members.update(side="peer")
    assert "Nadia Ruiz" in names(alternatives_to(unhappy, world.mentee_place))


def test_by_the_rules_of_a_closed_round_each_has_a_fit_and_a_reason(world, unhappy):
    chosen = Round.objects.create(cohort=world.cohort, state=RoundState.CLOSED)
    RuleFactory.create(
        round=chosen,
        strength="should",
        test="language",
        weight=5,
        mentee_field="",
        mentor_field="",
    )
    for place in (world.mentee_place, world.cohort.participants.get(person__name="Nadia Ruiz")):
        membership, _is_new = Membership.objects.get_or_create(
            person=place.person,
            organisation=world.organisation,
            defaults={"joined_on": place.joined_on},
        )
        Profile.objects.update_or_create(membership=membership, defaults={"languages": ["Cymraeg"]})
    found = alternatives_to(unhappy, world.mentee_place)
    best = found.choices[0]
    assert found.is_by_rules
    assert (best.mentor.person.name, found.fit(best)) == ("Nadia Ruiz", 100)
    assert "a language that you both speak" in found.reason(best, other="Jonas")
