"""The command line: `python manage.py SUBJECT ...`. Each subject is a module of `commands/`."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from domain.errors import VerbindingError
from i18n.texts import Language, text

# Name on the command line -> module of `commands/`, and what in it: an app with commands of its
# own, or one function that is the command.
SUBJECTS = {
    "db": ("database", "app"),
    "first-start": ("first_start", "fill"),
    "coordinator": ("coordinator", "app"),
    "mail": ("mail", "app"),
    "jobs": ("jobs", "app"),
    "demo": ("demo", "app"),
    "history": ("history", "app"),
    "place": ("places", "place"),
    "geodata": ("geodata", "app"),
    "import": ("imports", "app"),
    "export": ("imports", "export"),
    "review": ("review", "app"),
    "match": ("match", "match"),
    "explain": ("match", "explain"),
    "plan": ("match", "plan"),
    "fund": ("match", "fund"),
    "evaluate": ("match", "evaluate"),
    "learn": ("learning", "learn"),
}


def command_line(arguments: list[str]) -> typer.Typer:
    """The whole command line; only the subject that `arguments` name is loaded, or all for help."""
    app = typer.Typer(
        help=text(Language.NL, "manage.help"), no_args_is_help=True, add_completion=False
    )
    named = arguments[0] if arguments and arguments[0] in SUBJECTS else None
    for subject in [named] if named else SUBJECTS:
        module, name = SUBJECTS[subject]
        found = getattr(import_module(f"commands.{module}"), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=subject)
        else:
            app.command(subject, help=text(Language.NL, f"manage.{subject}"))(found)
    return app


if __name__ == "__main__":
    app = command_line(sys.argv[1:])
    # A command line of one command would lose its name.
    app.callback()(lambda: None)
    try:
        app()
    except VerbindingError as error:
        typer.echo(text(Language.NL, error.key, **error.facts), err=True)
        sys.exit(1)
