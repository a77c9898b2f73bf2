"""``do(command)``, as for development: a command in a unit of work of its own, on a bus that remembers."""

from tests.development.conftest import do

__all__ = ["do"]
