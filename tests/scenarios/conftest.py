"""Failed expectations of chapters and verbs tell what they saw."""

import pytest

pytest.register_assert_rewrite("tests.scenarios")
