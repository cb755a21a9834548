"""SVG elements as escaped markup."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def element(tag: str, *children: str | Markup, **attributes: object) -> Markup:
    """An element; `class_` is class, and underscores in names are hyphens. Attributes that are None are left out."""
    named = "".join(
        f' {escape(name.rstrip("_").replace("_", "-"))}="{escape(number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(escape(child) for child in children)
    return Markup(f"<{tag}{named}>{inside}</{tag}>")  # noqa: S704 -- every part is escaped above


def number(value: object) -> object:
    """Coordinates to a tenth: shorter, and no eye sees more."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def path(points: Iterable[tuple[float, float]]) -> str:
    """Straight lines through points."""
    return "M" + "L".join(f"{number(float(x))} {number(float(y))}" for x, y in points)


def picture(width: float, height: float, title: str, *children: Markup, class_: str | None = None) -> Markup:
    """A whole drawing with its name for those who do not see it."""
    return element(
        "svg", element("title", title), *children, viewBox=f"0 0 {number(width)} {number(height)}", role="img",
        aria_label=title, class_=class_, width=number(width), height=number(height),
    )  # fmt: skip
