"""The Mirror shows a mentor their own, five together, or who agreed; and nobody else anything."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions.consents import give_consent, withdraw_consent
from evaluation.models import Answer, MirrorConsent, Wave
from matching.enums import MatchState
from mentorship.accounts.permissions import Role
from programmes.cards import home_of
from tests.evaluation.competing import closed_wave, competencies_of, own_answers, ratings
from tests.factories.fresh import CommunityFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    TeamMemberFactory,
)
from training.models import CommunityMember, Resource

MIRROR = "evaluation:my-mirror"


@pytest.fixture
def areas(world):
    return competencies_of(world.organisation)


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def rate(world, *marks, days=2, cohort=None, mentor=None, area="independence"):
    """Let new mentees rate the mentor; return their places."""
    cohort = cohort or world.cohort
    wave = closed_wave(cohort, "competency-by-mentee", days=days)
    mentees = MenteeFactory.create_batch(len(marks), cohort=cohort)
    ratings(
        wave,
        [
            (mentee, mentor or world.mentor_place, {area: mark})
            for mentee, mark in zip(mentees, marks, strict=True)
        ],
    )
    return mentees


def rate_oneself(world, mark=6, area="independence"):
    own_answers(closed_wave(world.cohort, "competency-self"), [(world.mentor_place, {area: mark})])


def agree(world, mentee):
    give_consent(mentee, world.mentor_place, words="Yes.", by=mentee.person)


def see(client_of, world):
    return text_of(client_of(world.mentor).get(reverse(MIRROR)))


def test_five_mentees_over_all_matches_stand_together_beside_the_own_mark(world, areas, client_of):
    rate_oneself(world)
    later = CohortFactory.create(programme=world.programme)
    again = ParticipantFactory.create(cohort=later, person=world.mentor)
    rate(world, 3, 4, 5, days=300)
    assert "of 7 on average" not in see(client_of, world)
    rate(world, 4, 5, cohort=later, mentor=again)
    body = see(client_of, world)
    assert "On “Independence” you rate yourself higher than your mentees do" in body
    assert "You give yourself 6.0 of 7; 5 mentees give you 4.2 on average" in body


def test_four_mentees_are_not_shown_and_their_names_never(world, areas, client_of):
    rate_oneself(world)
    mentees = rate(world, 1, 2, 3, 4)
    body = see(client_of, world)
    assert "This is how you see yourself; your mentees’ view follows" in body
    assert "2.5" not in body
    assert not any(mentee.person.name in body for mentee in mentees)


def test_who_agrees_is_shown_by_name_until_they_take_it_back(world, areas, client_of):
    rate_oneself(world)
    mentee, *_others = rate(world, 4, 2)
    agree(world, mentee)
    line = f"{mentee.person.name} gives you 4.0, and agreed that you see it."
    body = see(client_of, world)
    assert line in body
    assert "gives you 2.0" not in body
    withdraw_consent(mentee, world.mentor_place, by=mentee.person)
    assert line not in see(client_of, world)


def test_one_who_agreed_is_not_called_all_mentees(world, areas, client_of):
    rate_oneself(world)
    mentee, *_others = rate(world, 4, 2)
    agree(world, mentee)
    body = see(client_of, world)
    assert f"you rate yourself higher than {mentee.person.name} does" in body
    assert f"2.0 higher than {mentee.person.name}" in body
    assert "your mentees do" not in body


def test_marks_are_rounded_and_not_cut_off(world, areas, client_of):
    rate_oneself(world)
    rate(world, 3, 4, 4, 5, 3, 4, 4)
    body = see(client_of, world)
    assert "7 mentees give you 3.9 on average" in body
    assert "2.1 higher than your mentees" in body


def test_another_mentor_of_the_cohort_sees_nothing_of_it(world, areas, client_of):
    other = ParticipantFactory.create(cohort=world.cohort)
    mentees = rate(world, 3, 4, 5, 4, 5)
    agree(world, mentees[0])
    body = text_of(client_of(other.person).get(reverse(MIRROR)))
    assert "Nothing to see yet" in body
    for person in (world.coordinator, world.mentee):
        page = client_of(person).get(reverse(MIRROR))
        assert page.status_code == 403 or "Nothing to see yet" in text_of(page)


def test_a_mentor_who_reads_the_totals_sees_no_mentees(world, areas, client_of):
    rate_oneself(world)
    mentees = rate(world, 3, 4, 5, 4, 5)
    agree(world, mentees[0])
    TeamMemberFactory.create(
        programme=world.programme, person=world.mentor, role=Role.LEAD_COORDINATOR
    )
    body = see(client_of, world)
    assert "You read the totals of this programme" in body
    assert "4.2" not in body
    assert mentees[0].person.name not in body


def test_ratings_that_a_published_total_would_leave_alone_are_not_shown(world, areas, client_of):
    wave = closed_wave(world.cohort, "competency-by-mentee")
    other = ParticipantFactory.create(cohort=world.cohort)
    mentees = MenteeFactory.create_batch(6, cohort=world.cohort)
    ratings(
        wave,
        [(m, world.mentor_place, {"independence": 3 + n % 2}) for n, m in enumerate(mentees[:5])]
        + [(mentees[5], other, {"independence": 1})],
    )
    assert "on average" not in see(client_of, world)
    Answer.objects.filter(about=other).delete()
    assert "5 mentees give you 3.4 of 7 on average" in see(client_of, world)


def test_a_gap_comes_with_one_thing_to_read(world, areas, client_of):
    rate_oneself(world)
    rate(world, 3, 4, 4, 5, 4)
    assert "Ask other mentors how they do it" in see(client_of, world)
    community = CommunityFactory.create(programme=world.programme)
    CommunityMember.objects.create(community=community, person=world.mentor, state="member")
    for title in ("When to let go", "Another one"):
        resource = Resource.objects.create(
            community=community,
            title=title,
            link="https://example.org/let-go",
            added_by=world.coordinator,
        )
        resource.competencies.add(areas["independence"])
    body = see(client_of, world)
    assert body.count("This may help:") == 1
    assert ("When to let go" in body) != ("Another one" in body)


def test_home_tells_a_mentor_of_it_for_three_weeks_and_nobody_else(world, areas):
    rate_oneself(world)

    def told(person):
        return [card.url for card in home_of(person).cards if card.key == "evaluation.mirror"]

    assert told(world.mentor) == [reverse(MIRROR)]
    assert told(world.mentee) == []
    Wave.objects.update(closed_at=timezone.now() - timedelta(days=22))
    assert told(world.mentor) == []


def match_of(world, mentor, mentee, state=MatchState.ACTIVE):
    return MatchFactory.create(cohort=world.cohort, state=state, mentors=[mentor], mentees=[mentee])


def press(client, what, place):
    return client.post(reverse(f"evaluation:my-consent-{what}", args=(place.pk,)), follow=True)


def test_a_mentee_gives_and_takes_back_with_one_press_each(world, client_of):
    match_of(world, world.mentor_place, world.mentee_place)
    client = client_of(world.mentee)
    page = text_of(client.get(reverse("evaluation:my-consent-list")))
    words = f"{world.mentor.name} may see, with my name, how I rate them as a mentor."
    assert words in page
    given = text_of(press(client, "give", world.mentor_place))
    assert "may see your marks. You can take it back here." in given
    assert MirrorConsent.objects.get().words == words
    back = text_of(press(client, "withdraw", world.mentor_place))
    assert "does not see your marks any more." in back
    assert MirrorConsent.objects.get().withdrawn_at is not None


def test_only_mentors_of_ones_own_begun_matches_can_be_let_in(world, client_of):
    client = client_of(world.mentee)
    assert "There is nobody to decide about yet" in text_of(
        client.get(reverse("evaluation:my-consent-list"))
    )
    match_of(world, world.mentor_place, world.mentee_place, MatchState.PROPOSED)
    match_of(world, world.mentor_place, MenteeFactory.create(cohort=world.cohort))
    for what in ("give", "withdraw"):
        assert press(client, what, world.mentor_place).status_code == 404
    assert not MirrorConsent.objects.exists()


@pytest.mark.parametrize("raters", [5, 30])
def test_the_queries_do_not_grow_with_those_who_rated(
    world, areas, client_of, raters, django_assert_max_num_queries
):
    rate_oneself(world)
    rate(world, *[1 + n % 7 for n in range(raters)])
    client = client_of(world.mentor)
    client.get(reverse(MIRROR))
    with django_assert_max_num_queries(32):
        client.get(reverse(MIRROR))
