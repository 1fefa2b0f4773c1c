"""Charts of results: with Altair where it is installed, else with matplotlib."""

from __future__ import annotations

from typing import Any

import pandas as pd

#: Of which one that is installed has Chinese characters.
_FONTS = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
    "Arial Unicode MS",
    "DejaVu Sans",
]


def lines(frame: pd.DataFrame, x: str, y: str, name: str, title: str, band: tuple[str, str] | None = None) -> Any:
    """A line per name over time; with its 95% interval where there are few lines."""
    frame = frame.copy()
    names = list(dict.fromkeys(frame[name]))
    shows_band = band is not None and len(names) <= 3
    try:
        import altair
    except ImportError:
        return _matplotlib_lines(frame, x, y, name, title, band if shows_band else None)
    base = altair.Chart(frame, title=title, width=560, height=280).encode(
        x=altair.X(f"{_field(x)}:O", title=None),
        color=altair.Color(f"{_field(name)}:N", sort=names, title=None, legend=altair.Legend(labelLimit=320)),
    )
    tooltip = [altair.Tooltip(_field(column), title=column) for column in frame.columns]
    chart = base.mark_line(point=True).encode(
        y=altair.Y(f"{_field(y)}:Q", title=y, axis=altair.Axis(format="%")), tooltip=tooltip
    )
    if shows_band and band is not None:
        interval = base.mark_area(opacity=0.15).encode(
            y=f"{_field(band[0])}:Q",
            y2=f"{_field(band[1])}:Q",
            color=altair.Color(f"{_field(name)}:N", sort=names, legend=None),
        )
        chart = (interval + chart).resolve_legend(color="independent")
    return chart


def bars(frame: pd.DataFrame, x: str, y: str, title: str, color: str | None = None, percent: bool = False) -> Any:
    """A bar per row, in the order of the rows."""
    try:
        import altair
    except ImportError:
        return _matplotlib_bars(frame, x, y, title, percent)
    axis = altair.Axis(format="%") if percent else altair.Axis()
    encoding: dict[str, Any] = {
        "x": altair.X(f"{_field(x)}:Q", title=x, axis=axis),
        "y": altair.Y(f"{_field(y)}:N", sort=list(frame[y]), title=None, axis=altair.Axis(labelLimit=320)),
        "tooltip": [altair.Tooltip(_field(column), title=column) for column in frame.columns],
    }
    if color is not None:
        encoding["color"] = altair.Color(f"{_field(color)}:N", title=None)
    return altair.Chart(frame, title=title, width=480).mark_bar().encode(**encoding)


def _field(name: str) -> str:
    """A name as Altair takes one, whatever signs it has."""
    for sign in ("\\", ".", "[", "]", ":"):
        name = name.replace(sign, "\\" + sign)
    return name


def _axes(title: str, height: float = 3.5) -> tuple[Any, Any]:
    try:
        from matplotlib import font_manager
        from matplotlib.figure import Figure
    except ImportError:
        raise ImportError("a chart needs Altair or matplotlib: pip install altair") from None
    known = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [font for font in _FONTS if font in known]
    figure = Figure(figsize=(8, height), layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, fontfamily=fonts or None)
    return figure, (axes, fonts)


def _finish(figure: Any, axes: Any, fonts: list[str]) -> Any:
    for text in [*axes.get_xticklabels(), *axes.get_yticklabels(), *(legend_texts(axes))]:
        text.set_fontfamily(fonts or None)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure


def legend_texts(axes: Any) -> list[Any]:
    legend = axes.get_legend()
    return list(legend.get_texts()) if legend is not None else []


def _matplotlib_lines(frame: pd.DataFrame, x: str, y: str, name: str, title: str, band: tuple[str, str] | None) -> Any:
    from matplotlib.ticker import PercentFormatter

    figure, (axes, fonts) = _axes(title)
    places = {period: place for place, period in enumerate(dict.fromkeys(frame[x]))}
    for own, part in frame.groupby(name, sort=False):
        at = [places[period] for period in part[x]]
        axes.plot(at, part[y], marker="o", markersize=3, label=str(own))
        if band is not None:
            axes.fill_between(at, part[band[0]], part[band[1]], alpha=0.15)
    step = max(1, len(places) // 12)
    axes.set_xticks(list(places.values())[::step], [str(period) for period in places][::step], rotation=45, ha="right")
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.legend(frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1, 1))
    return _finish(figure, axes, fonts)


def _matplotlib_bars(frame: pd.DataFrame, x: str, y: str, title: str, percent: bool) -> Any:
    from matplotlib.ticker import PercentFormatter

    figure, (axes, fonts) = _axes(title, max(2.0, 1 + 0.25 * len(frame)))
    axes.barh([str(value) for value in frame[y]], frame[x])
    axes.invert_yaxis()
    axes.set_xlabel(x)
    if percent:
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    return _finish(figure, axes, fonts)
