import pytest

from scripts.traditional import corpus


@pytest.fixture(scope="session")
def texts() -> list[tuple[str, str]]:
    """(place, text) of the project's own Chinese, read once."""
    return list(corpus())
