"""Tell a comparison in lines a clerk reads, or as plain data for a machine. Pure."""

from collections.abc import Iterator
from typing import Any

from reports.difference.record import Comparison, Difference, Subject
from reports.formats import format_instant, format_number


def tell_comparison(compared: Comparison) -> Iterator[str]:
    """Yield the figures that changed, then every difference with its cause, subject by subject."""
    yield f"Kế hoạch {compared.plan_code}: từ {format_instant(compared.before)} đến {format_instant(compared.after)}."
    if not compared.figures and not compared.differences:
        yield "Không có gì thay đổi."
        return
    if compared.figures:
        yield "Số liệu thay đổi:"
    for figure in compared.figures:
        yield f"  {figure.name}: {format_number(figure.before)} → {format_number(figure.after)}"
    for subject in Subject:
        members = [one for one in compared.differences if one.subject is subject]
        if members:
            yield f"{subject.label} ({format_number(len(members))} thay đổi):"
        yield from (f"  {one.told}" for one in members)


def describe_comparison(compared: Comparison) -> dict[str, Any]:
    """Return the comparison with English keys; `told` is the Vietnamese sentence."""
    return {
        "plan": compared.plan_code,
        "before": compared.before.isoformat(),
        "after": compared.after.isoformat(),
        "figures": [{"figure": one.name, "before": one.before, "after": one.after} for one in compared.figures],
        "differences": [_describe(one) for one in compared.differences],
    }


def _describe(one: Difference) -> dict[str, Any]:
    return {
        "subject": one.subject.value,
        "name": one.name,
        "url": one.url,
        "before": one.before or None,
        "after": one.after or None,
        "cause": one.cause.value,
        "detail": one.detail or None,
        "told": one.told,
    }
