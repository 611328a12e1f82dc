"""The broker, asked directly: whether it answers, and how much waits there."""

import redis
from django.conf import settings
from kombu.transport.redis import Channel

# How Celery names the lists of a queue, one for each priority.
_LISTS = [f"celery{Channel.sep}{step}" if step else "celery" for step in Channel.priority_steps]


def broker() -> redis.Redis:
    """Return a connection to the broker that waits two seconds at most."""
    # Celery and redis-py write the address of a socket, and the database on it, in their own ways.
    address = settings.REDIS_URL.replace("redis+socket://", "unix://", 1)
    address = address.replace("virtual_host=", "db=", 1)
    return redis.Redis.from_url(address, socket_connect_timeout=2, socket_timeout=2)


def broker_answers() -> bool:
    """Tell whether the broker can be reached within two seconds."""
    try:
        with broker() as connection:
            return bool(connection.ping())
    except redis.RedisError:
        return False


def tasks_waiting() -> int | None:
    """Return how many tasks wait for a worker; None while the broker is away."""
    try:
        with broker() as connection:
            pipe = connection.pipeline(transaction=False)
            for name in _LISTS:
                pipe.llen(name)
            return int(sum(pipe.execute()))
    except redis.RedisError:
        return None
