"""A member who presses the button twice at one moment has told of one thing."""

import pytest
from django.utils import timezone

from tests.web.administration.test_at_one_moment import at_one_moment
from tests.web.conftest import make_account
from theodolite.store.models import Sighting
from theodolite.web.sightings.giving import Given, give

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.either_database]


def test_a_button_that_is_pressed_twice_gives_one_sighting() -> None:
    account, told = make_account(), Given("https://example.org/helium", "Scanners need it.")
    for _ in range(3):
        Sighting.objects.all().delete()
        said = at_one_moment(*[lambda: give(told, account, at=timezone.now())] * 3)
        assert said == ["", "", ""]
        assert Sighting.objects.count() == 1
