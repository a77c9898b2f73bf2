"""What people said about promises, the goals that grew out of some, and their own templates."""

from erm.demo.content.kinds import Language

COMMENTS: dict[Language, tuple[str, ...]] = {
    "en": (
        "Half of it is done. The other half is waiting for a number from Finance.",
        "No hurry from my side, next week is fine.",
        "I started, and it is bigger than it looked. Can we cut it in two?",
        "Sent you a first version. Be honest.",
        "This moved because of the release, not because I forgot.",
        "Thank you. That was quicker than I had hoped.",
        "Do you still need it? The question has changed a little since.",
        "I asked around: nobody owns this, so I will.",
    ),
    "ru": (
        "Половина готова. Вторая половина ждёт одной цифры от финансов.",
        "С моей стороны не горит, можно и на следующей неделе.",
        "Начал, и это больше, чем казалось. Разделим надвое?",
        "Первый вариант у вас в почте. Только честно.",
        "Сдвинулось из-за релиза, не забыто.",
        "Спасибо. Быстрее, чем можно было надеяться.",
        "Это ещё нужно? Вопрос с тех пор немного изменился.",
    ),
}

GOALS_FROM_PROMISES: tuple[tuple[str, str, str], ...] = (
    ("theo", "sofia", "Run one critique a month in which the author speaks last"),
    ("elena", "artyom", "Научить двоих выкатывать без моей помощи"),
)
"""Who heard it, whose promise it was, and its words."""

TEMPLATES: tuple[tuple[str, str, tuple[tuple[str, bool], ...]], ...] = (
    (
        "theo",
        "After a critique",
        (
            ("What did you hear that you did not want to hear?", False),
            ("What will you change, and what will you keep on purpose?", False),
            ("Who should see the next version first?", False),
        ),
    ),
    (
        "elena",
        "После дежурства",
        (
            ("Что разбудило и можно ли было не будить?", False),
            ("Что чиним сразу, а что записываем?", False),
            ("Как выспаться на этой неделе?", True),
        ),
    ),
    (
        "hannah",
        "First week",
        (
            ("What surprised you?", False),
            ("Whom have you not met yet that you should?", False),
            ("What do you need that nobody thought of?", False),
            ("How was the week, in one word?", True),
        ),
    ),
)
"""Whose it is, what it is called, and its points with whether they recur."""
