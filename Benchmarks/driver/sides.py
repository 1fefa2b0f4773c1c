"""One side of one comparison: a command, run in a process of its own."""
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field


class Failure(Exception):
    pass


@dataclass
class Side:
    name: str
    command: list
    # Whether the process as a whole is what is measured; otherwise it measures its work itself.
    is_whole: bool = False
    results: list = field(default_factory=list)
    quality: dict = field(default_factory=dict)
    failure: str = ""

    def run(self):
        """Runs it once; after a failure not again."""
        if self.failure:
            return
        try:
            result = measured(self.command, self.is_whole)
        except Failure as failure:
            self.failure = str(failure)
            return
        self.results.append(result)
        self.quality.update(result.get("quality", {}))

    def median(self, name):
        values = [result[name] for result in self.results if name in result]
        return statistics.median(values) if values else None


def measured(command, is_whole):
    """Runs a command and returns the JSON line it prints, with the process' own figures if those are wanted.

    The kernel counts the driver's few megabytes at the time of the fork as the child's, which only matters
    below them.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdout=output, stderr=errors)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.kill()
            raise
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        lines = output.read().decode().strip().splitlines()
        if process.returncode != 0:
            said = errors.read().decode(errors="replace").strip().splitlines() or [f"exit code {process.returncode}"]
            raise Failure(said[-1])
    result = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    if is_whole:
        result.update(
            seconds=seconds, cpu_seconds=usage.ru_utime + usage.ru_stime, peak_bytes=usage.ru_maxrss * 1024)
    return result


def run(command):
    """Runs a command that prepares something, and returns what it prints."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"{command[0]}: {(done.stderr or done.stdout).strip()}")
    return done.stdout
