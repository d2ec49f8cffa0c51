"""Opens the workers that a command asks for."""

import os

from adgen.plumbing.machine import memory_of_machine
from adgen.plumbing.processes import Processes
from adgen.plumbing.team import Workers


def open_workers(jobs: int | None = None, memory: int | None = None, cluster: str | None = None) -> Workers:
    """Workers for a `with` block: up to `jobs` processes here (None: one per core), or those of a Dask `cluster`.

    `memory` in bytes bounds what is under way; None is half of this machine's, and on a cluster any amount.
    Raises AdgenError when the cluster cannot be used.
    """
    if cluster:
        from adgen.plumbing.cluster import open_cluster

        return open_cluster(cluster, jobs, memory)
    return Processes(jobs or os.cpu_count() or 1, memory or memory_of_machine() // 2)
