"""Failed expectations of chapters and verbs tell what they saw."""

from pathlib import Path

import pytest

for verbs in Path(__file__).parent.glob("*.py"):
    if not verbs.stem.startswith(("test_", "conftest")):
        pytest.register_assert_rewrite(f"tests.scenarios.{verbs.stem}")
