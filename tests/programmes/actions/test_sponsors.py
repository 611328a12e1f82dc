"""Sponsors come and go, and nothing is lost between them."""

import io

import pypdf
import pytest
from django.utils import timezone

from evaluation.actions.reports import build_by_hand
from evaluation.enums import ReportState
from evaluation.models import Report
from mentorship.audit.models import Event
from mentorship.notifications.models import Attachment, Message
from programmes.actions.sponsors import (
    AlreadyEndedError,
    AlreadySponsorError,
    change_sponsor,
    end_sponsorship,
    send_hand_over,
)
from programmes.emails.charters import CHARTER_REQUEST, HAND_OVER
from programmes.enums import CharterPlan, CharterState
from programmes.handover import draw_hand_over, hand_over_of
from programmes.models import Objective, Recommendation, StrategicGoal
from tests.factories.charters import CharterFactory, request_to_sign, signed_charter
from tests.people import make_world, person_called
from tests.programmes.races import both_at_once


def change(world, plan=CharterPlan.ASK, person=None, sponsorship=None):
    return change_sponsor(
        sponsorship or world.programme.sponsorships.get(ended_on=None),
        person=person or person_called("Ines Rossi"),
        position="Chief financial officer",
        reason="Moved to Lisbon",
        plan=plan,
        by=world.coordinator,
    )


def states(programme):
    return list(programme.charters.order_by("version").values_list("version", "state"))


def test_one_act_hands_the_programme_over_and_asks_for_the_same_text(world):
    before = signed_charter(world.programme)

    done = change(world)

    former = world.programme.sponsorships.get(person=world.sponsor)
    assert (former.ended_on, former.ended_reason) == (timezone.localdate(), "Moved to Lisbon")
    assert done.sponsorship.person.name == "Ines Rossi"
    assert states(world.programme) == [
        (1, CharterState.SIGNED),
        (2, CharterState.AWAITING_SIGNATURE),
    ]
    assert done.sign_off.charter.sponsor_commits == before.sponsor_commits
    assert Message.objects.get(kind=CHARTER_REQUEST.name).recipient == done.sponsorship.person
    assert "Lisbon" not in str(list(Event.objects.values_list("changes", flat=True)))


@pytest.mark.parametrize(
    ("plan", "second"), [(CharterPlan.WRITE, [(2, CharterState.DRAFT)]), (CharterPlan.LEAVE, [])]
)
def test_the_charter_can_be_rewritten_or_left(world, plan, second):
    signed_charter(world.programme)
    assert change(world, plan).sign_off is None
    assert states(world.programme) == [(1, CharterState.SIGNED), *second]


def test_what_the_former_sponsor_had_not_signed_is_withdrawn_and_asked_of_the_next(world):
    request_to_sign(world.programme)
    change(world)
    assert states(world.programme) == [
        (1, CharterState.WITHDRAWN),
        (2, CharterState.AWAITING_SIGNATURE),
    ]


def test_a_draft_that_somebody_writes_is_left_alone(world):
    signed_charter(world.programme)
    CharterFactory.create(programme=world.programme, purpose="Half written")
    assert change(world).sign_off is None
    assert states(world.programme) == [(1, CharterState.SIGNED), (2, CharterState.DRAFT)]


def test_nobody_follows_themselves(world):
    with pytest.raises(AlreadySponsorError):
        change(world, person=world.sponsor)
    assert world.programme.sponsorships.current().get().person == world.sponsor


def test_a_sponsorship_ends_once(world):
    sponsorship = world.programme.sponsorships.get()
    end_sponsorship(sponsorship, reason="Retired", by=world.coordinator)
    with pytest.raises(AlreadyEndedError):
        end_sponsorship(sponsorship, reason="Again", by=world.coordinator)
    assert Event.objects.filter(kind="sponsor.ended").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_counts():
    world = make_world()
    signed_charter(world.programme)
    one, other = person_called("Ines Rossi"), person_called("Omar Haddad")

    seen = [world.programme.sponsorships.get(ended_on=None) for _ in range(2)]

    errors = both_at_once(
        lambda: change(world, person=one, sponsorship=seen[0]),
        lambda: change(world, person=other, sponsorship=seen[1]),
    )

    assert len(errors) == 1
    assert world.programme.sponsorships.current().count() == 1
    assert world.programme.charters.count() == 2


@pytest.fixture
def full(world):
    """Fill the programme with what a pack shows."""
    signed_charter(world.programme)
    goal = StrategicGoal.objects.create(
        organisation=world.organisation, title="Keep our leaders", theme="people"
    )
    objective = Objective.objects.create(
        programme=world.programme, goal=goal, title="More leaders from within"
    )
    objective.indicators.create(
        name="Internal promotions", unit="%", target=40, due_on="2027-12-31"
    )
    Recommendation.objects.create(programme=world.programme, text="Train before matching")
    build_by_hand(world.programme, world.cohort, by=world.coordinator)
    Report.objects.update(state=ReportState.SENT, sent_at=timezone.now())
    return world


def links_in(reader):
    return [
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]


def test_the_pack_says_all_a_new_sponsor_needs(full):
    sponsorship = change(full, CharterPlan.LEAVE).sponsorship
    pack = draw_hand_over(full.programme, reader=sponsorship.person, day=timezone.localdate())
    reader = pypdf.PdfReader(io.BytesIO(pack.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    for words in (
        "Hand-over pack: Leaders",
        "Opens every kick-off",
        "signed by Helena Sørensen",
        "More leaders from within",
        "Internal promotions",
        "40%",
        "The last report",
        "Train before matching",
        "Moved to Lisbon",
        "Ines Rossi",
        "Catherine Ward",
    ):
        assert words in " ".join(text.split()), words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert any("/letter" in link for link in links_in(reader))


def test_the_link_that_is_the_sponsors_alone_is_not_in_what_a_lead_looks_at(full, client_of):
    sponsorship = full.programme.sponsorships.current().get()
    page = client_of(full.coordinator).get(
        f"/programmes/leaders/sponsors/{sponsorship.pk}/pack/pdf/"
    )
    reader = pypdf.PdfReader(io.BytesIO(page.content))
    assert "The last report" in " ".join(each.extract_text() for each in reader.pages)
    assert not any("/letter" in link for link in links_in(reader))


def test_an_empty_programme_has_a_pack_too(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        pack = hand_over_of(world.programme, reader=world.sponsor, day=timezone.localdate())
    assert (pack.charter, pack.objectives, pack.parts) == (None, (), ())
    content = draw_hand_over(world.programme, reader=world.sponsor, day=timezone.localdate())
    assert content.content.startswith(b"%PDF")


def test_the_pack_is_sent_once_a_day_with_its_file(world):
    sponsorship = world.programme.sponsorships.get()
    send_hand_over(sponsorship, by=world.coordinator)
    send_hand_over(sponsorship, by=world.coordinator)
    message = Message.objects.get(kind=HAND_OVER.name)
    file = Attachment.objects.get(message=message)
    assert file.filename == "leaders-hand-over.pdf"
    assert bytes(file.content).startswith(b"%PDF")
