"""Rounds of reviews: who could review, who would review what, and what still wants somebody."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission, Role
from programmes.applying.enums import ApplicationState
from programmes.models import (
    Application,
    Criterion,
    Programme,
    Review,
    SelectionRound,
    TeamMember,
)
from programmes.models.application import ApplicationQuerySet
from programmes.models.review import ReviewQuerySet
from programmes.selection.assigning import Wish, assign
from programmes.selection.conflicts import Conflicts, Nearness, conflicts_among
from programmes.selection.enums import ReviewState


@dataclass(frozen=True, slots=True)
class Portion:
    """How many applications a reviewer has in the round, and how many they would get."""

    reviewer: Person
    has: int
    gets: int

    @property
    def total(self) -> int:
        """Return how many they would have in all."""
        return self.has + self.gets


@dataclass(frozen=True, slots=True)
class Near:
    """A reviewer who gets none of an applicant's work, and why."""

    reviewer: Person
    applicant: Person
    why: Nearness


@dataclass(frozen=True, slots=True)
class Short:
    """An application for which too few may review."""

    application: Application
    missing: int
    barred: int


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """What assigning would do now: nothing has been changed."""

    reviewers: dict[Application, list[Person]]
    portions: list[Portion]
    near: list[Near]
    shortages: list[Short]
    # Still to do by people who have left the team since.
    stranded: list[Review]

    @property
    def number(self) -> int:
        """Return how many reviews would be given out."""
        return sum(len(people) for people in self.reviewers.values())

    @property
    def fingerprint(self) -> str:
        """Return a mark that differs as soon as anything in the plan does."""
        words = [
            f"{application.pk} {person.pk}"
            for application, people in self.reviewers.items()
            for person in people
        ]
        words += [str(review.pk) for review in self.stranded]
        return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:32]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not self.number and not self.stranded


def reviewers_of(programme: Programme) -> list[Person]:
    """Return who reviews for the programme today and may sign in, by name; one query."""
    members = TeamMember.objects.current().filter(programme=programme, role=Role.REVIEWER)
    still_there = Person.objects.filter(
        pk__in=members.values("person"),
        is_active=True,
        memberships__organisation=programme.organisation_id,
        memberships__ended_on__isnull=True,
    )
    return list(still_there.distinct().order_by("name", "pk"))


def reviewer_pool(programme: Programme) -> "QuerySet[Person]":
    """Return the same as rows to choose among."""
    return Person.objects.filter(pk__in=[each.pk for each in reviewers_of(programme)])


def reviews_by(
    reviewer_id: UUID, selection_round: SelectionRound, *, reader: Person
) -> ReviewQuerySet:
    """Return what somebody reads in a round; who reads the reader's own is not for the reader."""
    reviews = Review.objects.of_applications().filter(round=selection_round, reviewer=reviewer_id)
    return reviews.exclude(application__person=reader)


def readers_of(reviews: ReviewQuerySet) -> "QuerySet[Person]":
    """Return whose reviews they are."""
    return Person.objects.filter(reviews__in=reviews).distinct()


def reviews_open_to(person: Person) -> ReviewQuerySet:
    """Return the person's own reviews where they review still; what was taken back is gone."""
    programmes = Programme.objects.where_allowed(person, Permission.REVIEW_APPLICATIONS)
    return (
        Review.objects.visible_to(person)
        .standing()
        .filter(round__cohort__programme__in=programmes)
        .filter(
            Q(application__isnull=True)
            | Q(application__state__in=[ApplicationState.SUBMITTED, ApplicationState.DECIDED])
        )
    )


def to_review(selection_round: SelectionRound) -> ApplicationQuerySet:
    """Return the mentor applications that belong to the round, or to no round yet."""
    return (
        Application.objects.handed_in()
        .mentors()
        .filter(
            Q(round=selection_round) | Q(round__isnull=True),
            cohort=selection_round.cohort_id,
            profile__isnull=False,
        )
    )


def before_handed_in_again() -> ReviewQuerySet:
    """Return the reviews taken back before their application was handed in once more.

    They stand in nobody's way: who had one may read what is there now.
    """
    return Review.objects.filter(
        state=ReviewState.WITHDRAWN, ended_at__lt=F("application__submitted_at")
    )


def hold_to_review(selection_round: SelectionRound) -> None:
    """Keep the applications of a round as they are, until the transaction ends."""
    held = to_review(selection_round).order_by("pk").select_for_update(of=("self",))
    list(held.values_list("pk"))


def plan_assignment(selection_round: SelectionRound) -> AssignmentPlan:
    """Return who would review what, as it stands now; a constant number of queries."""
    programme = selection_round.cohort.programme
    pool = {person.pk: person for person in reviewers_of(programme)}
    applications = list(
        to_review(selection_round).select_related("person").order_by("submitted_at", "pk")
    )
    reviews = list(
        Review.objects.filter(application__in=applications)
        .exclude(pk__in=before_handed_in_again().values("pk"))
        .select_related("application", "reviewer")
    )
    conflicts = conflicts_among(programme, [each.person_id for each in applications], list(pool))
    stranded = [each for each in reviews if is_stranded(each, pool)]
    wishes = _wishes(selection_round, applications, reviews, pool, conflicts)
    loads = loads_of(selection_round)
    done = assign(wishes, list(pool), loads, seed=str(selection_round.pk))
    by_id = {each.pk: each for each in applications}
    given = {
        by_id[application]: [pool[each] for each in chosen]
        for application, chosen in done.reviewers.items()
        if chosen
    }
    gets = Counter(each.pk for people in given.values() for each in people)
    return AssignmentPlan(
        reviewers=given,
        portions=[Portion(each, loads.get(each.pk, 0), gets[each.pk]) for each in pool.values()],
        near=_near(applications, pool, conflicts),
        shortages=[
            Short(by_id[each.application], each.missing, each.barred) for each in done.shortages
        ],
        stranded=stranded,
    )


def is_stranded(review: Review, pool: Iterable[UUID]) -> bool:
    """Tell whether it is still to do by somebody who reviews no more."""
    return review.state == ReviewState.ASSIGNED and review.reviewer_id not in pool


def loads_of(selection_round: SelectionRound) -> Counter[UUID]:
    """Return how many applications of the round each reviewer has, done or to do; one query."""
    standing = Review.objects.of_applications().standing().filter(round=selection_round)
    return Counter(standing.values_list("reviewer_id", flat=True))


def next_reviewer(review: Review) -> Person | None:
    """Return whoever would review instead: who may, and has least; or nobody."""
    application, selection_round = review.application, review.round
    if application is None:
        return None
    programme = selection_round.cohort.programme
    pool = {person.pk: person for person in reviewers_of(programme)}
    conflicts = conflicts_among(programme, [application.person_id], list(pool))
    counted = application.reviews.exclude(pk__in=before_handed_in_again().values("pk"))
    known = counted.values_list("reviewer_id", flat=True)
    barred = frozenset([*conflicts.get(application.person_id, {}), *known])
    done = assign(
        [Wish(application.pk, 1, barred)],
        list(pool),
        loads_of(selection_round),
        seed=str(selection_round.pk),
    )
    chosen = done.reviewers[application.pk]
    return pool[chosen[0]] if chosen else None


def missing_of(review: Review) -> int:
    """Return how many reviewers its application lacks, leaving out who reviews no more."""
    application = review.application
    if application is None:
        return 0
    pool = {person.pk for person in reviewers_of(review.round.cohort.programme)}
    standing = [each for each in application.reviews.standing() if not is_stranded(each, pool)]
    return max(0, review.round.reviewers_each - len(standing))


def waits_for_samples(review: Review) -> bool:
    """Tell whether the reviewer has to mark the samples of the round first."""
    if review.application_id is None or not review.round.calibrates:
        return False
    samples = Review.objects.filter(
        round=review.round_id, reviewer=review.reviewer_id, sample__isnull=False
    )
    return samples.to_do().exists()


def criteria_to_mark(review: Review) -> list[Criterion]:
    """Return what a review has to say something of, in the profile's order; one query."""
    about = review.application or review.sample
    if about is None:
        return []
    criteria = Criterion.objects.filter(expectation__profile=about.profile_id)
    return list(
        criteria.select_related("expectation").order_by(
            "expectation__position", "expectation_id", "position", "pk"
        )
    )


def _wishes(
    selection_round: SelectionRound,
    applications: Sequence[Application],
    reviews: Sequence[Review],
    pool: dict[UUID, Person],
    conflicts: Conflicts,
) -> list[Wish]:
    """Return how many reviewers more each application wants, and who may not be one."""
    known: dict[UUID, set[UUID]] = defaultdict(set)
    standing: Counter[UUID] = Counter()
    for review in reviews:
        if review.application_id is None:
            continue
        known[review.application_id].add(review.reviewer_id)
        if review.state in {ReviewState.ASSIGNED, ReviewState.SUBMITTED}:
            standing[review.application_id] += not is_stranded(review, pool)
    return [
        Wish(each.pk, wanted, frozenset([*conflicts.get(each.person_id, {}), *known[each.pk]]))
        for each in applications
        if (wanted := selection_round.reviewers_each - standing[each.pk]) > 0
    ]


def _near(
    applications: Sequence[Application], pool: dict[UUID, Person], conflicts: Conflicts
) -> list[Near]:
    """Return who is left out where, by the applicant's name."""
    people = {each.person_id: each.person for each in applications}
    return [
        Near(pool[reviewer], person, why)
        for person in sorted(people.values(), key=lambda each: (each.name, each.pk))
        for reviewer, why in conflicts.get(person.pk, {}).items()
    ]
