"""The list of applications, as a page and as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.applications.found import USUAL_SORT
from programmes.applications.waiting import Stage, WaitsFor
from programmes.enums import ParticipantRole
from programmes.intake.enums import EndorsementState
from programmes.intake.standing import Gate, GateState, eligibility_gates
from programmes.models import Profile, Programme
from programmes.people import profiles_of
from programmes.selection.enums import ReviewState
from programmes.selection.panel import score_applications
from programmes.selection.scoring import Score

STAGE_TONES = {
    Stage.HANDED_IN: "idle",
    Stage.IN_REVIEW: "idle",
    Stage.READY: "warn",
    Stage.STAGED: "warn",
    Stage.DECIDED: "good",
    Stage.WAITING: "idle",
    Stage.WITHDRAWN: "off",
}

ELIGIBILITY_FLAGS = {
    GateState.NO: gettext_lazy("Not eligible"),
    GateState.WAITING: gettext_lazy("Eligibility cannot be told"),
}


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One line of the list; the score is known once all reviews are in, and not before."""

    application: Any
    profile: Profile | None
    score: Score | None
    eligible: Gate

    @property
    def reviews_wanted(self) -> int:
        """Return how many reviews there should be."""
        asked = self.application.round.reviewers_each if self.application.round else 0
        given: int = self.application.reviews_in + self.application.reviews_to_do
        return max(asked, given)

    @property
    def unsettled(self) -> bool:
        """Tell whether reviewers are far apart, and nobody said what settled it."""
        if self.score is None:
            return False
        settled = {each.criterion_id for each in self.application.resolutions.all()}
        return not settled.issuperset(self.score.disagreements)


def has_complete_panel(application: Any) -> bool:
    """Tell whether all reviews are in, from what the list knows of the application."""
    asked = application.round.reviewers_each if application.round else None
    return asked is not None and not application.reviews_to_do and application.reviews_in >= asked


def rows_of(programme: Programme, applications: Iterable[Any]) -> list[ApplicationRow]:
    """Return the lines of applications that carry what `with_waiting` adds; a few queries more."""
    found = list(applications)
    for each in found:
        each.cohort.programme = programme
    eligible = eligibility_gates(found)
    profiles = profiles_of(programme, [each.person_id for each in found])
    complete = [each for each in found if has_complete_panel(each)]
    scores: Mapping[UUID, Score] = score_applications(complete) if complete else {}
    return [
        ApplicationRow(each, profiles.get(each.person_id), scores.get(each.pk), eligible[each.pk])
        for each in found
    ]


def whom_it_waits_for(row: ApplicationRow) -> str:
    """Say who has to do something: people by their names, or the panel, or whoever reads it."""
    application = row.application
    waits = WaitsFor(application.waits_for)
    if waits == WaitsFor.NOBODY:
        return ""
    if waits == WaitsFor.REVIEWERS:
        return ", ".join(
            each.reviewer.name
            for each in application.reviews.all()
            if each.state == ReviewState.ASSIGNED
        )
    if waits == WaitsFor.ENDORSER:
        asked = (each for each in application.endorsements.all() if not each.answered_at)
        return next((each.endorser.name for each in asked), "")
    if waits == WaitsFor.DECIDING and row.unsettled:
        return _("The panel")
    return _("You")


def what_is_next(row: ApplicationRow) -> str:
    """Say what has to be done."""
    waits = WaitsFor(row.application.waits_for)
    if waits == WaitsFor.NOBODY:
        return ""
    if waits == WaitsFor.DECIDING and row.unsettled:
        return _("Settle what reviewers see differently")
    return str(waits.label)


def flags_of(row: ApplicationRow) -> list[str]:
    """Return what a coordinator should know before deciding."""
    application = row.application
    flags = []
    if application.is_late:
        flags.append(_("Late"))
    if row.eligible.state in ELIGIBILITY_FLAGS:
        flags.append(str(ELIGIBILITY_FLAGS[row.eligible.state]))
    if row.score is not None and row.score.unmet_essentials:
        flags.append(_("Essential not met"))
    if row.unsettled:
        flags.append(_("Reviewers disagree"))
    if application.endorsement_state == EndorsementState.NOT_NOW:
        flags.append(_("Line manager: not now"))
    if application.appealed_at:
        flags.append(_("Asked after the decision"))
    return flags


def score_words(score: Score | None) -> str:
    """Return a score of 100; nothing where it is not known."""
    if score is None:
        return ""
    return _("incomplete") if score.value is None else f"{score.value * 100:.0f}"


def reviews_words(row: ApplicationRow) -> str:
    """Say how many reviews are in, of how many."""
    if not row.reviews_wanted:
        return ""
    facts = {"number": row.application.reviews_in, "total": row.reviews_wanted}
    return _("%(number)d of %(total)d") % facts


def stage_words(row: ApplicationRow) -> str:
    """Say how far it is; of what is decided, what was decided."""
    stage = Stage(row.application.stage)
    decision = next(iter(row.application.decisions.all()), None)
    if decision is None or stage not in {Stage.DECIDED, Stage.STAGED}:
        return str(stage.label)
    facts = {"stage": stage.label, "outcome": decision.get_outcome_display()}
    return _("%(stage)s: %(outcome)s") % facts


def days_since(at: datetime) -> int:
    """Return how many days ago it was, in the reader's zone."""
    return (timezone.localdate() - timezone.localdate(at)).days


def age_words(at: datetime) -> str:
    """Say how long ago it was."""
    days = days_since(at)
    if days < 1:
        return _("today")
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def application_columns(query: QueryDict) -> list[dict[str, Any]]:
    """Return the columns, each with the address that sorts by it and how it is sorted now."""
    labels = {
        "name": _("Name"),
        "role": _("Role"),
        "handed_in": _("Handed in"),
        "stage": _("State"),
        "since": _("Waits for"),
        "reviews": _("Reviews"),
    }
    wanted = query.get("sort", USUAL_SORT)
    return [{"label": label, **_sorting(query, name, wanted)} for name, label in labels.items()]


def application_rows(
    programme: Programme, rows: Sequence[ApplicationRow], query: QueryDict
) -> list[dict[str, Any]]:
    """Return what the page shows of each application; a link remembers the list it came from."""
    way_back = urlencode({"list": query.urlencode()})
    return [_line(programme, row, way_back) for row in rows]


def application_header() -> list[str]:
    """Return the columns of the file."""
    return [
        _("Name"),
        _("E-mail"),
        _("Role"),
        _("Cohort"),
        _("Handed in"),
        _("State"),
        _("Waits for"),
        _("What comes next"),
        _("Since"),
        _("Reviews in"),
        _("Reviews in all"),
        _("Score of 100"),
        _("To know"),
        _("Job"),
        _("Department"),
        _("Location"),
        _("Grade"),
    ]


def application_lines(rows: Sequence[ApplicationRow]) -> list[list[object]]:
    """Return one line of the file for each application."""
    return [_cells(row) for row in rows]


def _line(programme: Programme, row: ApplicationRow, way_back: str) -> dict[str, Any]:
    """Return what the page shows of one application."""
    application, profile = row.application, row.profile
    url = reverse("programmes:application-detail", args=(programme.slug, application.pk))
    waits = application.waits_for != WaitsFor.NOBODY
    return {
        "name": application.person.name,
        "url": f"{url}?{way_back}",
        "picture": profile.picture_url if profile else "",
        "detail": profile.department if profile else "",
        "role": application.get_role_display(),
        "handed_in": application.submitted_at,
        "stage": stage_words(row),
        "tone": STAGE_TONES[Stage(application.stage)],
        "who": whom_it_waits_for(row),
        "next": what_is_next(row),
        "since": application.since if waits else None,
        "age": age_words(application.since) if waits else "",
        "reviews": reviews_words(row) if application.role == ParticipantRole.MENTOR else "",
        "score": score_words(row.score),
        "flags": flags_of(row),
    }


def _cells(row: ApplicationRow) -> list[object]:
    """Return what the file says of one application."""
    application, profile = row.application, row.profile or Profile()
    return [
        application.person.name,
        application.person.email or "",
        application.get_role_display(),
        application.cohort.name,
        application.submitted_at,
        stage_words(row),
        whom_it_waits_for(row),
        what_is_next(row),
        application.since,
        application.reviews_in,
        row.reviews_wanted,
        score_words(row.score),
        "; ".join(flags_of(row)),
        profile.job_title,
        profile.department,
        profile.location,
        profile.grade,
    ]


def _sorting(query: QueryDict, name: str, wanted: str) -> dict[str, str]:
    """Return where a click on a column leads, and how it is sorted now."""
    is_up, is_down = wanted == name, wanted == f"-{name}"
    changed = query.copy()
    changed["sort"] = f"-{name}" if is_up else name
    changed.pop("page", None)
    sorted_now = "ascending" if is_up else "descending" if is_down else ""
    return {"sort_url": f"?{changed.urlencode()}", "sorted": sorted_now}
