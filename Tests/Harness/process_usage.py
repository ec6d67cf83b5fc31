"""What a process uses, as Linux tells of it."""

from __future__ import annotations

import os


def processor_seconds(process: int, thread: int | None = None) -> float:
    """The processor time of all threads of a process, or of one, to the nanosecond.

    `/proc/PID/stat` counts in hundredths of a second, which is as long as twenty frames.
    """
    total = 0
    for task in [thread] if thread else os.listdir(f"/proc/{process}/task"):
        try:
            with open(f"/proc/{process}/task/{task}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue  # A thread that has just ended.
    return total / 1e9


def threads(process: int) -> dict[int, float]:
    """The processor time of each thread."""
    times = {}
    for task in os.listdir(f"/proc/{process}/task"):
        try:
            times[int(task)] = processor_seconds(process, int(task))
        except ValueError:
            continue
    return times


def memory_bytes(process: int, field: str = "VmRSS") -> int:
    """The resident memory of a process, or its peak (`VmHWM`)."""
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith(f"{field}:"):
                return 1024 * int(line.split()[1])
    return 0


def machine_description() -> str:
    """The processor, the number of its cores, the system."""
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    system = os.uname()
    return f"{model}, {os.cpu_count()} cores, {system.sysname} {system.release} {system.machine}"


def load() -> str:
    """The load averages of the machine."""
    return " ".join(f"{average:.2f}" for average in os.getloadavg())
