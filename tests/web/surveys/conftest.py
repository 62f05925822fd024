"""A screening that two people can begin."""

import pytest

from tests.web.surveys.made import Made, small_screening
from theodolite.store.models import Screening


@pytest.fixture
def begun(db: None) -> tuple[Made, Screening]:
    return small_screening()
