"""Settings that need no database of their own, for what is made once: a bus, a module's constant."""

from __future__ import annotations

from erm.settings import Settings

SETTINGS = Settings(
    database_url="sqlite:///not.used",
    public_url="https://erm.test",
    secret_key="a-key-that-is-only-for-the-tests-0123456789",
    company_name="Test company",
)
