"""The program `diembao`: its commands joined, and every error turned into one sentence and an exit status.

0 done, 1 failed, 2 wrong usage. A traceback is shown only with --debug.
"""

import sys
from typing import Annotated

import typer

from models.errors import DiembaoError
from pipeline.cli import (
    accounts,
    articles,
    authors,
    custody,
    desk,
    evidence,
    night,
    operate,
    pages,
    plans,
    reporting,
    searching,
    tagging,
    training,
)
from pipeline.cli.wording import describe_system, describe_usage

app = typer.Typer(
    name="diembao",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="diembao (điểm báo): press coverage of the office's communications plan. Example: diembao demo",
)
for room in (
    night,
    pages,
    tagging,
    training,
    plans,
    reporting,
    evidence,
    articles,
    authors,
    searching,
    custody,
    desk,
    accounts,
    operate,
):
    room.add_commands(app)
GROUPS = {group.name for group in app.registered_groups}

STOPPED = "đã dừng theo yêu cầu; lượt chạy sau làm tiếp."
INTERRUPTED = 130


@app.callback()
def root(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    """Name --debug in the help; `run` takes it out of the arguments wherever it stands."""
    del debug


def main() -> None:
    """Run the program and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; returns its exit status."""
    words = [word for word in arguments if word != "--debug"]
    if not words or (len(words) == 1 and words[0] in GROUPS):
        words.append("--help")
    try:
        status = int(app(words, prog_name="diembao", standalone_mode=False) or 0)
        return _tell(STOPPED, status) if status == INTERRUPTED else status
    except DiembaoError as error:
        return _tell(str(error), error.exit_status)
    except typer.TyperException as error:
        return _tell(f"{describe_usage(error.format_message())} (xem diembao --help)", error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return _tell(STOPPED, INTERRUPTED)
    except BrokenPipeError:
        return 1
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _tell(_describe(error), 1)


def _describe(error: Exception) -> str:
    if isinstance(error, OSError) and (sentence := describe_system(error)):
        return sentence
    said = " ".join(str(error).split())
    return f"lỗi ngoài dự kiến: {type(error).__name__}: {said} (thêm --debug để xem chi tiết)"


def _tell(sentence: str, status: int) -> int:
    print(f"diembao: {sentence}", file=sys.stderr)  # noqa: T201  # the one place where errors are printed
    return status
