"""Pages of intake: nominations, endorsements, rules, the waiting list, and one's own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions.confirmations import HoursChangedError, confirm_commitment
from programmes.actions.endorsements import ask_endorsement
from programmes.cards import home_of
from programmes.enums import ParticipantRole
from programmes.intake.enums import NominationState, WaitingState
from programmes.intake.needs import MOST_NAMED, needs_of_intake
from programmes.intake.standing import GateState, intake_standing, intake_standings
from programmes.models import (
    Application,
    EligibilityRule,
    Endorsement,
    IntakePolicy,
    Nomination,
    ProgrammePolicy,
)
from tests.factories.accounts import PersonFactory
from tests.factories.choosing import (
    ApplicationWindowFactory,
    EligibilityRuleFactory,
    EndorsementFactory,
    NominationFactory,
    mentee_application,
    waiting_place,
)
from tests.factories.programmes import CohortFactory
from tests.factories.setup import ProgrammePolicyFactory

pytestmark = pytest.mark.django_db

NOMINATION = {
    "role": "mentee",
    "name": "Priya Shah",
    "email": "priya@example.org",
    "kind": "mentor",
    "reason": "She asks.",
}
CONSOLE = ["nominations/", "endorsements/", "eligibility/", "waiting-list/"]


@pytest.fixture
def cohort(world):
    ApplicationWindowFactory.create(cohort=world.cohort, role=ParticipantRole.MENTEE, places=2)
    return world.cohort


def keys(world):
    needs = needs_of_intake(world.programme, world.coordinator)
    return {need.key.removeprefix("programmes.intake.").partition(".")[0]: need for need in needs}


def test_a_nomination_is_previewed_and_says_nothing_of_who_is_known(world, cohort, client_of):
    client, page = client_of(world.mentor), f"/nominate/{cohort.pk}/"
    known = NOMINATION | {"name": "Jay", "email": world.mentee.email}
    for asked in (NOMINATION, known):
        seen = client.post(page, asked)
        assert "This is what leaves" in seen.text
        assert "Jonas" not in seen.text
    assert not Nomination.objects.exists()
    done = client.post(page, known | {"checked": "yes"}, follow=True)
    assert "Jay is asked by e-mail." in done.text
    assert Nomination.objects.get().nominee == world.mentee
    changed = client.post(page, NOMINATION | {"change": "yes"})
    assert 'value="Priya Shah"' in changed.text


def test_who_may_nominate_and_when(world, cohort, client_of):
    page = f"/nominate/{cohort.pk}/"
    assert client_of(world.stranger).get(page).status_code == 404
    cohort.windows.update(closes_on=timezone.localdate() - timedelta(days=1))
    closed = client_of(world.mentor).post(page, NOMINATION | {"checked": "yes"})
    assert "Nobody can be nominated just now" in closed.text
    assert not Nomination.objects.exists()


def test_a_nominee_reads_all_reasons_and_answers_for_themselves_alone(world, cohort, client_of):
    one = NominationFactory.create(cohort=cohort, nominee=world.mentee, reason="First reason")
    NominationFactory.create(cohort=cohort, nominee=world.mentee, reason="Second reason")
    page = f"/nominations/{one.pk}/"
    assert client_of(world.mentor).get(page).status_code == 404
    client = client_of(world.mentee)
    shown = client.get(page).text
    assert "First reason" in shown
    assert "Second reason" in shown
    client.post(page, {"answer": "no", "words": "Next year"})
    assert {row.state for row in Nomination.objects.all()} == {NominationState.DECLINED}
    assert "Thank you for telling us" in client.get(page, follow=True).text


def test_a_coordinator_notes_one_and_takes_it_back(world, cohort, client_of):
    client, page = client_of(world.coordinator), "/programmes/leaders/nominations/add/"
    noted = NOMINATION | {"nominator_name": "Amara", "nominator_email": world.mentor.email}
    same = client.post(page, noted | {"nominator_email": "priya@example.org"})
    assert "Nobody nominates themselves" in same.text
    client.post(page, noted | {"checked": "yes"})
    row = Nomination.objects.get()
    assert (row.nominated_by, row.noted_by) == (world.mentor, world.coordinator)
    withdraw = f"/programmes/leaders/nominations/{row.pk}/withdraw/"
    assert client_of(world.reviewer).post(withdraw).status_code == 403
    assert client_of(world.other_coordinator).post(withdraw).status_code == 404
    client.post(withdraw)
    late = client.post(withdraw, follow=True)
    assert "You withdrew the nomination of Priya Shah" in late.text


@pytest.mark.parametrize("page", CONSOLE)
def test_a_page_takes_no_more_queries_for_many_rows(
    world, cohort, client_of, page, django_assert_max_num_queries
):
    client, address = client_of(world.coordinator), f"/programmes/leaders/{page}"
    rows_for(world, cohort, 1)
    client.get(address)
    with django_assert_max_num_queries(60) as first:
        assert client.get(address).status_code == 200
    rows_for(world, cohort, 14)
    with django_assert_max_num_queries(len(first)):
        assert client.get(address).status_code == 200


def rows_for(world, cohort, number):
    for _each in range(number):
        place = waiting_place(cohort)
        NominationFactory.create(cohort=cohort)
        EndorsementFactory.create(application=place.application)
        EligibilityRuleFactory.create(programme=world.programme)


def test_a_line_manager_is_asked_after_a_look_at_the_mail_and_nudged_once_a_day(world, client_of):
    application = mentee_application(world.cohort, person=world.mentee)
    page = f"/programmes/leaders/applications/{application.pk}/endorsement/"
    client, ann = client_of(world.coordinator), {"name": "Ann Lee", "email": "ann@example.org"}
    assert "Can Jonas Weber have the time" in client.post(page, ann).text
    assert not Endorsement.objects.exists()
    client.post(page, ann | {"checked": "yes"})
    client.post(page, ann | {"checked": "yes"})
    asked = Endorsement.objects.get()
    assert "within a day already" in client.post(f"{page}nudge/", follow=True).text
    Endorsement.objects.update(asked_at=timezone.now() - timedelta(days=3))
    assert "Remind Ann Lee" in client.get(f"{page}nudge/").text
    assert Message.objects.filter(kind="programmes.endorsement_request").count() == 1
    client.post(f"{page}nudge/")
    assert Message.objects.filter(kind="programmes.endorsement_request").count() == 2
    own = client_of(world.mentee).get(f"/applications/{application.pk}/endorsement/")
    assert f"Your manager, {asked.endorser.name}, was asked on" in own.text
    assert client_of(world.mentor).get(own.request["PATH_INFO"]).status_code == 404


def test_hours_are_confirmed_once_and_again_when_they_change(world, client_of):
    application = mentee_application(world.cohort, person=world.mentee)
    IntakePolicy.objects.create(programme=world.programme, commitments="- I come to the kick-off")
    client, page = client_of(world.mentee), f"/applications/{application.pk}/confirm/"
    shown = client.get(page).text
    assert "27 hours within a year" in shown
    assert "I come to the kick-off" in shown
    assert "Please tick it" in client.post(page, {"hours": "3"}).text
    client.post(page, {"hours": "3", "agrees": "on"})
    client.post(page, {"hours": "3", "agrees": "on"})
    assert Event.objects.filter(kind="application.confirmed").count() == 1
    assert intake_standing(Application.objects.get()).confirmed.words == "Confirmed 3 h a month"
    ProgrammePolicyFactory.create(programme=world.programme, hours_a_month=4)
    application.refresh_from_db()
    standing = intake_standing(application)
    assert standing.confirmed.words == "Confirmed 3 h a month, now 4 h"
    assert "You confirmed 3 hours a month; now it is 4" in client.get(page).text
    with pytest.raises(HoursChangedError):
        confirm_commitment(application, hours=Decimal(3), by=world.mentee)
    assert client_of(world.mentor).get(page).status_code == 404


def test_rules_are_added_changed_moved_and_taken_out(world, client_of):
    client, page = client_of(world.coordinator), "/programmes/leaders/eligibility/"
    mixed = {"fact": "months_here", "test": "one_of", "values": "Finance"}
    assert "at least or at most" in client.post(f"{page}add/", mixed).text
    assert not EligibilityRule.objects.exists()
    client.post(f"{page}add/", {"fact": "department", "test": "one_of", "values": "Finance\nCare"})
    client.post(f"{page}add/", {"fact": "months_here", "test": "at_least", "number": "6"})
    first, second = EligibilityRule.objects.all()
    assert (first.words, second.number) == (["Finance", "Care"], 6)
    shown = client.get(page).text
    assert "Department is Finance or Care" in shown
    assert "people we know" in shown
    client.post(f"{page}{second.pk}/move/", {"to": "up"})
    assert list(EligibilityRule.objects.all()) == [second, first]
    change = {"fact": "months_here", "test": "at_least", "number": "12", "is_must": "on"}
    client.post(f"{page}{second.pk}/", change)
    client.post(f"{page}{first.pk}/remove/")
    client.post(f"{page}{first.pk}/remove/")
    assert EligibilityRule.objects.get().number == 12
    assert client_of(world.reviewer).get(page).status_code == 403
    assert client_of(world.other_coordinator).get(page).status_code == 404


def test_the_policy_is_kept_and_who_saves_second_is_told(world, client_of):
    client, page = client_of(world.coordinator), "/programmes/leaders/intake/"
    seen = client.get(page).context["form"].initial["seen"]
    values = {"endorsement_days": "7", "promotion_rule": "priority", "priority_words": "Last list"}
    client.post(page, values | {"seen": seen})
    late = client.post(page, values | {"seen": seen, "endorsement_days": "9"})
    assert "after you opened it" in late.text
    assert IntakePolicy.objects.get().endorsement_days == 7


def test_a_free_place_is_given_by_one_press_after_a_look_at_the_mail(world, cohort, client_of):
    first, second = waiting_place(cohort, days=3), waiting_place(cohort, days=1)
    client, list_page = client_of(world.coordinator), "/programmes/leaders/waiting-list/"
    need = keys(world)["place_free"]
    assert first.application.person.name in need.title
    assert "You have a place in Leaders" in client.get(need.url).text
    out_of_turn = client.post(f"{list_page}{second.pk}/promote/")
    assert "please say why it goes to them" in out_of_turn.text
    client.post(need.url)
    again = client.post(need.url, follow=True)
    assert "You gave" in again.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (WaitingState.PROMOTED, WaitingState.WAITING)
    assert "place_free" not in keys(world)
    assert client_of(world.reviewer).post(need.url).status_code == 403


def test_priority_takes_a_reason_that_stands_on_the_list(world, cohort, client_of):
    place = waiting_place(cohort)
    client, page = client_of(world.coordinator), "/programmes/leaders/waiting-list/"
    assert client.post(f"{page}{place.pk}/priority/", {"priority": "1"}).status_code == 200
    client.post(f"{page}{place.pk}/priority/", {"priority": "1", "reason": "On the last list"})
    assert "On the last list" in client.get(page).text


def test_who_waits_sees_the_rule_and_nobodys_name_and_may_leave(world, cohort, client_of):
    other, place = waiting_place(cohort, days=9), waiting_place(cohort)
    person = place.application.person
    client, page = client_of(person), f"/waiting-list/{place.pk}/"
    shown = client.get(page).text
    assert "First come, first served" in shown
    assert other.application.person.name not in shown
    assert client_of(world.mentee).get(page).status_code == 404
    client.post(page, {"act": "leave"})
    place.refresh_from_db()
    assert (place.state, place.ended_by) == (WaitingState.LEFT, person)


def test_gates_of_many_take_as_many_queries_as_of_few(world, cohort, django_assert_max_num_queries):
    ProgrammePolicyFactory.create(programme=world.programme, asks_endorsement=True)
    rows_for(world, cohort, 1)
    rows = Application.objects.select_related("person", "cohort__programme__organisation")
    with django_assert_max_num_queries(20) as few:
        intake_standings(rows.all())
    rows_for(world, cohort, 9)
    silent = mentee_application(cohort)
    with django_assert_max_num_queries(len(few)):
        standings = intake_standings(rows.all())
    assert standings[silent.pk].endorsed.words == "No line manager is asked yet"
    assert {each.eligible.state for each in standings.values()} == {GateState.WAITING}
    assert not standings[silent.pk].is_through


def test_today_tells_who_is_silent_and_for_whom_nobody_is_known(world, cohort):
    ProgrammePolicy.objects.create(programme=world.programme, asks_endorsement=True)
    long_ago = timezone.now() - timedelta(days=18)
    assert keys(world) == {}
    mentee_application(cohort, person=world.mentee)
    assert keys(world)["no_endorser"].title == "No line manager is known for Jonas Weber"
    asked = ask_endorsement(
        Application.objects.get(), endorser_name="Ann", endorser_email="a@example.org", by=None
    )
    NominationFactory.create(
        cohort=cohort, nominee=world.mentee, nominated_by=PersonFactory.create()
    )
    assert keys(world) == {}
    Endorsement.objects.filter(pk=asked.pk).update(asked_at=long_ago)
    Nomination.objects.update(nominated_at=long_ago)
    assert set(keys(world)) == {"endorser", "nominees"}
    assert not list(needs_of_intake(world.programme, world.reviewer))


def test_many_silent_line_managers_are_one_line_on_today(world, cohort):
    for _number in range(MOST_NAMED + 1):
        EndorsementFactory.create(
            application=mentee_application(cohort), asked_at=timezone.now() - timedelta(days=13)
        )
    assert set(keys(world)) == {"endorsers"}
    assert keys(world)["endorsers"].title == "4 line managers have not answered"


def test_the_waiting_list_opens_where_somebody_waits(world, cohort, client_of):
    later = CohortFactory.create(programme=world.programme)
    place = waiting_place(later, days=1)
    page = client_of(world.coordinator).get("/programmes/leaders/waiting-list/")
    assert page.context["cohort"] == later
    assert place.application.person.name in page.text


def test_home_asks_for_what_is_missing(world, cohort):
    assert cards_now(world) == []
    ProgrammePolicyFactory.create(programme=world.programme, asks_endorsement=True)
    application = mentee_application(cohort, person=world.mentee)
    NominationFactory.create(cohort=cohort, nominee=world.mentee)
    assert cards_now(world) == ["nomination", "confirm", "endorser"]
    ask_endorsement(
        application, endorser_name="Ann", endorser_email="a@example.org", by=world.mentee
    )
    texts = [card.text for card in home_of(world.mentee).cards]
    assert any("Your manager, Ann, was asked on" in text for text in texts)


def cards_now(world):
    wanted = ("nomination", "confirm", "endorser", "waiting")
    names = [card.key.split(".")[1] for card in home_of(world.mentee).cards]
    return [name for name in names if name in wanted]
