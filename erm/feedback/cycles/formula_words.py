"""How a result was counted, in words and numbers of the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import format_decimal

from erm.core.language import babel_locale, say
from erm.feedback.cycles.formulas import CompetencyResult, Figure, Part, TotalResult
from erm.feedback.cycles.results import ResultBound
from erm.feedback.cycles.rules import Perspective

_SIGNS = {ResultBound.EXACT: "", ResultBound.AT_MOST: "≤ ", ResultBound.AT_LEAST: "≥ "}


def number(language: str, tenths: int) -> str:
    """A figure with one decimal: 3.7 or 3,7."""
    return format_decimal(
        abs(tenths) / 10, "−#,##0.0" if tenths < 0 else "#,##0.0", babel_locale(language)
    )


def perspective_name(language: str, perspective: Perspective) -> str:
    """What a perspective is called at the head of a line."""
    return say(language, f"packet.perspective.{perspective.value}")


def competency_formula(language: str, result: CompetencyResult) -> str:
    """How self, manager, others and the gap of a competency were counted."""
    lines = [
        _line(language, perspective_name(language, part.perspective), _counted(language, part))
        for part in (result.own, result.manager, *result.parts)
        if part is not None
    ]
    if result.others is not None and result.parts:
        lines.append(
            _line(
                language,
                say(language, "packet.formula.others"),
                _joined(language, result.parts, result.others),
            )
        )
    if result.gap is not None and result.own is not None and result.others is not None:
        own, others = number(language, result.own.mean), number(language, result.others)
        difference = f"{own} − {others} = {number(language, result.gap)}"
        lines.append(_line(language, say(language, "packet.formula.gap"), difference))
    return "\n".join(lines)


def total_formula(language: str, result: TotalResult) -> str:
    """How the total was counted, and who is missing in it."""
    lines = [
        _line(language, perspective_name(language, part.perspective), _counted(language, part))
        for part in result.parts
    ]
    lines.append(
        _line(
            language,
            say(language, "packet.formula.total"),
            _joined(language, result.parts, result.mean),
        )
    )
    if result.missing:
        names = ", ".join(perspective_name(language, one) for one in result.missing)
        lines.append(say(language, "packet.formula.missing", names=names))
    return "\n".join(lines)


def _line(language: str, name: str, counted: str) -> str:
    return say(language, "packet.formula.line", name=name, counted=counted)


def _counted(language: str, part: Part) -> str:
    """The mean of one perspective from its questions."""
    shown = [_figure(language, figure) for figure in part.figures]
    if len(shown) == 1:
        return shown[0]
    weights = [figure.weight for figure in part.figures]
    return _fraction(language, shown, weights, part.mean, rough=part.is_rough)


def _joined(language: str, parts: Sequence[Part], mean: int) -> str:
    """The mean of several perspectives. Those of weight 0 are printed as such and change nothing."""
    shown = [_SIGNS[part.bound] + number(language, part.mean) for part in parts]
    rough = any(part.is_rough for part in parts)
    return _fraction(language, shown, [part.weight for part in parts], mean, rough=rough)


def _fraction(
    language: str, shown: Sequence[str], weights: Sequence[int], mean: int, *, rough: bool
) -> str:
    terms = " + ".join(f"{one} × {weight}" for one, weight in zip(shown, weights, strict=True))
    sign = "≈" if rough else "="
    below = " + ".join(str(weight) for weight in weights)
    return f"({terms}) / ({below}) {sign} {number(language, mean)}"


def _figure(language: str, figure: Figure) -> str:
    shown = _SIGNS[figure.bound] + number(language, figure.mean)
    if figure.of is not None:
        mean, scale = figure.of
        shown = say(
            language,
            "packet.formula.other_scale",
            shown=shown,
            mean=number(language, mean),
            scale=scale,
        )
    if figure.calibrated:
        shown = say(language, "packet.formula.calibrated", shown=shown)
    return shown
