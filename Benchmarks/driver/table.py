"""The one table, in Markdown."""
HEAD = ["work", "ours", "peer", "ratio", "quality: ours", "quality: peer", "memory: ours", "memory: peer"]


def head():
    numbers = {1, 2, 3}
    rule = ["---:" if index in numbers else "---" for index in range(len(HEAD))]
    return line(HEAD) + "\n" + "|" + "|".join(rule) + "|"


def line(cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def row(work, comparison):
    ours, peer = comparison.ours, comparison.peer
    return line([
        f"{work}: {comparison.title}", time(comparison, ours), f"{peer.name}: {time(comparison, peer)}",
        ratio(ours, peer), quality(comparison, ours), quality(comparison, peer),
        memory(ours), memory(peer)])


def ratio(ours, peer):
    """By the clock and, which counts on a busy machine, in the time of cores."""
    if not ours.results or not peer.results:
        return "–"
    clock, cores = (peer.median(name) / ours.median(name) for name in ("seconds", "cpu_seconds"))
    return f"{clock:.2f}×, {cores:.2f}× of cores"


def time(comparison, side):
    """Seconds by the clock, those of all cores, and the rate."""
    seconds = side.median("seconds")
    if seconds is None:
        return side.failure or "–"
    parts = [f"{seconds:.3g} s"]
    if side.median("cpu_seconds") is not None:
        parts.append(f"{side.median('cpu_seconds'):.3g} s of cores")
    size = comparison.input_bytes or side.quality.get("text_bytes")
    if size:
        parts.append(f"{size / seconds / 1e6:.3g} MB/s")
    half = comparison.smaller and comparison.smaller.side(side.name)
    if half and half.results and side.results:
        parts.append(f"{side.median('cpu_seconds') / half.median('cpu_seconds'):.2f}× the cores' time of half of it")
    return ", ".join(parts)


def quality(comparison, side):
    shown = {name: value for name, value in side.quality.items() if not name.endswith("_bytes")}
    return ", ".join(f"{name.replace('_', ' ')} {figure(name, value)}" for name, value in sorted(shown.items())) or "–"


def figure(name, value):
    if "gap" in name:
        return f"{value:.1e}"
    if "accuracy" in name or name.startswith("C="):
        return f"{value:.4f}"
    if name.endswith("_alone"):
        return f"{value:.3g} s"
    return f"{value:,.0f}" if value == int(value) else f"{value:.8g}"


def memory(side):
    peak, extra = side.median("peak_bytes"), side.median("extra_bytes")
    if peak is None:
        return "–"
    parts = [f"{peak / 1e6:.0f} MB"]
    if extra is not None:
        parts.append(f"work {extra / 1e6:.0f} MB")
        if side.quality.get("matrix_bytes"):
            parts.append(f"{extra / side.quality['matrix_bytes']:.1f} bytes a byte of matrix")
    return ", ".join(parts)
