"""What people tell us about themselves."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from timezone_field.forms import TimeZoneFormField

from mentorship.accounts.models import Person
from mentorship.common.forms import PlainSelect


class SettingsForm(forms.Form):
    """What a person is called, and in which language and zone they read."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As the people in your programmes know you."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    time_zone = TimeZoneFormField(
        label=_("Time zone"),
        help_text=_("Times on pages and in mails are shown in this zone."),
        use_pytz=False,
        widget=PlainSelect,
    )

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        """Begin with what is known; a choice of one language is none."""
        initial = {name: getattr(person, name) for name in ("name", "language", "time_zone")}
        super().__init__(data, initial=initial)
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
