"""Builds the Swift library of trend and puts it into the wheel."""

import pathlib
import shutil
import subprocess

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.errors import ExecError

PROJECT = pathlib.Path(__file__).resolve().parent.parent
LIBRARY = "libtrend-bridge.so"


class BuildWithSwift(build_py):
    """Copies the library beside the modules, built anew where the sources of Swift are newer."""

    def run(self):
        super().run()
        if self.editable_mode:
            target = PROJECT / "python" / "trend" / LIBRARY
        else:
            target = pathlib.Path(self.build_lib) / "trend" / LIBRARY
        if shutil.which("swift") is None:
            raise ExecError("swift is not on the PATH; install Swift 6.3 or later from https://swift.org/install")
        if not (PROJECT / "Package.swift").exists():
            raise ExecError(f"no Package.swift in {PROJECT}: install from a checkout of the whole project")
        # Of a library the package manager links the static Swift only where the compiler is told so, too.
        command = ["swift", "build", "-c", "release", "--product", "trend-bridge", "--static-swift-stdlib",
                   "-Xswiftc", "-static-stdlib", "--scratch-path", str(PROJECT / ".build-python")]
        subprocess.run(command, cwd=PROJECT, check=True)
        where = subprocess.run([*command, "--show-bin-path"], cwd=PROJECT, check=True, capture_output=True, text=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(pathlib.Path(where.stdout.strip()) / LIBRARY, target)
        # Names that nobody calls make up half of the file.
        if shutil.which("strip"):
            subprocess.run(["strip", "--strip-unneeded", str(target)], check=True)


class PlatformWheel(bdist_wheel):
    """A wheel for this kind of machine and any Python 3: the library knows no interpreter."""

    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(cmdclass={"build_py": BuildWithSwift, "bdist_wheel": PlatformWheel})
