"""What forms say about what was typed: Django's sentences, put as plainly as the rest of the pages.

Set once for every form, so that no form has to repeat them; a form's own sentence still wins.
"""

from typing import TYPE_CHECKING

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAY = _("Give a date, such as 31/12/2026.")
NO_CHOICE = _("Choose one.")
NOT_A_CHOICE = _("Choose one from the list: “%(value)s” is not in it.")

BY_FIELD: "dict[type[forms.Field], dict[str, str | _StrPromise]]" = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.BooleanField: {"required": _("Please tick this.")},
    forms.ChoiceField: {"required": NO_CHOICE, "invalid_choice": NOT_A_CHOICE},
    forms.ModelChoiceField: {
        "required": NO_CHOICE,
        "invalid_choice": _("Choose one from the list."),
    },
    forms.MultipleChoiceField: {
        "required": _("Choose at least one."),
        "invalid_choice": NOT_A_CHOICE,
    },
    forms.ModelMultipleChoiceField: {"required": _("Choose at least one.")},
    forms.DateField: {"invalid": DAY},
    forms.IntegerField: {"invalid": _("Give a whole number.")},
    forms.DecimalField: {"invalid": _("Give a number.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "empty": _("There is nothing in this file."),
    },
}

TOO_LONG = ngettext_lazy(
    "At most %(limit_value)d character; this has %(show_value)d.",
    "At most %(limit_value)d characters; this has %(show_value)d.",
    "limit_value",
)
BY_VALIDATOR = (
    (validators.MinValueValidator, _("At least %(limit_value)s.")),
    (validators.MaxValueValidator, _("At most %(limit_value)s.")),
    (validators.MaxLengthValidator, TOO_LONG),
    (validators.EmailValidator, _("Give a whole e-mail address, such as name@example.org.")),
)


def speak_plainly() -> None:
    """Have every form use these sentences from now on."""
    for field, sentences in BY_FIELD.items():
        field.default_error_messages = field.default_error_messages | sentences
    for validator, sentence in BY_VALIDATOR:
        validator.message = sentence
    validators.validate_email.message = validators.EmailValidator.message
