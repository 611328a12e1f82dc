"""One log configuration: structured lines, JSON in production, plain where a person reads along."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# What signs a link's token: whoever reads a log must not be able to act by it.
TOKEN = re.compile(r"/[^/\s\"']+:[\w-]{20,}")

# What a database quotes of the row or the statement that it refused: the words of people.
QUOTED = re.compile(
    r"\n(?:DETAIL|CONTEXT|LINE \d+):.*?(?=\n\n(?:The above exception|During handling)|\Z)",
    re.DOTALL,
)


def hide_tokens(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leave signed tokens out of addresses."""
    for key in ("event", "request", "path"):
        if isinstance(event.get(key), str):
            event[key] = TOKEN.sub("/…", event[key])
    return event


def hide_rows(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leave what people wrote out of what a database says of an error."""
    for key in ("event", "error", "exception"):
        if isinstance(event.get(key), str):
            event[key] = QUOTED.sub("\n…", event[key])
    return event


def logging_config(*, as_json: bool, level: str) -> dict[str, Any]:
    """Return Django's LOGGING, and set structlog to write through it."""
    timestamper = structlog.processors.TimeStamper(fmt="iso", utc=True)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        timestamper,
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.filter_by_level,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    hide_tokens,
                    structlog.processors.format_exc_info,
                    hide_rows,
                    _renderer(as_json=as_json),
                ],
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }


def _renderer(*, as_json: bool) -> structlog.typing.Processor:
    """Return what writes a line."""
    if as_json:
        return structlog.processors.JSONRenderer()
    # Plain tracebacks: richer ones print local variables, and with them what people wrote.
    return structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
