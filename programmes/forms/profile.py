"""What an organisation knows of somebody, typed in by them or by a coordinator."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from programmes.models import Profile
from programmes.models.profile import INTEREST_LENGTH, WORD_LENGTH
from programmes.people.pictures import Picture, PictureRefusedError, read_picture
from programmes.people.words import as_text, words_of

MOST_WORDS = 30


class WordsField(forms.CharField):
    """A few words with commas between them, kept as a list without repetitions."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        """Take how long one of them may be."""
        super().__init__(**kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list as it would be typed."""
        return as_text(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the list, or say which of them is too long."""
        words = words_of(super().clean(value))
        if len(words) > MOST_WORDS:
            message = ngettext(
                "At most %(most)s: this is one too many.",
                "At most %(most)s: these are %(number)s too many.",
                len(words) - MOST_WORDS,
            )
            raise ValidationError(message % {"most": MOST_WORDS, "number": len(words) - MOST_WORDS})
        for word in words:
            if len(word) > self.longest:
                raise ValidationError(
                    _("“%(word)s…” is too long. Put a comma between one and the next."),
                    params={"word": word[:30]},
                )
        return words


class PictureField(forms.FileField):
    """A picture, which is drawn anew before anything else is done with it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the picture drawn anew, or say in a sentence why it cannot be shown."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return read_picture(upload)
        except PictureRefusedError as refusal:
            raise ValidationError(refusal.sentence) from refusal


class OwnProfileForm(forms.Form):
    """What somebody says of themselves to an organisation."""

    picture = PictureField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, up to 10 MB. We cut it square, and take out what the camera wrote "
            "into it, such as the place."
        ),
        required=False,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    job_title = forms.CharField(label=_("Job"), max_length=120, required=False)
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    location = forms.CharField(label=_("Location"), max_length=120, required=False)
    line_manager_name = forms.CharField(label=_("Line manager"), max_length=150, required=False)
    line_manager_email = forms.EmailField(label=_("Line manager’s e-mail"), required=False)
    languages = WordsField(
        label=_("Languages"),
        help_text=_("With commas between them, such as “English, Cymraeg”."),
        longest=WORD_LENGTH,
        required=False,
    )
    interests = WordsField(
        label=_("Interests"),
        help_text=_("What you like to talk about, with commas between."),
        longest=INTEREST_LENGTH,
        required=False,
    )
    biography = forms.CharField(
        label=_("About you"),
        help_text=_("A few sentences, for the people you meet here."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, profile: Profile) -> None:
        """Begin with what is known."""
        names = [name for name in self.base_fields if name != "picture"]
        known = {name: getattr(profile, name) for name in names}
        super().__init__(data, files, initial=known)

    @property
    def facts(self) -> dict[str, Any]:
        """Return the fields of the profile, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "picture"}

    @property
    def new_picture(self) -> Picture | None:
        """Return the picture that was chosen, once the form is valid."""
        picture = self.cleaned_data.get("picture")
        return picture if isinstance(picture, Picture) else None


class ProfileForm(OwnProfileForm):
    """What a coordinator notes of somebody: the same, and what only the organisation says."""

    grade = forms.CharField(label=_("Grade"), max_length=60, required=False)
    country_code = forms.RegexField(
        label=_("Country"),
        help_text=_("Two or three letters, such as “GBR”."),
        regex=r"^\s*[A-Za-z]{2,3}\s*$",
        error_messages={"invalid": _("Write the country in two or three letters.")},
        required=False,
    )
    field_order = (
        "picture",
        "job_title",
        "department",
        "grade",
        "location",
        "country_code",
    )

    def __init__(self, data: Any = None, files: Any = None, *, profile: Profile) -> None:
        """Speak of them, not to them."""
        super().__init__(data, files, profile=profile)
        self.fields["interests"].help_text = _("What they like to talk about, with commas between.")
        self.fields["biography"].label = _("About them")
        self.fields["biography"].help_text = _("A few sentences, for the people they meet here.")

    def clean_country_code(self) -> str:
        """Return the letters as capitals."""
        code: str = self.cleaned_data["country_code"]
        return code.strip().upper()
