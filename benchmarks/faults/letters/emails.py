"""The two kinds."""

from mentorship.notifications.enums import SendPolicy
from mentorship.notifications.kinds import MessageKind, register

LETTER = register(MessageKind(name="faults.letter", title="A letter, once", why="of a drill"))
NOTICE = register(
    MessageKind(
        name="faults.notice",
        title="A notice, harmless twice",
        why="of a drill",
        policy=SendPolicy.RESEND,
    )
)
