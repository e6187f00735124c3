"""Runs a command and prints its wall-clock seconds and peak memory as JSON; its stdout goes to a file."""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    stdout_path, *command = sys.argv[1:]
    with open(stdout_path, "wb") as stdout:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE)
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed: {errors.decode(errors='replace')}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({"seconds": seconds, "peak_bytes": usage.ru_maxrss * unit}))


if __name__ == "__main__":
    main()
