"""Taking out of the record what it quotes of somebody: it holds ids, and hardly ever a name."""

from django.db.models import TextField
from django.db.models.functions import Cast

from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.audit.models import Event
from mentorship.audit.redacting import redact_changes


def redact_quotes(gone: Gone, taken: Taken) -> None:
    """Redact events that quote the full name or an address; the chain goes on proving the rest."""
    if not gone.marks.whole:
        return
    pattern = rf"(?<!\w)(?:{gone.marks.pattern(with_parts=False)})(?!\w)"
    quoting = Event.objects.annotate(as_text=Cast("changes", TextField()))
    taken.add("audit.event", redact_changes(quoting.filter(as_text__iregex=pattern), by=None))
