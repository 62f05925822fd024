"""`theodolite accounts`: let people in when nobody can do it in the browser."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.keyboard import by_command_line
from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, start_existing

if TYPE_CHECKING:
    from theodolite.store.models import Account

commands = typer.Typer(no_args_is_help=True, help="Let people in: first link, invitations, roles.")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The e-mail address.")]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="council, curator, analyst or administrator; may be repeated."),
]


@commands.command("first-link")
def first_link(workspace: WorkspaceFolder = DEFAULT_WORKSPACE, *, as_json: Json = False) -> None:
    """Print the link for the first administrator once more; an older one stops working."""
    start_existing(workspace)
    from theodolite.web.accounts.first_run import first_link as made

    link = made(datetime.now(UTC))
    said = f"Open this link once, within a day:\n  {link}" if link else "There is an administrator."
    tell({"link": link}, [said], as_json=as_json)


@commands.command()
def invite(
    email: Email,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    role: Roles = None,
    as_json: Json = False,
) -> None:
    """Print a link with which somebody makes their account, to hand over yourself."""
    start_existing(workspace)
    from theodolite.web.accounts.invitations import Invitation, invitation_link

    link = invitation_link(
        Invitation(email, role or ()), by=by_command_line(), at=datetime.now(UTC)
    )
    tell({"link": link}, [f"For {email}, once, within seven days:\n  {link}"], as_json=as_json)


@commands.command("role")
def change_roles(
    email: Email,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    give: Annotated[list[str] | None, typer.Option(help="A role to give.")] = None,
    take: Annotated[list[str] | None, typer.Option(help="A role to take away.")] = None,
    as_json: Json = False,
) -> None:
    """Give roles to an account, or take them away."""
    start_existing(workspace)
    from theodolite.store.people import Person, change_person, person_of

    account = _account(email)
    now = person_of(account)
    roles = (now.roles | frozenset(give or ())) - frozenset(take or ())
    person = Person(now.name, roles, now.is_active)
    change_person(
        account, person, seen_version=account.version, by=by_command_line(), at=datetime.now(UTC)
    )
    said = f"{account}: {', '.join(sorted(roles)) or 'member'}"
    tell({"key": account.key, "roles": sorted(roles)}, [said], as_json=as_json)


@commands.command("forget-second-factor")
def forget_second_factor(
    email: Email, workspace: WorkspaceFolder = DEFAULT_WORKSPACE, *, as_json: Json = False
) -> None:
    """Let somebody in by password alone who lost their phone and their recovery codes."""
    start_existing(workspace)
    from theodolite.web.accounts.second_factor import forget_all

    account = _account(email)
    number = forget_all(account, by=by_command_line(), at=datetime.now(UTC))
    tell({"forgotten": number}, [f"{number} of {account} forgotten."], as_json=as_json)


def _account(email: str) -> "Account":
    from theodolite.store.people import account_at

    return account_at(email)
