"""Versions of an Ideal Mentor Profile: beginning one, using it, and throwing a draft away."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.answers import follow_form_in_use
from programmes.actions.decision_effects import drop_staged
from programmes.actions.ideal_mentor import NotADraftError, lock_profiles
from programmes.actions.profile_drafts import copy_profile, store_drafts
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState, OpenApplications
from programmes.applying.windows import hand_in_again_by
from programmes.blueprints.model import ExpectationDraft
from programmes.emails.ideal_mentor import post_asked_again
from programmes.enums import VERSION_TRANSITIONS, VersionState
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Application, Criterion, IdealMentorProfile, Programme
from programmes.models.review import Review
from programmes.selection.enums import ReviewState
from programmes.selection.profile_versions import (
    being_written,
    contents_of,
    criteria_of,
    expectations_of,
    in_use,
    missing_in,
    unreviewed,
)


class IncompleteProfileError(Exception):
    """Something has to be written first; `missing` says what. Nothing was changed."""

    def __init__(self, missing: Sequence[str]) -> None:
        """Keep what is missing."""
        self.missing = missing
        super().__init__("; ".join(missing))


@transaction.atomic
def begin_version(programme: Programme, *, by: Person) -> IdealMentorProfile:
    """Begin the next version with what the one in use says; recorded. A draft there is returned."""
    lock_profiles(programme)
    draft = programme.mentor_profiles.drafts().first()
    if draft is not None:
        return draft
    used = in_use(programme)
    last = programme.mentor_profiles.aggregate(last=Max("version"))["last"] or 0
    draft = IdealMentorProfile.objects.create(programme=programme, version=last + 1)
    if used is not None:
        copy_profile(used, draft)
    _record("mentor_profile.begun", draft, by=by)
    return draft


@transaction.atomic
def add_from_template(
    programme: Programme, drafts: Iterable[ExpectationDraft], *, by: Person
) -> list[Criterion]:
    """Add what was chosen of a template to the draft, the first of which is begun here; recorded.

    What has a criterion of the same name already is left out. Raises NotADraftError.
    """
    lock_profiles(programme)
    profile = programme.mentor_profiles.drafts().first()
    if profile is None:
        if programme.mentor_profiles.exists():
            raise NotADraftError
        profile = IdealMentorProfile.objects.create(programme=programme)
    expectations = expectations_of(profile)
    known = {each.name for each in criteria_of(expectations)}
    new = [
        ExpectationDraft(
            draft.text, tuple(each for each in draft.criteria if str(each.name) not in known)
        )
        for draft in drafts
    ]
    after = max((each.position for each in expectations), default=-1) + 1
    added = store_drafts(profile, [draft for draft in new if draft.criteria], after=after)
    if added:
        _record("mentor_profile.filled", profile, by=by, criteria=len(added))
    return added


@transaction.atomic
def discard_profile_draft(profile: IdealMentorProfile, *, by: Person) -> None:
    """Throw a draft away; recorded. Raises IllegalTransitionError when it is none any more."""
    lock_profiles(profile.programme)
    if not IdealMentorProfile.objects.drafts().filter(pk=profile.pk).delete()[0]:
        raise IllegalTransitionError(profile, "discarded")
    _record("mentor_profile.discarded", profile, by=by)


@transaction.atomic
def publish_profile(
    profile: IdealMentorProfile,
    *,
    by: Person,
    open_applications: OpenApplications = OpenApplications.KEEP,
    seen: str = "",
) -> None:
    """Use a version from now on, in place of the one before; recorded.

    Applications still being written go over to it. What becomes of those handed in, but not yet
    reviewed, is for the caller to say; those reviewed keep their version. `seen` is the mark of
    what the caller read. Raises IncompleteProfileError, ChangedMeanwhileError, or
    IllegalTransitionError when somebody was quicker.
    """
    programme = profile.programme
    lock_profiles(programme)
    profile.refresh_from_db(fields=["state"])
    if profile.state != VersionState.DRAFT:
        raise IllegalTransitionError(profile, VersionState.PUBLISHED)
    expectations = expectations_of(profile)
    if missing := missing_in(expectations):
        raise IncompleteProfileError(missing)
    contents = contents_of(expectations)
    if seen and seen != mark_of(contents):
        raise ChangedMeanwhileError(contents, mark_of(contents), None)
    replaced = in_use(programme)
    if replaced is not None:
        advance(replaced, VersionState.SUPERSEDED, VERSION_TRANSITIONS)
    now = timezone.now()
    advance(profile, VersionState.PUBLISHED, VERSION_TRANSITIONS, published_at=now, published_by=by)
    asked_again = 0
    if open_applications == OpenApplications.ASK_AGAIN and replaced is not None:
        asked_again = _ask_again(profile, by=by)
    taken_along = being_written(programme).update(profile=profile) - asked_again
    _record(
        "mentor_profile.published",
        profile,
        by=by,
        supersedes=replaced.version if replaced else None,
        taken_along=taken_along,
        asked_again=asked_again,
    )


def _ask_again(profile: IdealMentorProfile, *, by: Person) -> int:
    """Give what nobody has reviewed back to the applicants, who are written to; say how many."""
    waiting = unreviewed(profile.programme)
    held = Application.objects.select_for_update(of=("self",)).filter(pk__in=waiting.values("pk"))
    applications = [
        each
        for each in held.order_by("pk").select_related("person", "cohort__programme__organisation")
        # Whoever withdrew it while this waited for the lock was quicker.
        if each.state == ApplicationState.SUBMITTED
    ]
    # Whoever was to judge them has nothing to judge for now.
    reviews = Review.objects.to_do().filter(application__in=applications)
    reviews.update(state=ReviewState.WITHDRAWN, ended_at=timezone.now())
    for application in applications:
        drop_staged(application, by=by)
        advance(
            application,
            ApplicationState.DRAFT,
            APPLICATION_TRANSITIONS,
            profile=profile,
            round=None,
            round_number=None,
            submitted_at=None,
            is_late=False,
            asked_again_until=hand_in_again_by(profile.programme.organisation),
        )
        follow_form_in_use(application)
        organisation_id = profile.programme.organisation_id
        record("application.asked_again", application, by=by, organisation_id=organisation_id)
        post_asked_again(application, version=profile.version)
    return len(applications)


def _record(kind: str, profile: IdealMentorProfile, *, by: Person, **changes: object) -> None:
    """Record under the organisation of the programme, with the version."""
    record(
        kind,
        profile,
        by=by,
        organisation_id=profile.programme.organisation_id,
        changes={"version": profile.version, **changes},
    )
