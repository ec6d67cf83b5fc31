"""What a process uses, as Linux tells of it."""

from __future__ import annotations

import os
import time


def processor_seconds(process: int) -> float:
    """The processor time of all threads of a process, those that have ended too, to the nanosecond."""
    # The kernel's number for the clock of another process's scheduled time.
    return time.clock_gettime((~process << 3) | 2)


def thread_seconds(process: int, thread: int) -> float:
    """The processor time of one thread, to the nanosecond.

    `/proc/PID/task/TID/stat` counts in hundredths of a second, which is as long as several frames.
    """
    with open(f"/proc/{process}/task/{thread}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e9


def all_thread_seconds(process: int) -> dict[int, float]:
    """The processor time of each thread that there is."""
    times = {}
    for task in os.listdir(f"/proc/{process}/task"):
        try:
            times[int(task)] = thread_seconds(process, int(task))
        except (FileNotFoundError, ProcessLookupError):
            continue  # It has just ended.
    return times


def wake_ups(process: int, thread: int) -> int:
    """How often a thread has waited and been woken."""
    return _status(f"/proc/{process}/task/{thread}/status", "voluntary_ctxt_switches")


def memory_bytes(process: int, field: str = "VmRSS") -> int:
    """The resident memory of a process, or its peak (`VmHWM`)."""
    return 1024 * _status(f"/proc/{process}/status", field)


def _status(path: str, field: str) -> int:
    with open(path, encoding="ascii") as file:
        for line in file:
            if line.startswith(f"{field}:"):
                return int(line.split()[1])
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
