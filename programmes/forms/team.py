"""Who works for a programme, and who champions it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.permissions import Role
from programmes.forms.people import PersonForm

TEAM_ROLES = [role for role in Role if role != Role.ADMINISTRATOR]


class SponsorForm(PersonForm):
    """Somebody who champions the programme."""

    position = forms.CharField(
        label=_("Position"),
        help_text=_("Such as “Chief operating officer”."),
        max_length=120,
        required=False,
    )


class TeamMemberForm(PersonForm):
    """Somebody who works for the programme."""

    role = forms.ChoiceField(
        label=_("As"), choices=[(role.value, role.label) for role in TEAM_ROLES]
    )
