"""The log: one line per fact, as JSON unless somebody watches.

Nothing that people write may reach it: no message of an exception (it may quote a note), no
document, no variable. :func:`describe` says where an error came from without its words.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_LINES = 12


def describe(error: BaseException) -> dict[str, Any]:
    """Kinds and places of an error and of what caused it, without their messages."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        path = code.co_filename.rpartition("site-packages/")[2]
        places.append(f"{path}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < 5:
        chain.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return {"error": chain[0], "causes": chain[1:], "at": places[-_LINES:]}


def _without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its description: libraries log exceptions with their messages."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        event.update(describe(error))
    if event.get("logger") == "asyncio":
        # What follows the first line is the representation of a task with its exception.
        event["event"] = str(event["event"]).partition("\n")[0]
    return event


def configure_logging(*, verbose: bool = False) -> None:
    """Set up structlog and the standard library's logging for this process, on standard error."""
    watched = sys.stderr.isatty()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    renderer: Any = (
        structlog.dev.ConsoleRenderer()
        if watched
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("erm").setLevel(logging.INFO if verbose else logging.WARNING)
