"""A table is checked without writing, written at one stroke, and again changes nothing."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.actions import add_participant, move_participant
from programmes.actions.table_import_work import go_on, tend_imports
from programmes.actions.table_imports import discard_import, fix_cells, start_apply
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.importing.answers import NewCohort
from programmes.importing.enums import ImportKind, ImportState, WordAbout
from programmes.models import (
    Import,
    ImportFile,
    ImportRow,
    Participant,
    Profile,
    RememberedWord,
)
from programmes.people import profile_words
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.programmes.importing.tables import (
    applied,
    as_csv,
    brought,
    checked,
    complaints,
    dump,
    tally,
    warnings,
)
from training.models import Standing

HEADER = ("Staff no", "Name", "E-mail", "Role", "Status", "Joined", "Job", "Languages")
ZOE = ("S1", "Zoë Håkansson", "zoe@example.org", "mentor", "accepted", "03/04/2026", "Nurse", "en")
BRAM = ("S2", "Bram Vries", "bram@example.org", "mentee", "invited", "2026-04-05", "", "nl; en")
GOOD = as_csv(HEADER, ZOE, BRAM)


def test_checking_writes_nothing_and_writing_does_what_was_shown(world):
    before = dump()
    run = brought(world, GOOD)
    assert (run.state, tally(run)) == (ImportState.CHECKED, (2, 0, 0, 0))
    assert dump() == before
    assert not ImportFile.objects.exists()

    applied(run, world)
    assert run.state == ImportState.APPLIED
    zoe = Participant.objects.get(person__email="zoe@example.org")
    assert (zoe.role, zoe.state, zoe.joined_on) == ("mentor", "accepted", date(2026, 4, 3))
    profile = Profile.objects.get(membership__external_ref="S2")
    assert profile.languages == ["nl", "en"]
    assert not Message.objects.filter(recipient__email="bram@example.org").exists()


def test_the_same_table_again_changes_nothing(world):
    applied(brought(world, GOOD), world)
    before = dump()
    again = brought(world, GOOD)
    assert tally(again) == (0, 0, 2, 0)
    applied(again, world)
    assert again.state == ImportState.APPLIED
    assert dump() == before


def test_accepted_people_stand_in_training_as_if_accepted_by_hand(world):
    applied(brought(world, GOOD), world)
    place = add_participant(
        cohort=world.cohort,
        person=PersonFactory.create(),
        role=ParticipantRole.MENTOR,
        by=world.coordinator,
    )
    move_participant(place, ParticipantState.ACCEPTED, by=world.coordinator)
    facts = ("status", "rule", "turn", "period", "renewed_on", "expires_on", "policy")
    by_hand = Standing.objects.values_list(*facts).get(person=place.person)
    assert Standing.objects.values_list(*facts).get(person__email="zoe@example.org") == by_hand
    assert not Standing.objects.filter(person__email="bram@example.org").exists()


def test_filters_offer_what_a_table_brought_at_once(world, django_capture_on_commit_callbacks):
    assert profile_words(world.organisation.pk)["language"] == []
    run = brought(world, GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        applied(run, world)
    assert profile_words(world.organisation.pk)["language"] == ["en", "nl"]


def test_histories_say_who_added_people_and_nothing_of_them(world):
    run = brought(world, GOOD)
    applied(run, world)
    place = Participant.objects.get(person__email="zoe@example.org")
    event = Event.objects.about(place).get()
    assert (event.kind, event.actor_id) == ("participant.added", world.coordinator.pk)
    assert event.changes == {"role": "mentor", "state": "accepted", "import": str(run.pk)}
    assert Event.objects.filter(kind="people.imported").get().changes["added"] == 2
    assert "Zoë" not in str(list(Event.objects.values_list("changes", flat=True)))


def test_an_empty_cell_says_nothing_and_a_full_one_changes(world):
    applied(brought(world, GOOD), world)
    table = as_csv(("Staff no", "Role", "Job", "Department"), ("S1", "Mentor", "", "Surgery"))
    run = brought(world, table)
    assert run.rows.get().changes == [["department", "", "Surgery"]]
    applied(run, world)
    profile = Profile.objects.get(membership__external_ref="S1")
    assert (profile.job_title, profile.department) == ("Nurse", "Surgery")


def test_wrong_cells_are_named_fixed_in_place_and_checked_again(world):
    wrong = ("S3", "Ines", "ines at example", "queen", "accepted", "31/02/2026", "=1+1", "pt")
    run = brought(world, as_csv(HEADER, ZOE, wrong))
    assert tally(run) == (1, 0, 0, 1)
    assert complaints(run) == [
        (3, "email", "no_address"),
        (3, "role", "unknown_role"),
        (3, "joined_on", "no_day"),
        (3, "job_title", "formula"),
    ]
    fix_cells(run, {3: {"email": "ines@example.org", "role": "mentee", "job_title": ""}})
    checked(run)
    assert complaints(run) == [(3, "joined_on", "no_day")]
    fix_cells(run, {3: {"joined_on": "28/02/2026"}})
    checked(run)
    assert tally(run) == (2, 0, 0, 0)
    applied(run, world)
    assert Participant.objects.get(person__email="ines@example.org").joined_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (("", "", "", "mentor"), ("name", "nobody")),
        (("", "", "new@example.org", "mentor"), ("name", "nameless")),
        (("S9", "Amara", "jonas@example.org", "mentor"), ("email", "other_person")),
        (("S9", "Amara", "other@example.org", "mentor"), ("email", "other_address")),
        (("S8", "Amara", "amara@example.org", "mentor"), ("reference", "other_reference")),
        (("S5", "New", "new@example.org", "mentor", "matched"), ("state", "matched_by_match")),
        (("S5", "New", "new@example.org", ""), ("role", "no_role")),
    ],
)
def test_rows_that_cannot_be_right_are_refused(world, row, complaint):
    Membership.objects.filter(person=world.mentor).update(external_ref="S9")
    run = brought(world, as_csv(HEADER, row))
    assert complaints(run) == [(2, *complaint)]


def test_the_second_row_about_the_same_place_is_refused_another_role_is_not(world):
    twice = ("S1", "Zoë Håkansson", "zoe@example.org", "mentee")
    run = brought(world, as_csv(HEADER, ZOE, ZOE, twice))
    assert complaints(run) == [(3, "email", "twin")]
    applied(run, world)
    roles = Participant.objects.filter(person__email="zoe@example.org").values_list("role")
    assert sorted(role for (role,) in roles) == ["mentee", "mentor"]


def test_people_known_by_name_alone_are_found_again_with_a_warning(world):
    table = as_csv(("Name", "Role"), ("Nell Nobody", "mentee"))
    run = brought(world, table)
    assert warnings(run) == [(2, "name", "by_name_only")]
    applied(run, world)
    assert tally(brought(world, table)) == (0, 0, 1, 0)
    namesake = PersonFactory.create(name="nell nobody", email=None)
    MembershipFactory.create(organisation=world.organisation, person=namesake)
    assert complaints(brought(world, table)) == [(2, "name", "namesakes")]


def test_whoever_signed_in_keeps_their_name_and_address(world):
    Person.objects.filter(pk=world.mentor.pk).update(last_login=timezone.now())
    run = brought(
        world, as_csv(("Name", "E-mail", "Role"), ("A. O.", "amara@example.org", "mentor"))
    )
    assert warnings(run) == [(2, "name", "keeps_own")]
    assert tally(run) == (0, 0, 1, 0)


def test_nobody_is_taken_back_by_an_old_table(world):
    table = as_csv(("E-mail", "Role", "Status"), ("amara@example.org", "mentor", "invited"))
    run = brought(world, table)
    assert (tally(run), warnings(run)) == ((0, 0, 1, 0), [(2, "state", "keeps_state")])


def test_moving_people_on_by_a_table_does_what_moving_them_by_hand_does(world):
    table = as_csv(("E-mail", "Role", "Status"), ("jonas@example.org", "mentee", "withdrew"))
    run = brought(world, table)
    assert run.rows.get().changes == [["state", "accepted", "withdrawn"]]
    applied(run, world)
    world.mentee_place.refresh_from_db()
    assert world.mentee_place.state == ParticipantState.WITHDRAWN
    assert world.mentee_place.ended_on == timezone.localdate()
    event = Event.objects.about(world.mentee_place).first()
    assert event.kind == "participant.withdrawn"
    assert event.changes["from"] == "accepted"


def test_details_of_people_of_other_programmes_are_not_the_importers_to_change(world):
    elsewhere = CohortFactory.create(programme__organisation=world.organisation)
    other = ParticipantFactory.create(cohort=elsewhere, person__email="else@example.org")
    table = as_csv(("E-mail", "Role", "Job"), ("else@example.org", "mentee", "Spy"))
    run = brought(world, table)
    assert warnings(run) == [(2, "", "not_yours")]
    applied(run, world)
    assert not Profile.objects.filter(membership__person=other.person, job_title="Spy").exists()
    assert world.cohort.participants.filter(person=other.person).exists()


def test_somebody_of_another_organisation_becomes_a_member_and_stays_who_they_are(world):
    table = as_csv(("Name", "E-mail", "Role"), ("S. Tone", "silas@example.org", "mentor"))
    run = brought(world, table)
    assert (tally(run), warnings(run)) == ((1, 0, 0, 0), [])
    applied(run, world)
    world.stranger.refresh_from_db()
    assert world.stranger.name == "Silas Stone"
    assert world.organisation.memberships.filter(person=world.stranger).exists()


def test_what_changed_since_the_check_is_checked_anew_and_nothing_is_written(world):
    run = brought(world, GOOD)
    add_participant(
        cohort=world.cohort,
        person=PersonFactory.create(email="zoe@example.org"),
        role=ParticipantRole.MENTOR,
        by=world.coordinator,
    )
    before = dump()
    applied(run, world)
    assert (run.state, run.trouble["code"]) == (ImportState.CHECKED, "moved_meanwhile")
    assert tally(run) == (2, 0, 0, 0)
    assert dump() == before
    assert run.rows.first().changes[0] == ["person", "", "member"]


def test_new_cohorts_come_in_as_planned_or_as_closed_records(world):
    today = timezone.localdate()
    cohorts = [
        NewCohort(7, today - timedelta(days=300), today - timedelta(days=100)),
        NewCohort(8, today + timedelta(days=30), today + timedelta(days=200)),
    ]
    table = as_csv(
        ("E-mail", "Name", "Role", "Cohort"),
        ("a@example.org", "A", "mentor", "7"),
        ("a@example.org", "A", "mentee", "8"),
        ("a@example.org", "A", "speaker", "9"),
    )
    run = brought(world, table, kind=ImportKind.ROLES, cohorts=cohorts)
    assert complaints(run) == [(4, "cohort", "unknown_cohort")]
    applied(run, world)
    states = dict(world.programme.cohorts.values_list("number", "state"))
    assert (states[7], states[8]) == (CohortState.CLOSED, CohortState.DESIGNING)
    places = dict(Participant.objects.filter(person__name="A").values_list("role", "state"))
    assert places == {"mentor": "finished", "mentee": "accepted"}


def test_invitations_leave_only_where_somebody_ticked_it_and_once(world):
    run = brought(world, GOOD)
    assert run.invitable == 1
    applied(run, world, invites=True)
    go_on(run.pk)
    assert [m.recipient.email for m in Message.objects.filter(kind="programmes.invitation")] == [
        "bram@example.org"
    ]
    run.refresh_from_db()
    assert run.invited_at is not None


def test_what_words_and_headings_mean_is_remembered(world):
    table = as_csv(("Mitarbeiter", "Wer", "Rolle"), ("7", "Uwe", "Pate"))
    columns = {0: "reference", 1: "name", 2: "role"}
    applied(brought(world, table, columns=columns, roles={"pate": "mentor"}), world)
    again = brought(world, table)
    assert tally(again) == (0, 0, 1, 0)
    words = RememberedWord.objects.filter(organisation=world.organisation)
    assert words.get(about=WordAbout.ROLE).meaning == "mentor"
    assert words.get(about=WordAbout.COLUMN, word="mitarbeiter").meaning == "reference"


def test_rows_are_gone_when_thrown_away_and_thirty_days_after_the_last_step(world):
    thrown = brought(world, GOOD)
    discard_import(thrown, by=world.coordinator)
    assert not ImportRow.objects.exists()
    with pytest.raises(IllegalTransitionError):
        start_apply(thrown, by=world.coordinator)
    done, waiting = brought(world, GOOD), brought(world, GOOD)
    applied(done, world)
    Import.objects.update(touched_at=timezone.now() - timedelta(days=29))
    tend_imports()
    assert ImportRow.objects.count() == 4
    Import.objects.update(touched_at=timezone.now() - timedelta(days=31))
    tend_imports()
    assert not ImportRow.objects.exists()
    waiting.refresh_from_db()
    assert waiting.state == ImportState.DISCARDED


def test_a_step_that_never_ends_is_given_up(world):
    run = brought(world, GOOD)
    start_apply(run, by=world.coordinator)
    Import.objects.filter(pk=run.pk).update(attempts=5)
    go_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.trouble["code"]) == (ImportState.FAILED, "gave_up")


def test_writing_makes_no_more_queries_for_thirty_people_than_for_three(
    world, django_assert_max_num_queries
):
    def written(first, count):
        rows = [(f"p{n}@example.org", f"P {n}", "mentor") for n in range(first, first + count)]
        run = brought(world, as_csv(("E-mail", "Name", "Role"), *rows))
        start_apply(run, by=world.coordinator)
        with django_assert_max_num_queries(120) as queries:
            go_on(run.pk)
        return len(queries)

    MenteeFactory.create(cohort=world.cohort)
    written(0, 1)
    assert written(100, 30) <= written(10, 3) + 1


@pytest.mark.parametrize("word", ["applied", "not taken on"])
def test_who_is_accepted_is_not_led_back_by_way_of_the_end(world, word):
    run = brought(
        world, as_csv(("E-mail", "Role", "Status"), ("amara@example.org", "mentor", word))
    )
    assert (tally(run), warnings(run)) == ((0, 0, 1, 0), [(2, "state", "keeps_state")])


def test_who_is_not_taken_on_goes_out_and_comes_in_by_a_table_unchanged(world, client_of):
    ParticipantFactory.create(
        cohort=world.cohort,
        person=PersonFactory.create(name="Dee Clined", email="dee@example.org"),
        state=ParticipantState.DECLINED,
        ended_on=timezone.localdate(),
    )
    written = client_of(world.coordinator).get(
        reverse("programmes:people-csv", args=[world.programme.slug]),
        {"state": ParticipantState.DECLINED},
    )
    rows = list(csv.DictReader(io.StringIO(written.content.decode("utf-8-sig"))))
    assert [(row["Name"], row["State"]) for row in rows] == [("Dee Clined", "Not taken on")]
    header = ("Name", "E-mail", "Role", "Status")
    same = as_csv(header, ("Dee Clined", "dee@example.org", "mentor", rows[0]["State"]))
    assert tally(brought(world, same)) == (0, 0, 1, 0)
    new = as_csv(header, ("New Come", "new@example.org", "mentor", rows[0]["State"]))
    applied(brought(world, new), world)
    came = Participant.objects.get(person__email="new@example.org")
    assert (came.state, came.ended_on) == (ParticipantState.DECLINED, timezone.localdate())
