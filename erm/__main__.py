"""``python -m erm`` and ``erm``."""

import gc


def main() -> None:
    """Run the command line."""
    # What is imported stays. To look through it for garbage again and again is a fifth of a start.
    gc.set_threshold(25_000, 20, 20)
    from erm.cli import app

    app()


if __name__ == "__main__":
    main()
