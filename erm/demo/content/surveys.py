"""What Kelvane asks its people every month, and what they answer. All of it is invented."""

from typing import TypedDict


class PlanWords(TypedDict):
    """A plan of action: each step is its words, whose it is, days from today, whether it is done."""

    title: str
    aim: str
    steps: tuple[tuple[str, str, int, bool], ...]


TITLES = {"en": "How is work at Kelvane?", "ru": "Как вам работается в Kelvane?"}
INTROS = {
    "en": "Eleven questions, about two minutes. What you say shapes what we do next.",
    "ru": "Одиннадцать вопросов, около двух минут. От ваших ответов зависит, что мы сделаем дальше.",
}
PULSE_TITLES = {"en": "Pulse", "ru": "Короткий опрос"}
PULSE_INTROS = {
    "en": "Three questions, half a minute.",
    "ru": "Три вопроса, полминуты.",
}

WAVES = 3
"""So many months of the survey are over."""
BEGAN = 88
"""How many days ago it was asked for the first time."""
OPEN_DAYS = 10
PULSE_BEGAN = 4

QUESTIONS = (
    "recommend",
    "glad",
    "manager_listens",
    "manager_feedback",
    "workload_time",
    "workload_peaks",
    "growth_learned",
    "growth_way",
    "voice_safe",
    "voice_acts",
    "change_one",
)
OUTCOMES = ("recommend", "glad")
PULSE = ("glad", "workload_time", "voice_acts")

NOT_ASKED = ("gregor", "bethany")
"""Who is on the way out, and who has not begun yet: the same people are asked each time."""
SILENT = {
    # Department: how many of those who are asked there do not answer. Where two waves are laid beside
    # each other, so few must stay unaccounted for nowhere that they could be told of: nobody, or five.
    "office": 3,
    "engineering": 1,
    "platform": 3,
    "devices": 3,
    "product": 0,
    "care": 3,
    "commercial": 3,
    "operations": 0,
}
WRITERS = 0.7
"""How many of those write something, too."""

DEPARTMENTS = {
    "office": "Company Office",
    "engineering": "Engineering",
    "platform": "Platform",
    "devices": "Devices",
    "product": "Product & Design",
    "care": "Customer Care",
    "commercial": "Sales & Marketing",
    "operations": "Operations & Quality",
}

DRIVERS = {
    # Key of a driver: how people find it on the whole, from 1 to 5, and how much of what somebody
    # finds better or worse there they are the gladder, or the less glad, to work here.
    "manager": (4.1, 0.15),
    "workload": (3.0, 0.55),
    "growth": (3.5, 0.4),
    "voice": (3.4, 0.25),
}
USUAL = 3.7
"""How people find what is not among the drivers."""
MOODS = {
    # Department: how much better (or worse) than the others people there find each driver, in points of
    # a scale from 1 to 5, and how much that changed from wave to wave.
    "office": {"manager": (0.2, 0.0), "growth": (0.3, 0.0), "voice": (0.5, 0.0)},
    "engineering": {"manager": (0.1, 0.0), "workload": (0.1, 0.0)},
    "platform": {"manager": (0.3, 0.0), "workload": (-0.5, 0.35), "growth": (0.3, 0.0)},
    "devices": {"manager": (0.3, 0.0), "workload": (0.5, 0.0), "growth": (0.5, 0.05)},
    "product": {"workload": (0.3, -0.1), "growth": (0.3, 0.0), "voice": (0.4, 0.1)},
    "care": {"workload": (-1.1, 0.4), "growth": (-0.5, 0.0), "voice": (-0.6, 0.3)},
    "commercial": {"manager": (-0.5, 0.0), "workload": (-0.2, 0.0), "voice": (-0.4, -0.1)},
    "operations": {"manager": (0.2, 0.0), "growth": (-0.9, 0.0), "workload": (0.5, 0.0)},
}
TURNED = {"voice": 0.35}
"""What everybody finds so much better the last time, since something was done after the time before."""
TEMPER = 0.25
"""How far people are apart in what they make of everything, whenever they are asked."""
VIEW = 0.65
"""How far they are apart in what they make of one driver."""
UNASKED = 0.45
"""How far what nobody asks about moves how glad they are."""

WORDS_EN = (
    "The night shifts in Care are planned too late. I cannot arrange childcare with so little notice.",
    "My manager listens, and our one-on-ones have become the best hour that I have.",
    "We start things faster than we finish them. Fewer projects at once would help.",
    "I would like to know what I have to learn for the next level. The framework helps, the examples do not.",
    "The workload before the October release was too high for long, and nobody said when it would end.",
    "It is good to be thanked in public for work that nobody sees.",
    "Meetings across three time zones always land in somebody's evening. Take turns, please.",
    "The new on-call rota is much fairer than the old one. Thank you.",
    "Decisions are made in calls that half of us cannot join. Write them down.",
    "I have learned more here in a year than in five years before.",
    "The tools for field service are slow; half my day goes into waiting.",
    "Please plan the shifts earlier. A fortnight would be enough.",
    "Honest answers about the roadmap would be worth more than nice slides.",
    "Working from home works well. Please keep it as it is.",
    "More time for documentation. We answer the same question again and again.",
    "Workload is uneven: some of us do overtime while others wait for parts.",
    "I feel that I can say what I think, and that something comes of it.",
    "Our team is great. The number of parallel projects is not.",
)
WORDS_RU = (
    "Смены в поддержке планируют слишком поздно: за три дня невозможно ничего устроить.",
    "С руководителем легко говорить, встречи один на один очень помогают.",
    "Слишком много проектов одновременно. Хотелось бы доводить начатое до конца.",
    "Перед осенним релизом нагрузка несколько недель была чрезмерной.",
    "Спасибо за новый график дежурств, он гораздо честнее.",
    "Решения принимают на созвонах, где половины из нас нет. Записывайте их, пожалуйста.",
    "Хочется понимать, чего не хватает до следующего уровня.",
    "Очень ценю, что меня благодарят за незаметную работу.",
    "Созвоны с Торонто всегда приходятся на поздний вечер.",
    "Больше времени на документацию: каждую неделю отвечаем на одно и то же.",
)
REPLY = (
    "Thank you for saying it so plainly. We look at it in the next planning round, and tell all of you"
    " what came of it."
)
PLAN_DRIVER = "workload"
PLAN: PlanWords = {
    "title": "Shifts that can be planned around",
    "aim": "People in Care know their shifts ten days ahead, and can swap them without asking twice.",
    "steps": (
        ("Publish the rota for four weeks at once", "maggie", -6, True),
        ("Let people swap shifts themselves", "luis", 12, False),
        ("Ask the team in December whether it is better", "devon", 30, False),
    ),
}
