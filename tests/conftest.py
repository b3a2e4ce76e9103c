"""What every test shares."""

pytest_plugins = ["tests.infra", "tests.systeme", "tests.cast"]
