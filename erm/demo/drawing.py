"""Drawing what unscripted meetings were about from the hand-written pools."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

from erm.demo.content import pools_en, pools_ru

POINTS = pools_en.POINTS | {f"ru:{topic}": texts for topic, texts in pools_ru.POINTS.items()}
NOTES = pools_en.NOTES | {f"ru:{topic}": texts for topic, texts in pools_ru.NOTES.items()}
ACTIONS = pools_en.ACTIONS | {f"ru:{topic}": texts for topic, texts in pools_ru.ACTIONS.items()}
PRIVATE_POINTS = {"en": pools_en.PRIVATE_POINTS, "ru": pools_ru.PRIVATE_POINTS}
PRIVATE_NOTES = {
    "en:a": pools_en.PRIVATE_NOTES_SENIOR,
    "en:b": pools_en.PRIVATE_NOTES_OTHER,
    "ru:a": pools_ru.PRIVATE_NOTES_SENIOR,
    "ru:b": pools_ru.PRIVATE_NOTES_OTHER,
}
"""By language, and by the side of the pair that writes."""


class Urn:
    """Gives texts so that the same two people seldom read one twice."""

    def __init__(self) -> None:
        self._drawn: Counter[str] = Counter()
        self._seen: dict[str, Counter[str]] = defaultdict(Counter)

    def draw(
        self,
        pools: dict[str, tuple[str, ...]],
        topics: tuple[str, ...],
        readers: tuple[str, ...],
        chance: Random,
    ) -> str:
        """A text of one of the topics (the first more often), the least known to the readers."""
        topic = topics[0] if len(topics) == 1 or chance.random() < 0.6 else topics[1]
        text = min(
            pools[topic],
            key=lambda text: (
                sum(self._seen[reader][text] for reader in readers),
                self._drawn[text],
                chance.random(),
            ),
        )
        self._drawn[text] += 1
        for reader in readers:
            self._seen[reader][text] += 1
        return text
