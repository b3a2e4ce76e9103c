"""CPU time of a family of processes, from /proc/<pid>/stat (Linux; proc(5))."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_PPID, _UTIME, _STIME, _CUTIME, _CSTIME = 1, 11, 12, 13, 14  # counted after the name


@dataclass(frozen=True)
class Stat:
    """One process: its parent, its own ticks, those of its dead and awaited children."""

    ppid: int
    own: int
    buried: int


def parse_stat(text: str) -> Stat:
    """A line of /proc/<pid>/stat; the command's name may hold spaces and parentheses."""
    fields = text.rpartition(")")[2].split()
    return Stat(
        ppid=int(fields[_PPID]),
        own=int(fields[_UTIME]) + int(fields[_STIME]),
        buried=int(fields[_CUTIME]) + int(fields[_CSTIME]),
    )


def family_ticks(stats: dict[int, Stat], root: int) -> int:
    """Ticks of ``root`` and all its descendants, the dead ones included."""
    family, found = {root}, {root}
    while found:
        found = {pid for pid, stat in stats.items() if stat.ppid in family} - family
        family |= found
    return sum(stats[pid].own + stats[pid].buried for pid in family if pid in stats)


def cpu_ms(root: int) -> float:
    """Milliseconds of CPU used so far by a process and its descendants (10 ms steps)."""
    stats: dict[int, Stat] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stats[int(entry.name)] = parse_stat((entry / "stat").read_text())
            except OSError:
                continue
    return family_ticks(stats, root) * _TICK_MS
