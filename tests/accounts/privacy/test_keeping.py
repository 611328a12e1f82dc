"""Tests of letting go by rule, with travelled time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.actions.keeping import begin_hold, release_rule, set_months, stop_rule
from mentorship.accounts.models import Erasure, KeepingNight, Membership, Person
from mentorship.accounts.privacy.erasing.rows import all_declared, way_to_organisation
from mentorship.accounts.privacy.keeping.classes import BY_KEEPING
from mentorship.accounts.privacy.keeping.due import counts_of, due_by
from mentorship.accounts.privacy.keeping.ends import months_before
from mentorship.accounts.privacy.keeping.nights import keep_no_longer
from mentorship.common.privacy import Keeping
from mentorship.notifications.models import Message
from tests.factories.accounts import MembershipFactory, PersonFactory

LONG = 60.0


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def sent_mail(world, recipient, **fields) -> Message:
    """Make a mail that was sent today."""
    now = timezone.now()
    return Message.objects.create(
        kind="training.refresher_due",
        recipient_key=str(recipient.pk),
        about="x",
        occurrence=str(Message.objects.count()),
        recipient=recipient,
        to_address=recipient.email,
        organisation=world.organisation,
        subject="Hello",
        text="Dear somebody",
        html="<p>Dear somebody</p>",
        due_at=now,
        next_try_at=now,
        sent_at=now,
        state="sent",
        mail_id="x",
        **fields,
    )


def rule_of(world, keeping=Keeping.MESSAGE, months=6, *, is_released=True):
    rule = set_months(world.organisation, keeping, months=months, by=world.administrator)
    if is_released:
        release_rule(rule, months=months, by=world.administrator)
        rule.refresh_from_db()
    return rule


def test_months_are_counted_back_to_a_day_that_there_is():
    day = timezone.localdate().replace(year=2026, month=3, day=31)
    assert months_before(day, 1).isoformat() == "2026-02-28"
    assert months_before(day, 15).isoformat() == "2024-12-31"


def test_nothing_goes_before_somebody_looked(world):
    mail = sent_mail(world, world.mentee)
    rule = rule_of(world, is_released=False)
    later = timezone.localdate() + timedelta(days=400)
    assert counts_of(rule, later) == {"notifications.message": 1}
    assert keep_no_longer(later, seconds=LONG) == 0
    mail.refresh_from_db()
    assert mail.text == "Dear somebody"


def test_what_is_old_enough_goes_once_and_the_row_stays_for_the_figures(world):
    mail = sent_mail(world, world.mentee)
    rule_of(world)
    today = timezone.localdate()
    assert keep_no_longer(today + timedelta(days=170), seconds=LONG) == 0
    day = today + timedelta(days=200)
    assert keep_no_longer(day, seconds=LONG) == 1
    assert keep_no_longer(day, seconds=LONG) == 0, "twice in a night does nothing twice"
    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.state) == ("", "", "sent")
    assert KeepingNight.objects.get().counts == {"notifications.message": 1}


def test_a_changed_rule_has_to_be_looked_at_again(world):
    rule = rule_of(world)
    set_months(world.organisation, Keeping.MESSAGE, months=1, by=world.administrator)
    rule.refresh_from_db()
    assert rule.released_at is None
    assert not release_rule(rule, months=6, by=world.administrator), "months seen are not these"


def test_a_stopped_rule_lets_go_of_nothing(world):
    sent_mail(world, world.mentee)
    stop_rule(rule_of(world), by=world.administrator)
    assert keep_no_longer(timezone.localdate() + timedelta(days=400), seconds=LONG) == 0


def test_nothing_of_somebody_on_legal_hold_goes(world):
    sent_mail(world, world.mentee)
    sent_mail(world, world.mentor)
    rule_of(world)
    begin_hold(
        world.mentee, organisation=world.organisation, reason="A claim", by=world.administrator
    )
    assert keep_no_longer(timezone.localdate() + timedelta(days=400), seconds=LONG) == 1
    assert Message.objects.get(recipient=world.mentee).text == "Dear somebody"


def test_another_organisations_things_stay(world):
    mail = sent_mail(world, world.stranger)
    Message.objects.filter(pk=mail.pk).update(organisation=world.other_organisation)
    rule_of(world)
    assert keep_no_longer(timezone.localdate() + timedelta(days=400), seconds=LONG) == 0


def test_whoever_left_long_ago_is_erased_as_a_whole(world, django_capture_on_commit_callbacks):
    person = PersonFactory.create(name="Zebedee Quillfeather", email="zeb@leaving.example")
    MembershipFactory.create(person=person, organisation=world.organisation)
    today = timezone.localdate()
    Membership.objects.filter(person=person).update(ended_on=today)
    rule_of(world, Keeping.ACCOUNT, 36)
    assert keep_no_longer(today + timedelta(days=1000), seconds=LONG) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert keep_no_longer(today + timedelta(days=1200), seconds=LONG) == 1
    assert Person.objects.get(pk=person.pk).email is None
    assert Erasure.objects.get(person=person).state == "done"


def test_every_class_that_is_about_people_has_its_months_and_why():
    """A class that a model names can be chosen on screen."""
    named = {each.privacy.keeping for each in all_declared()} - {Keeping.ORGANISATION}
    assert named <= set(BY_KEEPING)


def test_the_record_of_what_happened_and_its_chain_are_never_due(world):
    rule = rule_of(world, keeping=Keeping.RECORD, months=1)
    long_after = timezone.localdate() + timedelta(days=40 * 365)
    assert not [due.label for due in due_by(rule, long_after) if due.label.startswith("audit.")]


def test_whatever_ends_leads_to_its_organisation():
    """Rows whose keeping is counted belong to an organisation whose rule it is."""
    without = [
        each.label
        for each in all_declared()
        if each.privacy.counted_from and way_to_organisation(each.model) is None
    ]
    assert without == []
