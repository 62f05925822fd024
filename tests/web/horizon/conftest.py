"""A curator at a workspace in which much waits."""

import pytest

from tests.web.conftest import make_account
from tests.web.horizon.made import made_workspace
from theodolite.store.models import Account


@pytest.fixture
def ann(db: None) -> Account:
    made_workspace()
    return make_account("curator")
