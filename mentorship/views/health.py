"""Is it running, and can it work? Asked by machines, answered in one line."""

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from mentorship.accounts.access import open_to_all


@open_to_all("asked by load balancers, says nothing but that it runs")
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process runs."""
    return HttpResponse("ok", content_type="text/plain")


@open_to_all("asked by load balancers, says only which part is away")
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when pages can be served; a missing broker slows mail but stops no page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok", "broker": "ok" if broker_answers() else "away"})


def broker_answers() -> bool:
    """Tell whether the broker can be reached within two seconds."""
    address = settings.REDIS_URL.replace("redis+socket://", "unix://", 1)
    address = address.replace("?virtual_host=", "?db=", 1)
    try:
        with redis.Redis.from_url(address, socket_connect_timeout=2, socket_timeout=2) as broker:
            return bool(broker.ping())
    except redis.RedisError:
        return False
