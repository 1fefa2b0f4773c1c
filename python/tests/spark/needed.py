"""Skips the tests where there is no Spark. Imported before all that needs it."""

import os
import shutil

import pytest

pytest.importorskip("pyspark", reason="PySpark is not installed")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Java is not installed, which Spark runs on", allow_module_level=True)
