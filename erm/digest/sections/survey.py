"""The pulse question, with an answer to tap on for each point of its scale."""

from __future__ import annotations

from datetime import timedelta

from erm.digest.lines import Line
from erm.digest.writer import Writer
from erm.engagement.waves.views import PulseToldView


def survey_lines(pulse: PulseToldView | None, w: Writer) -> list[Line]:
    """The first question on a scale.

    A tap opens the page with that answer chosen; nothing is sent before it is confirmed there, for
    programs that look for bad links open them all.
    """
    if pulse is None or pulse.question.scale is None:
        return []
    lowest, highest = pulse.question.scale
    wave, question = pulse.wave_id, pulse.question
    labels = question.content.labels
    ends = (labels[0], labels[-1]) if labels else ()
    scale = w.say(
        "line.survey_scale",
        lowest=lowest,
        low=ends[0].of(w.language) if ends else "",
        highest=highest,
        high=ends[1].of(w.language) if ends else "",
    )
    last = pulse.ends_at.astimezone(w.zone) - timedelta(minutes=1)
    told = w.say(
        "line.survey",
        title=w.short(pulse.titles.of(w.language)),
        day=w.day(last.date()),
        count=pulse.questions,
    )
    return [
        Line(
            question.content.text.of(w.language),
            w.links.survey_answer(wave),
            (*((scale,) if ends else ()), told),
            answers=tuple(
                (str(value), w.links.survey_one_tap(wave, question.id, value))
                for value in range(lowest, highest + 1)
            ),
        )
    ]
