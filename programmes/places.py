"""What this app itself shows on a participant's page: their place, what they do, their way here."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.models import Person
from mentorship.common.together import Reads, Telling
from programmes.enums import PLACE_OVER, ParticipantState
from programmes.models import Contribution, Participant, Pause, Profile
from programmes.models.participant import ParticipantQuerySet
from programmes.people import profile_of
from programmes.people.steps import Reached, moves_of, states_reached
from programmes.people.words import as_text
from programmes.person_facts import Fact, Moment, Section

PLACE, WORK, ELSEWHERE = 10, 80, 90

ENDS = {
    ParticipantState.FINISHED: gettext_lazy("Finished %(cohort)s"),
    ParticipantState.WITHDRAWN: gettext_lazy("Withdrew from %(cohort)s"),
    ParticipantState.DECLINED: gettext_lazy("Was not taken on in %(cohort)s"),
}


def facts_of_place(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield the place itself, what is known of the person, where else they are, and their way."""
    profiles = profile_of(participant)
    others = _other_places(participant, viewer)
    events, pauses = moves_of(participant), participant.pauses.all()
    helped = Contribution.objects.filter(
        person=participant.person, cohort__programme=participant.cohort.programme_id
    ).select_related("cohort")
    yield Reads(profiles, others, events, pauses, helped)
    yield _place(participant)
    for profile in profiles:
        if facts := _profile_facts(profile):
            yield Section("programmes.profile", _("Profile"), WORK, facts)
    if others:
        facts = tuple(_elsewhere(place) for place in others)
        yield Section("programmes.elsewhere", _("Other places"), ELSEWHERE, facts)
    yield from _way(participant, states_reached(participant, events), pauses)
    for contribution in helped:
        yield _help(contribution)


def _way(
    participant: Participant, reached: list[Reached], pauses: Iterable[Pause]
) -> Iterator[Moment]:
    """Yield when they joined, went on, were away and left."""
    cohort = participant.cohort
    yield Moment(
        participant.joined_on,
        _("Joined %(cohort)s as %(role)s")
        % {"cohort": cohort.name, "role": participant.get_role_display().lower()},
        icon="user-plus",
    )
    # Joining and the end are told below, in words of their own.
    for step in reached[1:]:
        if step.state not in PLACE_OVER:
            yield Moment(step.at, str(step.state.label), icon="arrow-right")
    for pause in pauses:
        yield Moment(pause.starts_on, _("Away"), _until(pause.ends_on), icon="pause")
    if participant.ended_on is not None:
        title = ENDS.get(ParticipantState(participant.state), ENDS[ParticipantState.FINISHED])
        yield Moment(
            participant.ended_on,
            str(title) % {"cohort": cohort.name},
            participant.ended_reason,
            icon="flag",
        )


def _help(contribution: Contribution) -> Moment:
    """Return how they helped another cohort."""
    words = {
        "cohort": contribution.cohort.name,
        "role": contribution.get_role_display().lower(),
    }
    title = _("Helped %(cohort)s as %(role)s") % words
    return Moment(contribution.cohort.starts_on, title, icon="hand-raised")


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


def _profile_facts(profile: Profile) -> tuple[Fact, ...]:
    """Return what the organisation knows of the person's work."""
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


def _other_places(participant: Participant, viewer: Person) -> ParticipantQuerySet:
    """Return the person's other places, as far as the viewer may see them."""
    return (
        Participant.objects.visible_to(viewer)
        .of(participant.person)
        .exclude(pk=participant.pk)
        .select_related("cohort__programme")
        .order_by("-joined_on", "pk")
    )


def _elsewhere(place: Participant) -> Fact:
    """Return another place of theirs."""
    return Fact(
        place.cohort.name,
        f"{place.get_role_display()}, {place.get_state_display().lower()}",
        url=reverse("programmes:participant", args=(place.cohort.programme.slug, place.pk)),
        action=_("Open"),
    )
