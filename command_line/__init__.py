"""The command line room: what the program understands, and how it answers.

It knows all the other rooms; `policykg.py` is its door.
"""

from __future__ import annotations

import sys

import click

from command_line import asking, comparing, giving, measuring, reading
from command_line.terminal import DEFECT, DONE, INTERRUPTED, USAGE, ReaderGoneError, fail, leave, utf8_streams

__all__ = ["main"]


class _CommandLine(click.Group):
    """The commands; click itself would end with 1 where the reader of a pipe goes away."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        return result


def main() -> None:
    """Run the command line; every error is one line, and none is a traceback."""
    utf8_streams()
    try:
        cli.main(prog_name="policykg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        fail(f"name a command; policykg {error.ctx.info_name if error.ctx else ''} --help lists them", USAGE)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "policykg"
        fail(f"{error.format_message()} ({where} --help says more)", USAGE)
    except (click.Abort, KeyboardInterrupt):
        leave(INTERRUPTED)
    except (BrokenPipeError, ReaderGoneError):
        leave(DONE)
    except OSError as error:
        fail(f"{error.filename or 'output'}: {error.strerror or error}", USAGE)
    except Exception as error:
        fail(f"a defect of policykg, please report it: {type(error).__name__}: {error}", DEFECT)


@click.group(cls=_CommandLine, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(message="%(prog)s %(version)s", package_name="policykg")
def cli() -> None:
    """Read Chinese official documents (公文) into a graph of who is responsible for what."""


for _command in (
    reading.build, asking.query, measuring.measure, comparing.diff, giving.draw, asking.check, asking.review,
    giving.export, giving.load, giving.serve, giving.mcp, reading.explain, reading.text,
):  # fmt: skip
    cli.add_command(_command)
