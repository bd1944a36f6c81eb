"""`manage.py coordinator`: who may act as a coordinator, and for which part of the programme."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer

from commands.context import COMMAND_LINE, opened
from data.geocoding.gazetteer import Gazetteer
from domain.accounts import Account, Scope
from domain.branches import Branch
from domain.places import Province
from i18n.texts import Language, label, text
from services import accounts

NL = Language.NL

app = typer.Typer(help=text(NL, "coordinator.help.all"), no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=text(NL, "coordinator.help.name"))]
Provinces = Annotated[
    list[str] | None, typer.Option("--province", help=text(NL, "coordinator.help.province"))
]
Municipalities = Annotated[
    list[str] | None,
    typer.Option("--municipality", help=text(NL, "coordinator.help.municipality")),
]
Branches = Annotated[
    list[Branch] | None, typer.Option("--branch", help=text(NL, "coordinator.help.branch"))
]
_Found = TypeVar("_Found")


@app.command("add", help=text(NL, "coordinator.help.add"))
def add(
    name: Name,
    email: Annotated[str, typer.Option(help=text(NL, "coordinator.help.email"))] = "",
    *,
    provider: Annotated[bool, typer.Option(help=text(NL, "coordinator.help.provider"))] = False,
    province: Provinces = None,
    municipality: Municipalities = None,
    branch: Branches = None,
) -> None:
    """Make an account; the password is asked for, so that it stays out of the shell's history."""
    password = None if provider else _ask_password()
    with opened() as (database, gazetteer):
        account = accounts.add(
            database,
            name,
            password=password,
            email=email,
            scope=_scope(gazetteer, province, municipality, branch),
            now=datetime.now(UTC),
        )
    typer.echo(text(NL, "coordinator.added", name=account.name, scope=_words(account)))


@app.command("list", help=text(NL, "coordinator.help.list"))
def list_all() -> None:
    """Every account, with its part of the programme."""
    with opened() as (database, _):
        found = accounts.every(database, actor=COMMAND_LINE)
    for account in found:
        state = "coordinator.shut_line" if account.disabled_at else "coordinator.line"
        typer.echo(text(NL, state, name=account.name, scope=_words(account)))
    if not found:
        typer.echo(text(NL, "coordinator.nobody"))


@app.command("password", help=text(NL, "coordinator.help.password"))
def password(name: Name) -> None:
    """Give an account another password."""
    chosen = _ask_password()
    with opened() as (database, _):
        accounts.change_password(database, name, chosen)
    typer.echo(text(NL, "coordinator.password_changed", name=name))


@app.command("scope", help=text(NL, "coordinator.help.scope"))
def scope(
    name: Name,
    province: Provinces = None,
    municipality: Municipalities = None,
    branch: Branches = None,
) -> None:
    """Let an account act for another part of the programme; without options for all of it."""
    with opened() as (database, gazetteer):
        accounts.change_scope(database, name, _scope(gazetteer, province, municipality, branch))
    typer.echo(text(NL, "coordinator.scope_changed", name=name))


@app.command("digest", help=text(NL, "coordinator.help.digest"))
def digest(
    name: Name,
    *,
    off: Annotated[
        bool, typer.Option("--off", help=text(NL, "coordinator.help.digest_off"))
    ] = False,
) -> None:
    """Send somebody the mail of the morning, or not any more."""
    with opened() as (database, _):
        accounts.want_digest(database, name, wants=not off)
    typer.echo(text(NL, "coordinator.digest_off" if off else "coordinator.digest_on", name=name))


@app.command("shut", help=text(NL, "coordinator.help.shut"))
def shut(name: Name) -> None:
    """Shut an account; who is signed in with it is out at once."""
    with opened() as (database, _):
        accounts.shut(database, name, now=datetime.now(UTC))
    typer.echo(text(NL, "coordinator.was_shut", name=name))


def _ask_password() -> str:
    return str(
        typer.prompt(text(NL, "coordinator.password"), hide_input=True, confirmation_prompt=True)
    )


def _scope(
    gazetteer: Gazetteer,
    provinces: list[str] | None,
    municipalities: list[str] | None,
    branches: list[Branch] | None,
) -> Scope:
    """The part that the options name. Raises `typer.BadParameter` for a name nobody knows."""
    by_province = {province.label.casefold(): province for province in Province}
    by_name = {one.name.casefold(): one.code for one in gazetteer.municipalities()}
    return Scope(
        frozenset(_known(by_province, name) for name in provinces or ()),
        frozenset(_known(by_name, name) for name in municipalities or ()),
        frozenset(branches or ()),
    )


def _known(by_name: dict[str, _Found], name: str) -> _Found:
    if name.casefold() not in by_name:
        raise typer.BadParameter(text(NL, "coordinator.unknown_place", name=name))
    return by_name[name.casefold()]


def _words(account: Account) -> str:
    if account.scope.is_national:
        return text(NL, "coordinator.national")
    parts = [province.label for province in Province if province in account.provinces]
    parts += account.municipalities
    parts += [label(NL, branch) for branch in Branch if branch in account.branches]
    return ", ".join(parts)
