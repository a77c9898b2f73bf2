"""Write the pages of docs/ that follow from the code: settings, refusals, decisions.

`python -m tools.docs` writes them; `tests/architecture/test_docs.py` fails when one is stale.
"""

from __future__ import annotations

import re
from pathlib import Path

from erm.core.language import Sentence, catalogue, languages
from erm.settings import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent


def settings_page() -> str:
    """docs/settings.md: every variable of the environment."""
    lines = [
        "# Settings",
        "",
        "Read from the environment once, at start. A wrong value, or a variable that begins with",
        "`ERM_` and is none of these, is refused with a sentence; `erm doctor` looks at the rest.",
        "This page is written from `erm/settings.py` by `make docs`.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    for setting in CATALOGUE:
        secret = " *Secret: never shown.*" if setting.secret else ""
        meaning = setting.meaning.replace("|", "\\|")
        lines.append(f"| `{setting.name}` | `{setting.default}` | {meaning}{secret} |")
    return "\n".join(lines) + "\n"


def raised_codes() -> dict[str, set[str]]:
    """Every refusal code that the code can raise, with the places (packages) that raise it.

    A code is the ``code = "X"`` of an error class, or the first argument of one of the four kinds.
    """
    kinds = r"(?:InvalidInput|NotFound|NotAllowed|Conflict|TooManyAttempts|RequestRefused)"
    patterns = (
        re.compile(kinds + r"\(\s*\"([A-Z][A-Z0-9_]+)\""),
        re.compile(r"^\s+code(?:: [^=]+)? = \"([A-Z][A-Z0-9_]+)\"", re.MULTILINE),
    )
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "erm").rglob("*.py")):
        text = path.read_text()
        for pattern in patterns:
            for code in pattern.findall(text):
                found.setdefault(code, set()).add(path.relative_to(ROOT / "erm").parts[0])
    return found


def refusals_page() -> str:
    """docs/refusals.md: every code, where it comes from and its sentence in each language."""
    lines = [
        "# Refusals",
        "",
        "An answer that says no is `Refusal { kind code message field }`, or, for a query, a GraphQL",
        "error with `extensions.code`. The code is stable; the sentence may change. Kinds:",
        "`INVALID_INPUT` (mend the field), `NOT_FOUND` (absent, or not yours to see: the two are never",
        "told apart), `NOT_ALLOWED` (visible, but not to be done by you), `CONFLICT` (the world has",
        "moved on). This page is written from the code and `erm/locales/` by `make docs`.",
        "",
        "| code | from | " + " | ".join(languages()) + " |",
        "|---|---|" + "---|" * len(languages()),
    ]
    raised = raised_codes()
    codes = sorted(key.removeprefix("refusal.") for key in catalogue("en") if _is_refusal(key))
    for code in codes:
        sentences = [_plain(catalogue(language)[f"refusal.{code}"]) for language in languages()]
        places = ", ".join(sorted(place.removesuffix(".py") for place in raised.get(code, ())))
        lines.append(f"| `{code}` | {places} | " + " | ".join(sentences) + " |")
    return "\n".join(lines) + "\n"


def decisions_page() -> str:
    """docs/decisions/README.md: the list of decision records."""
    folder = ROOT / "docs" / "decisions"
    lines = [
        "# Decision records",
        "",
        "What was decided where others would have taken another way, why, and what holds it. A record",
        "is never rewritten: a later one replaces it and both say so. Each ends with **Enforced by**.",
        "",
    ]
    for path in sorted(folder.glob("[0-9]*.md")):
        title = path.read_text().splitlines()[0].removeprefix("# ")
        lines.append(f"- [{title}]({path.name})")
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Every written page with its text."""
    docs = ROOT / "docs"
    return {
        docs / "settings.md": settings_page(),
        docs / "refusals.md": refusals_page(),
        docs / "decisions" / "README.md": decisions_page(),
    }


def _is_refusal(key: str) -> bool:
    return key.startswith("refusal.")


def _plain(sentence: Sentence) -> str:
    text = sentence if isinstance(sentence, str) else sentence["other"]
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text)
