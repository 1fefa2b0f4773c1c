"""What differs between versions of scikit-learn."""

from __future__ import annotations

from typing import Any

try:
    from sklearn.utils.validation import validate_data
except ImportError:  # before 1.6

    def validate_data(estimator: Any, *arguments: Any, **options: Any) -> Any:
        """Checks the data and notes its features."""
        return estimator._validate_data(*arguments, **options)


__all__ = ["validate_data"]
