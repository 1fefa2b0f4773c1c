"""The notebook of the monthly routine runs, with nothing in it that one would not show."""

from __future__ import annotations

import os
import pathlib
import re

import pytest

import trend

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("altair")

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def test_monthly(monkeypatch: pytest.MonkeyPatch) -> None:
    place = pathlib.Path(trend.__file__).parent.parent
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(PROJECT / "python" / "notebooks" / "monthly.ipynb", 4)
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(PROJECT)}}
    )
    client.execute()
    nbformat.write(notebook, PROJECT / "notebooks-out" / "monthly.ipynb")
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    said = [output.text for cell in cells for output in cell.outputs if output.output_type == "stream"]
    # The sample has reposts, which topics leave out and name.
    said = [text for text in said if "reposts left out" not in text]
    assert not [text for text in said if "Warning" in text or "Error" in text]
    shown = [output.data for cell in cells for output in cell.outputs if "data" in output]
    assert len(shown) >= 14
    html = [str(data.get("text/html", "")) for data in shown]
    assert sum("vega" in text for text in html) == 4
    assert any("micro-F1" in text for text in html)
    assert any("Sora" in str(data.get("text/plain", "")) for data in shown)
    assert any("2024年6月共有 146 篇文章" in text for text in html)
    for name in ("report.html", "report.xlsx", "report.docx"):
        assert (PROJECT / "notebooks-out" / "notebook" / "report" / name).exists()


def test_the_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(PROJECT / "python" / "notebooks" / "monthly.ipynb", 4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert not re.search(r"/(tmp|home|work)/", "".join(cell.source for cell in notebook.cells))
