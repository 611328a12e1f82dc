"""The record of Open Seeds gives the figures that an independent script computed from it."""

import json
import shutil
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Count

from evaluation.actions.imports import import_open_seeds
from evaluation.enums import Candour, InstrumentState, WaveState
from evaluation.models import Answer, Instrument, Wave
from matching.models import Match, MatchMember
from matching.queries import outcomes, shapes
from mentorship.accounts.models import Membership, Organisation, Person
from mentorship.audit.models import Event
from programmes.actions.record_import import ImportReport, UnreadableRecordError
from programmes.enums import CohortState, ContributionRole, ParticipantRole
from programmes.models import Cohort, Contribution, Participant, Programme
from programmes.retention import (
    both_roles_in_one_cohort,
    cohorts_served,
    conversion,
    mentees_who_mentored_later,
    people_ever,
    returning_mentors,
    seats_by_cohort,
)

pytestmark = pytest.mark.django_db

FOLDER = Path(settings.BASE_DIR) / "examples" / "open-seeds"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


@pytest.fixture
def report() -> ImportReport:
    return import_open_seeds(FOLDER, by=None)


@pytest.fixture
def programme(report: ImportReport) -> Programme:
    return Programme.objects.get(slug="open-seeds")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the record that a test may edit."""
    return Path(shutil.copytree(FOLDER, tmp_path / "record"))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def by_cohort(figures: Mapping[int, int]) -> dict[str, int]:
    return {str(number): figure for number, figure in figures.items()}


def values(key: str, item: str) -> list[object]:
    answers = Answer.objects.filter(wave__instrument__key=key).values_list("values", flat=True)
    return [answer[item] for answer in answers if item in answer]


def tally(key: str, item: str) -> dict[str, int]:
    given = values(key, item)
    return {str(value): given.count(value) for value in set(given)}


def test_seats_and_people(programme: Programme) -> None:
    assert by_cohort(seats_by_cohort(programme, ParticipantRole.MENTOR)) == EXPECTED["mentor_seats"]
    assert by_cohort(seats_by_cohort(programme, ParticipantRole.MENTEE)) == EXPECTED["mentee_seats"]
    assert people_ever(programme, ParticipantRole.MENTOR) == EXPECTED["mentors_ever"]
    assert people_ever(programme, ParticipantRole.MENTEE) == EXPECTED["mentees_ever"]


def test_retention(programme: Programme) -> None:
    returning = {
        str(number): [share.count, share.of]
        for number, share in returning_mentors(programme).items()
    }
    assert returning == EXPECTED["mentors_returning_next_cohort"]
    assert by_cohort(cohorts_served(programme)) == EXPECTED["cohorts_served_by_mentors"]


def test_conversion(programme: Programme) -> None:
    converted = conversion(programme)
    assert converted.stepped_up == EXPECTED["conversion"]["stepped_up"]
    assert converted.of == EXPECTED["conversion"]["of"]
    assert (
        mentees_who_mentored_later(programme) == EXPECTED["mentees_who_mentor_in_any_later_cohort"]
    )


def test_projects(programme: Programme) -> None:
    cohorts = programme.cohorts.all()
    reached, made_up = outcomes(cohorts), shapes(cohorts)
    odd = EXPECTED["odd_but_real"]
    assert (reached.graduated, reached.of) == (EXPECTED["projects_graduated"], EXPECTED["projects"])
    assert made_up.matches == EXPECTED["projects"]
    assert made_up.without_mentor == odd["projects_without_mentor"]
    assert made_up.several_mentors == odd["projects_with_several_mentors"]
    assert made_up.several_mentees == odd["projects_with_several_mentees"]
    assert both_roles_in_one_cohort(programme) == odd["both_roles_in_one_cohort"]
    assert made_up.people_on_both_sides == 2


def test_survey_answers(programme: Programme) -> None:
    for key, name in (
        ("open-seeds-mentee-mid", "mid_answers_per_cohort"),
        ("open-seeds-mentee-close", "close_answers_per_cohort"),
    ):
        counted = Wave.objects.filter(instrument__key=key).annotate(n=Count("answers"))
        assert by_cohort(dict(counted.values_list("cohort__number", "n"))) == EXPECTED[name]

    met = [int(str(value)) for value in values("open-seeds-mentee-mid", "mentor_met_expectations")]
    expected = EXPECTED["mentor_met_expectations"]
    assert (len(met), round(mean(met), 4)) == (expected["n"], expected["mean"])
    assert sum(value >= 4 for value in met) == expected["top2"]
    assert tally("open-seeds-mentee-close", "recommend") == EXPECTED["recommend"]
    assert (
        tally("open-seeds-mentee-mid", "work_with_mentor_again")
        == EXPECTED["work_with_mentor_again"]
    )
    wishes = values("open-seeds-mentor-close", "wants_mentor")
    assert len(wishes) == EXPECTED["mentor_answers"]
    assert wishes.count(True) == EXPECTED["mentor_wants_to_return_as_mentor"]


def test_answers_belong_to_nobody(programme: Programme) -> None:
    assert not Answer.objects.filter(participant__isnull=False).exists()
    assert set(Instrument.objects.values_list("candour", flat=True)) == {Candour.ANONYMOUS}
    assert set(Wave.objects.values_list("state", flat=True)) == {WaveState.CLOSED}


def test_people_are_named_by_pseudonym_and_cannot_sign_in(programme: Programme) -> None:
    people = Person.objects.filter(memberships__organisation=programme.organisation)
    assert people.count() == 378
    assert not people.filter(email__isnull=False).exists()
    assert not any(person.can_sign_in or person.has_usable_password() for person in people)
    greek = Membership.objects.get(external_ref="os-000104f9")
    assert (greek.person.name, greek.profile.country_code) == ("os-000104f9", "GRC")


def test_cohorts_are_closed_and_follow_each_other(programme: Programme) -> None:
    cohorts = list(programme.cohorts.all())
    assert [cohort.number for cohort in cohorts] == [1, 2, 3, 4, 5]
    assert {cohort.state for cohort in cohorts} == {CohortState.CLOSED}
    assert all(a.ends_on < b.starts_on for a, b in pairwise(cohorts))
    assert programme.credit.endswith("reduced to facts and pseudonyms.")


def test_organizers_are_organisers(programme: Programme) -> None:
    organisers = Contribution.objects.filter(role=ContributionRole.ORGANISER)
    assert organisers.count() == 19


def test_who_had_no_seat_is_left_out_of_the_match_and_named(report: ImportReport) -> None:
    assert [note.split()[0] for note in report.notes] == ["os-7c66adde"]
    members = MatchMember.objects.filter(match__external_ref="p072")
    assert members.filter(side=ParticipantRole.MENTEE).count() == 2


def test_importing_again_changes_nothing(report: ImportReport) -> None:
    kept = {model: set(model.objects.values_list("pk", flat=True)) for model in (Answer, Match)}
    events = Event.objects.count()

    again = import_open_seeds(FOLDER, by=None)

    assert report.changes > 2_000
    assert again.changes == 0
    assert {kind: tally.unchanged for kind, tally in again.tallies.items()} == {
        kind: tally.added for kind, tally in report.tallies.items()
    }
    for model, pks in kept.items():
        assert set(model.objects.values_list("pk", flat=True)) == pks
    assert Event.objects.count() == events


def test_only_what_was_corrected_changes(report: ImportReport, changed: Path) -> None:
    edit(
        changed,
        "projects.csv",
        "1,p000,os-46e78850,os-a789da84,no",
        "1,p000,os-46e78850,os-a789da84,yes",
    )
    edit(changed, "people.csv", "os-0084c5f8,United Kingdom,GBR", "os-0084c5f8,Ireland,IRL")
    edit(changed, "survey_mentee_mid.csv", "1,mid-1-01,5,5,3,5,yes", "1,mid-1-01,5,5,,5,yes")

    again = import_open_seeds(changed, by=None)

    altered = {kind for kind, tally in again.tallies.items() if tally.added or tally.changed}
    assert altered == {"Matches", "Profiles", "Answers"}
    assert again.changes == 3
    assert Match.objects.get(external_ref="p000").outcome == "graduated"
    assert Answer.objects.count() == 332
    assert len(values("open-seeds-mentee-mid", "concepts_used")) == 104


def test_a_record_may_lie_in_several_organisations(report: ImportReport) -> None:
    own = Organisation.objects.create(name="Harbour", slug="harbour")

    import_open_seeds(FOLDER, by=None, organisation=own)

    assert set(Programme.objects.values_list("slug", flat=True)) == {
        "open-seeds",
        "harbour-open-seeds",
    }
    assert Participant.objects.filter(cohort__programme__organisation=own).count() == 409
    assert Cohort.objects.count() == 10


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("people.csv", "person,country", "name,country", "people.csv lacks: person"),
        ("roles.csv", "os-000104f9,1,expert", "os-000104f9,1,guru", "guru"),
        ("roles.csv", "os-000104f9,1,expert", "os-000104f9,9,expert", "cohort “9”"),
        ("roles.csv", "os-000104f9,1,expert", "os-nobody,1,expert", "os-nobody"),
        ("projects.csv", "os-a789da84,no", "os-a789da84,perhaps", "p000"),
        ("survey_mentor_close.csv", "mentor-1-01,2", "mentor-1-01,5", "“5”"),
        ("survey_mentor_close.csv", "mentor-1-01,2,yes", "mentor-1-01,2,oui", "“oui”"),
        ("survey_mentee_close.csv", "close-1-01,4,yes", "close-1-01,4,never", "“never”"),
    ],
)
def test_an_unreadable_record_is_refused_whole(
    changed: Path, name: str, old: str, new: str, complaint: str
) -> None:
    edit(changed, name, old, new)
    with pytest.raises(UnreadableRecordError, match=complaint):
        import_open_seeds(changed, by=None)
    assert not Person.objects.exists()
    assert not Organisation.objects.exists()


def test_the_command_prints_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    Organisation.objects.create(name="Harbour", slug="harbour")
    call_command("import_open_seeds", str(FOLDER), "--organisation", "harbour")
    assert "Answers: 332 added, 0 changed, 0 unchanged" in capsys.readouterr().out
    assert Programme.objects.get().organisation.slug == "harbour"


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"people\.csv cannot be read"):
        call_command("import_open_seeds", str(tmp_path))
    with pytest.raises(CommandError, match="no organisation with the short name “nowhere”"):
        call_command("import_open_seeds", str(FOLDER), "--organisation", "nowhere")


def test_surveys_that_were_answered_are_frozen_and_imported_again_as_they_are(
    report: ImportReport,
) -> None:
    states = set(Instrument.objects.values_list("state", flat=True))
    assert states == {InstrumentState.FROZEN}
    assert import_open_seeds(FOLDER, by=None).changes == 0
