"""What this app itself shows on a participant's page: their place, what they do, their way here."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.models import Person
from programmes.enums import PLACE_OVER, ParticipantState
from programmes.models import Contribution, Participant, Profile
from programmes.people.steps import states_reached
from programmes.people.words import as_text
from programmes.person_facts import Fact, Moment, Section

PLACE, WORK, ELSEWHERE = 10, 80, 90

ENDS = {
    ParticipantState.FINISHED: gettext_lazy("Finished %(cohort)s"),
    ParticipantState.WITHDRAWN: gettext_lazy("Withdrew from %(cohort)s"),
    ParticipantState.DECLINED: gettext_lazy("Was not taken on in %(cohort)s"),
}


def sections_of_place(participant: Participant, viewer: Person) -> Iterator[Section]:
    """Yield the place itself, what the organisation knows of the person, and their other places."""
    yield _place(participant)
    if facts := _profile_facts(participant):
        yield Section("programmes.profile", _("Profile"), WORK, facts)
    if facts := _other_places(participant, viewer):
        yield Section("programmes.elsewhere", _("Other places"), ELSEWHERE, facts)


def moments_of_place(participant: Participant, viewer: Person) -> Iterator[Moment]:
    """Yield when they joined, were away and left, and how they helped other cohorts."""
    cohort = participant.cohort
    yield Moment(
        participant.joined_on,
        _("Joined %(cohort)s as %(role)s")
        % {"cohort": cohort.name, "role": participant.get_role_display().lower()},
        icon="user-plus",
    )
    # Joining and the end are told below, in words of their own.
    for step in states_reached(participant)[1:]:
        if step.state not in PLACE_OVER:
            yield Moment(step.at, str(step.state.label), icon="arrow-right")
    for pause in participant.pauses.all():
        yield Moment(pause.starts_on, _("Away"), _until(pause.ends_on), icon="pause")
    if participant.ended_on is not None:
        title = ENDS.get(ParticipantState(participant.state), ENDS[ParticipantState.FINISHED])
        yield Moment(
            participant.ended_on,
            str(title) % {"cohort": cohort.name},
            participant.ended_reason,
            icon="flag",
        )
    helped = Contribution.objects.filter(
        person=participant.person, cohort__programme=cohort.programme_id
    ).select_related("cohort")
    for contribution in helped:
        yield Moment(
            contribution.cohort.starts_on,
            _("Helped %(cohort)s as %(role)s")
            % {
                "cohort": contribution.cohort.name,
                "role": contribution.get_role_display().lower(),
            },
            icon="hand-raised",
        )


def _until(day: date | None) -> str:
    """Say until when somebody is away."""
    return _("until %(day)s") % {"day": date_format(day)} if day else _("until further notice")


def _place(participant: Participant) -> Section:
    """Return the facts of the place."""
    person = participant.person
    since = date_format(timezone.localtime(participant.moved_at))
    state = _("%(state)s since %(day)s") % {"state": participant.get_state_display(), "day": since}
    facts = [
        Fact(_("State"), state),
        Fact(_("Role"), participant.get_role_display()),
        Fact(_("Cohort"), participant.cohort.name),
        Fact(_("Joined"), date_format(participant.joined_on)),
        _looked_after(participant),
        Fact(_("E-mail"), person.email or _("none known, so no mail reaches them")),
        Fact(_("Time zone"), str(person.time_zone)),
    ]
    return Section("programmes.place", _("Place"), PLACE, tuple(facts))


def _looked_after(participant: Participant) -> Fact:
    """Say who looks after them, with that caseload; whoever's time has ended looks after nobody."""
    label, slug = _("Looked after by"), participant.cohort.programme.slug
    member = participant.coordinator
    if member is None or not member.is_current or not member.has_caseload:
        url = reverse("programmes:caseload-nobody", args=(slug,))
        return Fact(label, _("nobody yet"), url=url, action=_("Give them somebody"))
    url = reverse("programmes:caseload", args=(slug, member.pk))
    return Fact(label, member.person.name, url=url)


def _profile_facts(participant: Participant) -> tuple[Fact, ...]:
    """Return what the organisation knows of the person's work."""
    profile = Profile.objects.filter(
        membership__person=participant.person,
        membership__organisation=participant.cohort.programme.organisation_id,
    ).first()
    if profile is None:
        return ()
    known = {
        _("Job"): profile.job_title,
        _("Department"): profile.department,
        _("Grade"): profile.grade,
        _("Location"): profile.location,
        _("Country"): profile.country_code,
        _("Line manager"): _with_address(profile),
        _("Languages"): as_text(profile.languages),
        _("Interests"): as_text(profile.interests),
        _("About"): profile.biography,
    }
    return tuple(Fact(label, value) for label, value in known.items() if value)


def _with_address(profile: Profile) -> str:
    """Return the line manager, with their address where it is known."""
    known = (profile.line_manager_name, profile.line_manager_email)
    return ", ".join(part for part in known if part)


def _other_places(participant: Participant, viewer: Person) -> tuple[Fact, ...]:
    """Return the person's other places, as far as the viewer may see them."""
    others = (
        Participant.objects.visible_to(viewer)
        .of(participant.person)
        .exclude(pk=participant.pk)
        .select_related("cohort__programme")
        .order_by("-joined_on", "pk")
    )
    return tuple(
        Fact(
            place.cohort.name,
            f"{place.get_role_display()}, {place.get_state_display().lower()}",
            url=reverse("programmes:participant", args=(place.cohort.programme.slug, place.pk)),
            action=_("Open"),
        )
        for place in others
    )
