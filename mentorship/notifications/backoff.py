"""How long to wait before the next try."""

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT_PUT_OFF = timedelta(hours=1)
LONGEST_WAIT_UNREACHABLE = timedelta(minutes=5)

# Three days of "later" from the mail server are a no.
MOST_TIMES_PUT_OFF = 72

# A message whose sender dies over it this often would go on killing senders.
MOST_TIMES_ABANDONED = 10

# Freed at once this often: a deploy or a crash is not the message's doing.
FREE_ABANDONMENTS = 2


def wait_before_next_try(tries: int, *, longest: timedelta) -> timedelta:
    """Return the pause after so many vain tries, from 1: a minute, doubled up to `longest`."""
    return min(FIRST_WAIT * (1 << min(tries - 1, 30)), longest)
