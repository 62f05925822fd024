"""`theodolite horizon add-source`: recognise what an address is, and watch it from now on."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from theodolite.horizon.sources.source import Source

commands = typer.Typer()


@commands.command("add-source")
def add_source(
    address: Annotated[
        str,
        typer.Argument(help="A feed, page, search, calendar, OPML list, mailbox, or file."),
    ],
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    name: Annotated[str, typer.Option(help="What to call it; else as it calls itself.")] = "",
    kind: Annotated[str, typer.Option(help="What it is, where that is not recognised.")] = "",
    topic: Annotated[
        list[str] | None, typer.Option(help="Code of a topic it is watched for; may be repeated.")
    ] = None,
    ask: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="What to ask it, such as query=proton."),
    ] = None,
    owner: Annotated[str, typer.Option(help="Whom to tell when it falls silent.")] = "",
    secret: Annotated[str, typer.Option(help="Environment variable that holds its key.")] = "",
    as_json: Json = False,
) -> None:
    """Recognise what an address is and add it to the workspace's sources.

    Known sites are told by their address, anything else by what it answers: a web page is searched
    for the feeds it links to, and an OPML list becomes many sources.
    """
    from theodolite.horizon.sources.adding import add_sources
    from theodolite.horizon.sources.sources_file import SOURCES_FILE
    from theodolite.horizon.watching import completed, recognised

    _check_topics(topic or [], workspace)
    found = recognised(address, kind, workspace)
    said = {"topics": tuple(topic or ()), "owner": owner, "secret": secret}
    pairs = _pairs(ask or [])
    wanted = [completed(one, name, pairs, said, on=date.today()) for one in found.sources]
    added = add_sources(workspace / SOURCES_FILE, wanted)
    already = len(found.sources) - len(added)
    result = {"why": found.why, "added": [_shown(one) for one in added], "already": already}
    told = [f"Recognised {address}: {found.why}.", *_lines(added, already)]
    tell(result, told, as_json=as_json)


def _lines(added: Sequence["Source"], already: int) -> Iterator[str]:
    for one in added:
        yield f"Added {one.name!r} ({one.kind}): {one.address}"
        if "from" in one.ask:
            yield f"It is read from {one.ask['from']} on; change `from` to look further."
    if already:
        yield f"{already} of them were in the list already."


def _check_topics(topics: list[str], workspace: Path) -> None:
    """Refuse a topic that the workspace's framework does not have."""
    from theodolite.evidence.framework import read_framework
    from theodolite.settings.errors import unknown_name

    framework = workspace / "framework.toml"
    codes = [one.code for one in read_framework(framework).topics] if framework.exists() else topics
    for topic in topics:
        if topic not in codes:
            raise unknown_name("topic", topic, codes, where="--topic")


def _pairs(written: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in written]
    wrong = [name for name, sign, value in pairs if not (name and sign and value)]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r} is not of the form NAME=VALUE, as query=proton is.")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _shown(source: "Source") -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind,
        "address": source.address,
        "topics": list(source.topics),
        "ask": dict(source.ask),
    }
