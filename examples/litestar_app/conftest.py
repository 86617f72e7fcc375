import main
import pytest


@pytest.fixture(autouse=True)
def from_zero() -> None:
    main.app.state.count = 0
