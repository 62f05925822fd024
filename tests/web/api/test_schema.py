"""The API keeps to its own description, whatever is sent to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.web.api.asking import closing, listed, program_of
from tests.web.conftest import make_account
from theodolite.store.tokens import SCOPES

UNDECIDED = [positive_data_acceptance, negative_data_rejection]
"""Which topics there are is the society's choice; what no filter is called is passed over."""


@pytest.fixture
def one_transaction(db: None) -> Iterator[None]:
    """A live application ends its connection after each answer; here the test still needs it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_every_address_answers_as_described(one_transaction: None, framework: None) -> None:
    listed("kept", "kept", topics=["imaging"])
    closing("soon", timezone.localdate())
    account = make_account("curator", "administrator")
    shown = {"Authorization": f"Bearer {program_of(account, *SCOPES).secret}"}
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    operations = [one.ok() for one in described.get_all_operations()]
    assert len(operations) > 8
    for operation in operations:
        for mode in GenerationMode:
            answers_as_described(operation, mode, shown)


def answers_as_described(operation: Any, mode: GenerationMode, shown: dict[str, str]) -> None:
    """Send what the description allows, or what it forbids, and compare the answers with it."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=6,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def answers(case: Any) -> None:
        cache.clear()
        case.call_and_validate(headers=shown, excluded_checks=UNDECIDED)

    answers()
