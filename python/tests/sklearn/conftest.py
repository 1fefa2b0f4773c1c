"""Texts and data that the tests share."""

from __future__ import annotations

import numpy as np
import pytest



def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes minutes; runs with -m slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" not in (config.getoption("-m") or ""):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes; run with -m slow"))


_PARTS = [
    "新能源汽车", "锂电池", "上市公司", "发布", "人工智能大模型", "价格战", "英伟达 GPU", "央行", "降息", "半导体", "产业链",
    "　", "  ", "\n", "AI", "Scaling Law", "2024年", "！", "，", "𠮷野家", "é",
]


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Titles made of a few parts, some empty, some with runs of blanks and with characters beyond 16 bits."""
    random = np.random.RandomState(7)
    made = ["".join(_PARTS[part] for part in random.randint(0, len(_PARTS), random.randint(1, 9))) for _ in range(400)]
    return [*made, "", " ", "A", "\t\t", "ÄÖ\u3000ü"]


@pytest.fixture(scope="session")
def labels(texts: list[str]) -> list[str]:
    """A label for each text, which its parts tell."""
    return ["车" if "汽车" in text else "芯" if "半导体" in text or "GPU" in text else "其他" for text in texts]
