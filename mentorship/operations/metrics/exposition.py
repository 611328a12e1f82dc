"""All figures as text: of this process, or of every web process beside it."""

import os
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from mentorship.operations.metrics.state import StateCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """Return every figure; the requests of all processes that share PROMETHEUS_MULTIPROC_DIR."""
    registry = CollectorRegistry()
    registry.register(StateCollector())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        add_processes: Any = MultiProcessCollector
        add_processes(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)
