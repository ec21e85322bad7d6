"""Logs: JSON lines in `<data>/diembao.log`, ours and the libraries', with the run they belong to.

Nothing is logged to the terminal; what a person must know is printed, and stands in the run's record.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog

LOG_BYTES = 5 * 1024 * 1024
LOG_FILES = 5


def start_logging(folder: Path, name: str = "diembao.log") -> None:
    """Send structlog and the standard library's records (warnings and worse) to the log file `name` in `folder`.

    Two programs that run at the same time need two files: each turns its own over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    render = structlog.processors.JSONRenderer(ensure_ascii=False)
    file = RotatingFileHandler(folder / name, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    file.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(handlers=[file], level=logging.WARNING, force=True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
