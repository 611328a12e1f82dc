"""Who works for a programme, and who champions it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.permissions import Role
from programmes.forms.days import DayField
from programmes.forms.people import PersonForm
from programmes.models import TeamMember

TEAM_ROLES = [role for role in Role if role != Role.ADMINISTRATOR]
# What each role is for, in one line; `ROLE_PERMISSIONS` holds what it may do, item by item.
ROLE_WORDS = {
    Role.LEAD_COORDINATOR: _("answers for the programme, and may change everything in it"),
    Role.COORDINATOR: _("looks after people, matches and training"),
    Role.REVIEWER: _("reads applications and says what they think"),
    Role.FACILITATOR: _("runs sessions, and ticks who was there"),
}
NOW, LATER = "now", "later"
SHARED, NOBODY = "shared", "nobody"


class SponsorForm(PersonForm):
    """Somebody who champions the programme."""

    position = forms.CharField(
        label=_("Position"),
        help_text=_("Such as “Chief operating officer”."),
        max_length=120,
        required=False,
    )


class _LastDayForm(forms.Form):
    """The last day on which somebody has a role."""

    def clean_last_day(self) -> date | None:
        """Refuse a day that is over."""
        last_day: date | None = self.cleaned_data["last_day"]
        if last_day and last_day < timezone.localdate():
            raise ValidationError(_("That day is over already."))
        return last_day

    def ended_on(self) -> date | None:
        """Return the first day without the role."""
        last_day: date | None = self.cleaned_data.get("last_day")
        return last_day + timedelta(days=1) if last_day else None

    def refuse_end_before_start(self, cleaned: dict[str, Any]) -> None:
        """Say so where the last day comes before the first."""
        first, last = cleaned.get("started_on"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not come before the first."))


class TeamMemberForm(_LastDayForm, PersonForm):
    """Somebody who works for the programme, from when and until when."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (role.value, format_lazy("{}: {}", role.label, ROLE_WORDS[role])) for role in TEAM_ROLES
        ],
        widget=forms.RadioSelect,
    )
    started_on = DayField(
        label=_("First day"),
        help_text=_("Leave it empty for today. Their rights begin on this day by themselves."),
        required=False,
    )
    last_day = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty where no end is planned. Their rights end after this day."),
        required=False,
    )

    def clean_started_on(self) -> date:
        """Begin today where nothing is said."""
        started_on: date | None = self.cleaned_data["started_on"]
        if started_on and started_on < timezone.localdate():
            raise ValidationError(_("That day is over already."))
        return started_on or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.refuse_end_before_start(cleaned)
        return cleaned


class MemberDatesForm(_LastDayForm):
    """From when and until when somebody works for the programme."""

    started_on = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty where no end is planned. Their rights end after this day."),
        required=False,
    )

    def __init__(self, *args: Any, member: TeamMember, **kwargs: Any) -> None:
        """Begin with the days as they are."""
        super().__init__(*args, **kwargs)
        self.initial = {"started_on": member.started_on, "last_day": member.last_day}
        self.member = member

    def clean_started_on(self) -> date:
        """Refuse to take back days on which they had the role."""
        started_on: date = self.cleaned_data["started_on"]
        today = timezone.localdate()
        if self.member.started_on <= today < started_on:
            raise ValidationError(_("They have begun already."))
        return started_on

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.refuse_end_before_start(cleaned)
        return cleaned


class MemberEndForm(_LastDayForm):
    """When and why somebody's time ends, and what becomes of their caseload."""

    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(NOW, _("Now: their rights end at once")), (LATER, _("After a last day"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    last_day = DayField(
        label=_("Last day"),
        help_text=_("Only where it is not now."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Such as “Moves to another team”. Everybody in the team can read it."),
        max_length=200,
    )

    def __init__(self, *args: Any, heirs: Sequence[TeamMember], people: int, **kwargs: Any) -> None:
        """Ask who takes over where there is somebody to look after."""
        super().__init__(*args, **kwargs)
        self.heirs = {str(member.pk): member for member in heirs}
        if not people:
            return
        shared = [(SHARED, _("Share them out fairly; who is matched stays together"))]
        self.fields["heir"] = forms.ChoiceField(
            label=_("Who looks after their people?"),
            help_text=_("They change hands at once, also where the last day is still ahead."),
            choices=[
                *(shared if len(heirs) > 1 else []),
                *((key, member.person.name) for key, member in self.heirs.items()),
                (NOBODY, _("Nobody yet: decide later")),
            ],
            widget=forms.RadioSelect,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the day where it is not now, and forget it where it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("when") == NOW:
            cleaned["last_day"] = None
        elif not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Please say which day is their last."))
        return cleaned
