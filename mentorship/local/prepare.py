"""Brings the demo's database up to date, in one process because loading Django takes a second.

Run as `python -m mentorship.local.prepare who.txt`: migrates, loads the demo's data where there is
none, and writes into the named file how to sign in.
"""

import sys
from pathlib import Path


def main(who: Path) -> None:
    """Run the four commands, each of which changes nothing the second time."""
    import django  # noqa: PLC0415 - this package imports no Django but here
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("compile_catalogues", stdout=sys.stdout)
    call_command("migrate", interactive=False, stdout=sys.stdout)
    call_command("demo", stdout=sys.stdout)
    with who.open("w", encoding="utf-8") as file:
        call_command("demo", "--who", stdout=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
