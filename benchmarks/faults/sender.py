"""One sender in a process of its own, to be killed at a chosen moment: one sweep, then it ends."""

import sys

import django


def main() -> None:
    """Sweep for so many seconds at most."""
    django.setup()
    from mentorship.notifications import sweeping

    sweeping.sweep(seconds=float(sys.argv[1]))


if __name__ == "__main__":
    main()
