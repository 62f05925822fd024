"""Which parts there are feeds of, by the name that stands in their address."""

from collections.abc import Iterator

from django.http import Http404

from theodolite.store.models import Account, Group
from theodolite.web.digests.feeds import Part
from theodolite.web.sightings.topics import topic_names

_EVERYTHING = Part("everything", "everything")


def part_named(kind: str, name: str, account: Account | None) -> Part:
    """The part that an address names, if whoever asks may have it; groups are not for everyone."""
    if kind == "all":
        return _EVERYTHING
    if kind == "topic" and name in topic_names():
        return _topic(name, topic_names()[name])
    if kind == "group" and account is not None and name.isascii() and name.isdecimal():
        for part, number in _groups(account):
            if number == int(name):
                return part
    raise Http404


def parts_for(account: Account | None) -> Iterator[tuple[str, str, Part]]:
    """Every part that an account may follow: its kind, its name in the address, and itself."""
    yield "all", "everything", _EVERYTHING
    for code, name in topic_names().items():
        yield "topic", code, _topic(code, name)
    if account is not None:
        for part, number in _groups(account):
            yield "group", str(number), part


def _topic(code: str, name: str) -> Part:
    return Part(name, f"topic {code}", (code,))


def _groups(account: Account) -> Iterator[tuple[Part, int]]:
    """The groups whose digest is about something, which is what their feed is about, too."""
    groups = Group.objects.visible_to(account).filter(digest__isnull=False)
    for group in groups.select_related("digest").order_by("name"):
        if group.digest.topics:
            yield Part(group.name, f"group {group.pk}", tuple(group.digest.topics)), group.pk
