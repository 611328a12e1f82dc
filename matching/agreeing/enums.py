"""States of agreements."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementState(TextChoices):
    """How far one version of an agreement is."""

    PROPOSED = "proposed", _("Waits for signatures")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced by a later one")
    WITHDRAWN = "withdrawn", _("Taken back")


AGREEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AgreementState.IN_FORCE: frozenset({AgreementState.PROPOSED}),
    AgreementState.REPLACED: frozenset({AgreementState.IN_FORCE}),
    AgreementState.WITHDRAWN: frozenset({AgreementState.PROPOSED}),
}
