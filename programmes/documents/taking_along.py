"""What people take along of this app beside its rows: documents, pictures, rows of tables."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q

from mentorship.accounts.privacy.files import register_file
from mentorship.accounts.privacy.known import register_known
from mentorship.accounts.privacy.walking import Whose, register_finder
from programmes.documents.keeping import path_of
from programmes.models import Participant, Profile, StoredFile
from programmes.people.pictures import open_picture

LARGE_PICTURE = "large"


def document_of(stored: StoredFile) -> tuple[str, bytes] | None:
    """Return the name and the bytes of a document; None where they are gone."""
    try:
        with default_storage.open(path_of(stored.key)) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return stored.filename, content


def picture_of(profile: Profile) -> tuple[str, bytes] | None:
    """Return somebody's picture; None where there is none."""
    content = open_picture(profile.picture_key, LARGE_PICTURE) if profile.picture_key else None
    return ("picture.webp", content) if content else None


def rows_of_tables(whose: Whose) -> Q:
    """Return which rows of imported tables made a place for the person."""
    places: Any = Participant.objects.filter(person__in=whose.ids).values("pk")
    return Q(place_id__in=places)


def register() -> None:
    """Let a copy bring documents, pictures and rows of tables, and say who is known beside."""
    register_file("programmes.storedfile", document_of)
    register_file("programmes.profile", picture_of)
    register_finder("programmes.importrow", rows_of_tables)
    register_known("sponsorships__programme__organisation")
    register_known("endorsements__application__cohort__programme__organisation")
