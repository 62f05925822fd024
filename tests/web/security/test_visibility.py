"""Every kind of thing that is kept answers who may see it, and nobody by default."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from tests.web.conftest import make_account
from theodolite.store.models import Entry, Job, Role
from theodolite.store.visibility import Visible

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
KINDS = tuple(apps.get_app_config("store").get_models())
FOR_ANYONE = {"Release": "what was let out to the public, nobody needs an account for"}
"""Kinds of which some are for strangers, too, with the reason."""


def name(kind: type[Model]) -> str:
    return kind.__name__


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_every_kind_answers_for_itself(kind: type[Model]) -> None:
    found = kind._default_manager.all()
    assert isinstance(found, Visible), f"Give {kind.__name__} a manager made from Visible."


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_whoever_was_shut_out_sees_nothing_of_any_kind(kind: type[Model]) -> None:
    shut_out = make_account("administrator", "curator", "analyst", "council")
    shut_out.is_active = False
    shut_out.save()
    seen = kind._default_manager.all().visible_to(shut_out)
    if kind.__name__ in FOR_ANYONE:
        assert not seen.exists()
    else:
        assert seen.query.is_empty(), f"{kind.__name__} shows itself to closed accounts."


def test_a_kind_that_does_not_say_is_seen_by_nobody() -> None:
    administrator = make_account("administrator")
    assert Visible(Role).visible_to(administrator).query.is_empty()


def test_a_member_sees_only_what_is_theirs() -> None:
    mine, other = make_account("curator"), make_account("analyst")
    member = make_account()
    assert set(type(mine).objects.visible_to(member)) == {member}
    assert set(Role.objects.visible_to(mine)) == set(Role.objects.filter(account=mine))
    assert not Entry.objects.visible_to(other).exists()
    assert not Job.objects.visible_to(member).exists()


def test_nobody_who_is_not_signed_in_is_a_viewer() -> None:
    assert not hasattr(AnonymousUser(), "has_role")
