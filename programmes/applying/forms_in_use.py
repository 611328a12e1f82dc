"""Which form applicants are asked now."""

from programmes.models import ApplicationForm, Programme


def form_in_use(programme: Programme, role: str) -> ApplicationForm | None:
    """Return the published form of a programme and a role, if there is one; one query."""
    return ApplicationForm.objects.published().filter(programme=programme, role=role).first()
