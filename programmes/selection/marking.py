"""What a reviewer sees: their reviews in order, an application without its name, and Home."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.applying.filling import SectionAnswers, answers_of
from programmes.cards import Card
from programmes.models import Review, SelectionRound
from programmes.models.review import ReviewQuerySet
from programmes.selection.enums import ReviewState
from programmes.selection.rounds import reviews_open_to

REVIEWS_FIRST = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One review in the reviewer's list."""

    review: Review
    name: str
    is_locked: bool

    @property
    def is_done(self) -> bool:
        """Tell whether it is handed in."""
        return self.review.state == ReviewState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Duty:
    """What one round asks of a reviewer, and how far they are."""

    round: SelectionRound
    done: int
    total: int
    samples_done: int
    samples: int
    # A sample of theirs, by which they compare marks.
    a_sample: UUID | None

    @property
    def waits_for_samples(self) -> bool:
        """Tell whether the samples come first."""
        return self.round.calibrates and self.samples_done < self.samples

    @property
    def may_compare(self) -> bool:
        """Tell whether both samples are handed in."""
        return bool(self.samples) and self.samples_done == self.samples


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The reviews before and after one, which of how many it is, and the next one to do."""

    number: int
    total: int
    before: UUID | None
    after: UUID | None
    next_to_do: UUID | None


def name_of(review: Review) -> str:
    """Return what a reviewer calls what they judge: no name where names are hidden."""
    if review.sample is not None:
        return _("Sample %(number)d") % {"number": review.sample.number}
    if review.application is None:
        return ""
    if review.round.hides_names:
        return _("Applicant %(number)d") % {"number": review.application.round_number or 0}
    return review.application.person.name


def in_order(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Sort reviews as a reviewer meets them: round by round, samples first, then by number."""
    return reviews.order_by(
        F("round__review_by").asc(nulls_last=True),
        "round",
        F("sample__number").asc(nulls_last=True),
        "application__round_number",
        "pk",
    ).select_related(
        "application__person", "sample", "round__cohort__programme__organisation", "reviewer"
    )


def duties_of(person: Person) -> list[Duty]:
    """Return the rounds in which somebody reviews, the next one due first; two queries."""
    reviews = reviews_open_to(person)
    counts = {
        row["round"]: row
        for row in reviews.order_by()
        .values("round")
        .annotate(
            done=Count("pk", filter=Q(sample=None, state=ReviewState.SUBMITTED)),
            total=Count("pk", filter=Q(sample=None)),
            samples_done=Count("pk", filter=Q(application=None, state=ReviewState.SUBMITTED)),
            samples=Count("pk", filter=Q(application=None)),
        )
    }
    a_sample = dict(reviews.filter(sample__isnull=False).values_list("round", "pk"))
    rounds = SelectionRound.objects.filter(pk__in=list(counts)).select_related("cohort__programme")
    return [
        Duty(
            round=each,
            done=counts[each.pk]["done"],
            total=counts[each.pk]["total"],
            samples_done=counts[each.pk]["samples_done"],
            samples=counts[each.pk]["samples"],
            a_sample=a_sample.get(each.pk),
        )
        for each in rounds.order_by(F("review_by").asc(nulls_last=True), "opened_at")
    ]


def neighbours_of(review: Review) -> Neighbours:
    """Return where a review stands among the reviewer's of its round; one query."""
    rows = list(
        in_order(reviews_open_to(review.reviewer))
        .filter(round=review.round_id)
        .values_list("pk", "state")
    )
    ids = [pk for pk, _state in rows]
    place = ids.index(review.pk) if review.pk in ids else 0
    later = rows[place + 1 :] + rows[:place]
    to_do = (pk for pk, state in later if state == ReviewState.ASSIGNED)
    return Neighbours(
        number=place + 1,
        total=len(ids),
        before=ids[place - 1] if place else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
        next_to_do=next(to_do, None),
    )


def sections_of(review: Review) -> list[SectionAnswers]:
    """Return an application's answers; where names are hidden, files lose theirs as well."""
    if review.application is None:
        return []
    sections = answers_of(review.application)
    if not review.round.hides_names:
        return sections
    return [
        SectionAnswers(
            section.title,
            tuple(
                replace(each, answer=_("A file")) if each.kind == QuestionKind.FILE else each
                for each in section.answers
            ),
        )
        for section in sections
    ]


def reviews_to_do(person: Person) -> ReviewQuerySet:
    """Return what somebody was given to read, whether or not they may review still."""
    return Review.objects.visible_to(person).to_do()


def cards_of_reviews(person: Person, _to_do: Iterable[Review]) -> Iterator[Card]:
    """Yield a card for each round in which the person has something to read; two queries."""
    for duty in duties_of(person):
        left = duty.total - duty.done + duty.samples - duty.samples_done
        if left:
            yield _card(duty, left)


def _card(duty: Duty, left: int) -> Card:
    """Say how many applications wait, and by when."""
    programme = duty.round.cohort.programme
    facts = {"count": left}
    title = ngettext(
        "You have %(count)d application to read",
        "You have %(count)d applications to read",
        left,
    )
    due = duty.round.review_by
    what = ngettext("%(count)d application", "%(count)d applications", left) % facts
    words = _("%(what)s.")
    if due:
        is_late = due < timezone.localdate()
        words = _("%(what)s, overdue since %(day)s.") if is_late else _("%(what)s, due on %(day)s.")
    text = words % {"what": what, "day": date_format(due, "l j F") if due else ""}
    return Card(
        key=f"programmes.reviews.{duty.round.pk}",
        headline=title % facts,
        title=programme.name,
        text=text,
        action=_("Go on") if duty.done or duty.samples_done else _("Begin"),
        url=reverse("programmes:marking-list"),
        order=REVIEWS_FIRST,
    )


def is_closed(review: Review) -> bool:
    """Tell whether the application waits for no marks any more."""
    application = review.application
    return application is not None and application.state != ApplicationState.SUBMITTED
