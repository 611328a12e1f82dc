"""How a document is chosen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from programmes.documents.reading import Document, DocumentRefusedError, read_document

ACCEPTED = ".pdf,.docx,.odt,image/jpeg,image/png,image/webp"


class DocumentField(forms.FileField):
    """A document, which is looked at before anything else is done with it."""

    def __init__(self, **kwargs: Any) -> None:
        """Let the phone offer its camera, and our own sentences say what is wrong."""
        kwargs.setdefault(
            "help_text",
            _("A PDF, a Word or OpenDocument text, or a picture of it; up to 10 MB."),
        )
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        super().__init__(allow_empty_file=True, max_length=None, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Document | None:
        """Return what is to be kept, or say in a sentence why the file is not."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return read_document(upload)
        except DocumentRefusedError as refusal:
            raise ValidationError(refusal.sentence) from refusal
