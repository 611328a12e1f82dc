"""Calendar files in mails: in place of the text for programs that ask, and attached for others."""

from mentorship.common.calendars import Appointment, Method, appointment_file
from mentorship.notifications.actions import Enclosure
from mentorship.notifications.enums import Placement

FILE_NAME = "invitation.ics"


def enclosures_of(appointment: Appointment, method: Method) -> tuple[Enclosure, ...]:
    """Return an appointment as it goes along with a mail: twice, since programs look in either."""
    content = appointment_file(appointment, method)
    kind = f"text/calendar; method={method.value}"
    return (
        Enclosure(FILE_NAME, kind, content, Placement.ALTERNATIVE),
        Enclosure(FILE_NAME, kind, content, Placement.ATTACHED),
    )
