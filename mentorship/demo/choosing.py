"""The demo's applications: being written, reviewed, disagreed about, decided, and waiting."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mentorship.accounts.models import Person
from mentorship.demo.cast import SEED, Cast
from mentorship.demo.choosing_earlier import record_told, select_earlier
from mentorship.demo.choosing_endorsements import HOURS, endorse
from mentorship.demo.choosing_forms import days_before, fill_in, form_in_use, profile_in_use
from mentorship.demo.choosing_nominations import nominate
from mentorship.demo.programmes import Year, noon
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole, ParticipantState
from programmes.intake.enums import EndorsementState
from programmes.models import (
    Appeal,
    Application,
    ApplicationWindow,
    Cohort,
    Criterion,
    Decision,
    Mark,
    Participant,
    Review,
    SelectionRound,
    WaitingPlace,
)
from programmes.selection.enums import (
    AppealKind,
    DecisionReason,
    DecisionState,
    Outcome,
    ReviewState,
)
from programmes.selection.panel import score_applications

Written = ApplicationState
EVIDENCE = (
    "Told of one colleague by what she did afterwards, not by what he had said.",
    "General words; I looked for an example and found none.",
    "Asks three questions before the first advice in the story.",
    "The manager's word is there, in writing.",
    "Speaks of others' work with their names.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One application: days since it was handed in, the usual mark of each reviewer, the end.

    A mark of None is a review still to do. `spoiled` changes single marks: by which reviewer, of
    which criterion by number, to what; None says that it cannot be judged.
    """

    state: str
    days: int = 0
    marks: tuple[int | None, ...] = ()
    spoiled: dict[tuple[int, int], int | None] = field(default_factory=dict)
    outcome: Outcome | None = None
    reason: DecisionReason = DecisionReason.MEETS_PROFILE
    feedback: str = ""
    is_late: bool = False


# By the place of the person among the seniors.
MENTORS: dict[int, Story] = {
    38: Story(Written.DRAFT),
    41: Story(Written.DRAFT),
    44: Story(Written.DRAFT),
    39: Story(Written.SUBMITTED, 3),
    15: Story(Written.SUBMITTED, 1, is_late=True),
    42: Story(Written.SUBMITTED, 15, (4, None)),
    16: Story(Written.SUBMITTED, 9, (None, 3)),
    17: Story(Written.SUBMITTED, 6, (None, None)),
    18: Story(Written.SUBMITTED, 14, (5, 4)),
    19: Story(Written.SUBMITTED, 13, (4, 4), {(0, 3): 5, (1, 3): 2}),
    21: Story(Written.SUBMITTED, 16, (4, 3), {(0, 0): 2, (1, 0): 2}),
    22: Story(Written.SUBMITTED, 12, (3, 4), {(0, 5): None, (1, 5): None}),
    23: Story(Written.SUBMITTED, 17, (5, 4, 4)),
    24: Story(Written.SUBMITTED, 18, (4, 5), outcome=Outcome.ACCEPT),
    25: Story(
        Written.SUBMITTED,
        18,
        (3, 2),
        outcome=Outcome.DEVELOP,
        reason=DecisionReason.EVIDENCE_THIN,
        feedback="Come to the practice talks in spring; two of us would like to see you listen.",
    ),
    40: Story(Written.DECIDED, 24, (4, 4), outcome=Outcome.ACCEPT),
    43: Story(
        Written.DECIDED,
        22,
        (5, 5),
        outcome=Outcome.ACCEPT,
        reason=DecisionReason.STRONG_ESSENTIALS,
    ),
    26: Story(
        Written.DECIDED,
        23,
        (2, 2),
        outcome=Outcome.DECLINE,
        reason=DecisionReason.ESSENTIAL_MISSING,
        feedback="We looked for an example of listening, and found advice. Do try again next year.",
    ),
    13: Story(Written.WITHDRAWN, 11),
}
# By the place among the juniors: how the mentee's line manager answered, and after how long.
MENTEES: dict[int, tuple[Story, EndorsementState | None, str]] = {
    55: (Story(Written.DRAFT), None, ""),
    56: (Story(Written.SUBMITTED, 3), EndorsementState.OPEN, ""),
    59: (Story(Written.SUBMITTED, 10), EndorsementState.OPEN, ""),
    62: (
        Story(Written.SUBMITTED, 8),
        EndorsementState.CONDITIONAL,
        "From March on, once the audit is over.",
    ),
    65: (
        Story(Written.SUBMITTED, 9),
        EndorsementState.NOT_NOW,
        "We are two short until summer. I would gladly say yes then.",
    ),
    57: (Story(Written.DECIDED, 20, outcome=Outcome.ACCEPT), EndorsementState.ENDORSED, ""),
    60: (Story(Written.DECIDED, 19, outcome=Outcome.ACCEPT), EndorsementState.ENDORSED, ""),
    63: (Story(Written.DECIDED, 21, outcome=Outcome.ACCEPT), EndorsementState.ENDORSED, ""),
    22: (
        Story(Written.DECIDED, 17, outcome=Outcome.WAIT, reason=DecisionReason.NO_PLACE),
        EndorsementState.ENDORSED,
        "",
    ),
    23: (
        Story(Written.DECIDED, 16, outcome=Outcome.WAIT, reason=DecisionReason.NO_PLACE),
        EndorsementState.ENDORSED,
        "",
    ),
    24: (
        Story(Written.DECIDED, 15, outcome=Outcome.WAIT, reason=DecisionReason.NO_PLACE),
        EndorsementState.ENDORSED,
        "",
    ),
}
PLACES_AFTER: dict[str, str] = {
    Written.SUBMITTED: ParticipantState.APPLIED,
    Written.DECIDED: ParticipantState.APPLIED,
    Written.WITHDRAWN: ParticipantState.WITHDRAWN,
}


def build_choosing(cast: Cast, year: Year, today: date) -> None:
    """Let people apply for the cohort that recruits, and reviewers and line managers answer."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    cohort, by = year.recruiting.cohort, cast.coordinator
    opened = days_before(today, 30)
    profile_in_use(cohort.programme, by, opened)
    for role in ParticipantRole:
        form_in_use(cohort.programme, role, by, opened)
    _open_windows(cohort, today)
    mentors = _mentors(cast, cohort, today)
    mentees = _mentees(cast, cohort, today)
    everybody = [*mentors, *mentees]
    fill_in([application for application, _story in everybody], chance)
    _review(mentors, cast, today, chance)
    _decide(everybody, by, today)
    answers = [(state, words) for _story, state, words in MENTEES.values()]
    endorse(
        [
            (application, story.days, state, words)
            for (application, story), (state, words) in zip(mentees, answers, strict=True)
        ],
        cast,
        today,
    )
    nominate(cast, cohort, today)
    select_earlier(cast, year, by)


def _open_windows(cohort: Cohort, today: date) -> None:
    """Let mentors apply for two days more, and mentees for a month."""
    ends = ((ParticipantRole.MENTOR, 2, 14), (ParticipantRole.MENTEE, 28, 16))
    ApplicationWindow.objects.bulk_create(
        ApplicationWindow(
            cohort=cohort,
            role=role,
            opens_on=days_before(today, 30),
            closes_on=today + timedelta(days=left),
            places=places,
        )
        for role, left, places in ends
    )


def _mentors(cast: Cast, cohort: Cohort, today: date) -> list[tuple[Application, Story]]:
    """Store the mentors' applications, with the round in which they are reviewed."""
    selection = SelectionRound.objects.create(cohort=cohort, review_by=today + timedelta(days=5))
    told = [(cast.seniors[place], story) for place, story in MENTORS.items()]
    return _apply(cohort, ParticipantRole.MENTOR, told, today, selection)


def _mentees(cast: Cast, cohort: Cohort, today: date) -> list[tuple[Application, Story]]:
    """Store the mentees' applications."""
    told = [(cast.juniors[place], story) for place, (story, *_answer) in MENTEES.items()]
    return _apply(cohort, ParticipantRole.MENTEE, told, today, None)


def _apply(
    cohort: Cohort,
    role: ParticipantRole,
    told: list[tuple[Person, Story]],
    today: date,
    selection: SelectionRound | None,
) -> list[tuple[Application, Story]]:
    """Store applications, and the places of those who had none yet."""
    programme = cohort.programme
    form = programme.application_forms.published().get(role=role)
    profile = programme.mentor_profiles.published().get() if selection else None
    applications = Application.objects.bulk_create(
        Application(
            cohort=cohort,
            person=person,
            role=role,
            state=story.state,
            form=form,
            profile=profile,
            round=selection if story.marks else None,
            submitted_at=_handed_in(story, today),
            is_late=story.is_late,
            withdrawn_at=noon(days_before(today, 2)) if story.state == Written.WITHDRAWN else None,
            confirmed_at=_handed_in(story, today),
            confirmed_hours=HOURS if story.days else None,
        )
        for person, story in told
    )
    Participant.objects.bulk_create(
        [
            _place(application, story, today)
            for application, (_person, story) in zip(applications, told, strict=True)
            if story.days
        ],
        ignore_conflicts=True,
    )
    return [
        (application, story) for application, (_p, story) in zip(applications, told, strict=True)
    ]


def _handed_in(story: Story, today: date) -> datetime | None:
    """Return when it was handed in."""
    return noon(days_before(today, story.days)) if story.days else None


def _place(application: Application, story: Story, today: date) -> Participant:
    """Return the place that an application brings."""
    joined_on = days_before(today, story.days)
    is_declined = story.outcome == Outcome.DECLINE and story.state == Written.DECIDED
    state = ParticipantState.DECLINED if is_declined else PLACES_AFTER[story.state]
    is_over = state in {ParticipantState.DECLINED, ParticipantState.WITHDRAWN}
    return Participant(
        cohort=application.cohort,
        person=application.person,
        role=application.role,
        state=state,
        joined_on=joined_on,
        moved_at=noon(days_before(today, 2) if is_over else joined_on),
        ended_on=days_before(today, 2) if is_over else None,
    )


def _review(
    mentors: list[tuple[Application, Story]], cast: Cast, today: date, chance: random.Random
) -> None:
    """Let reviewers mark what they were given, each in their own way."""
    criteria = list(
        Criterion.objects.filter(expectation__profile=mentors[0][0].profile).order_by(
            "expectation__position", "position"
        )
    )
    reviews, marks = [], []
    for turn, (application, story) in enumerate(mentors):
        for seat, level in enumerate(story.marks):
            reviewer = cast.reviewers[(turn + seat) % len(cast.reviewers)]
            review = _one_review(application, reviewer, story, level, cast.coordinator, today)
            reviews.append(review)
            if level is not None:
                marks += [
                    _mark(review, criterion, _level(story, seat, number, level, chance), chance)
                    for number, criterion in enumerate(criteria)
                ]
    Review.objects.bulk_create(reviews)
    Mark.objects.bulk_create(marks)


def _one_review(
    application: Application,
    reviewer: Person,
    story: Story,
    level: int | None,
    by: Person,
    today: date,
) -> Review:
    """Return a review, handed in some days after it was given unless it is still to do."""
    return Review(
        application=application,
        round=application.round,
        reviewer=reviewer,
        state=ReviewState.ASSIGNED if level is None else ReviewState.SUBMITTED,
        assigned_by=by,
        assigned_at=noon(days_before(today, story.days - 1)),
        ended_at=None if level is None else noon(days_before(today, story.days - 4)),
    )


def _level(story: Story, seat: int, number: int, usual: int, chance: random.Random) -> int | None:
    """Return a mark: what the story says of it, else the reviewer's usual one or one beside it."""
    if (seat, number) in story.spoiled:
        return story.spoiled[seat, number]
    lowest = min(level for level in story.marks if level is not None)
    return usual - (1 if usual > lowest and chance.random() < 1 / 3 else 0)


def _mark(review: Review, criterion: Criterion, level: int | None, chance: random.Random) -> Mark:
    """Return a mark with what the reviewer saw, no higher than its scale goes."""
    if level is None:
        return Mark(review=review, criterion=criterion, level=None)
    reached = min(level, criterion.levels)
    return Mark(review=review, criterion=criterion, level=reached, evidence=chance.choice(EVIDENCE))


def _decide(told: list[tuple[Application, Story]], by: Person, today: date) -> None:
    """Stage some decisions, publish others; one applicant asks to look again."""
    decided = [(application, story) for application, story in told if story.outcome]
    scores = score_applications([each for each, story in decided if story.marks])
    decisions = Decision.objects.bulk_create(
        Decision(
            application=application,
            outcome=story.outcome or Outcome.ACCEPT,
            reason=story.reason,
            feedback=story.feedback,
            score=scores[application.pk].value if application.pk in scores else None,
            state=DecisionState.PUBLISHED if _is_told(story) else DecisionState.STAGED,
            staged_by=by,
            staged_at=noon(days_before(today, max(3, story.days - 10))),
            published_by=by if _is_told(story) else None,
            published_at=noon(days_before(today, max(2, story.days - 12)))
            if _is_told(story)
            else None,
        )
        for application, story in decided
    )
    record_told(decisions, by)
    for decision in decisions:
        if decision.outcome == Outcome.DECLINE:
            Appeal.objects.create(
                decision=decision,
                kind=AppealKind.APPEAL,
                words=(
                    "I left out two years in which I trained new colleagues, since I thought only"
                    " line management counts. Could you look at it again with that?"
                ),
                asked_at=noon(days_before(today, 1)),
            )
    WaitingPlace.objects.bulk_create(
        WaitingPlace(
            application=decision.application, joined_at=decision.published_at or decision.staged_at
        )
        for decision in decisions
        if decision.outcome == Outcome.WAIT
    )


def _is_told(story: Story) -> bool:
    """Tell whether the applicant has read the decision."""
    return story.state == Written.DECIDED
