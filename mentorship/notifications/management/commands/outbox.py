"""Look at the outbox, pause it and resume it, from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mentorship.notifications.actions import pause_outbox, resume_outbox
from mentorship.notifications.enums import MessageState
from mentorship.notifications.queries import outbox_health

PAUSED_BY_OPERATOR = "Paused by whoever runs this installation."


class Command(BaseCommand):
    """Say how the outbox is doing; `pause` keeps all but sign-in codes here, until `resume`."""

    help = "Say how the outbox is doing; pause it or resume it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("do", nargs="?", choices=("show", "pause", "resume"), default="show")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, then say how the outbox is doing."""
        if options["do"] == "pause":
            pause_outbox(reason=PAUSED_BY_OPERATOR, by=None)
        elif options["do"] == "resume":
            resume_outbox(by=None)
        health = outbox_health()
        for state, count in health.counts.items():
            self.stdout.write(f"{count:8}  {MessageState(state).label}")
        age = (
            "nothing is due" if health.age is None else f"the oldest has been due for {health.age}"
        )
        self.stdout.write(f"{'paused' if health.is_paused else 'running'}; {age}")
