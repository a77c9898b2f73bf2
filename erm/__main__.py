"""``python -m erm``."""

from erm.cli import app

if __name__ == "__main__":
    app()
