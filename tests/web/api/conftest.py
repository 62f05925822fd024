"""A small framework in the installation's folder, for as long as a test lasts."""

from collections.abc import Iterator

import pytest
from django.conf import settings

FRAMEWORK = """
title = "Strategy"
society = "Made-up Society"
version = "1"

[[topics]]
code = "imaging"
name = "Imaging"
description = "Pictures of people"

[[topics]]
code = "safety"
name = "Safety"
description = "Harm, and how it is prevented"
"""


@pytest.fixture
def framework() -> Iterator[None]:
    file = settings.FOLDER / "framework.toml"
    before = file.read_bytes() if file.exists() else None
    file.write_text(FRAMEWORK)
    yield
    file.unlink()
    if before is not None:
        file.write_bytes(before)
