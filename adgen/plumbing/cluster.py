"""The workers of a Dask cluster that somebody else has set up: the same pure jobs, the same bytes back."""

import logging
import warnings
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from adgen import __version__
from adgen.plumbing.processes import Processes
from adgen.plumbing.tasks import Cost, J, Loss, Task
from adgen.plumbing.team import Done, Workers
from adgen.problems import AdgenError, Place, problem

SCHEME = "dask://"
# Seconds: a scheduler in the same network answers within milliseconds, and a result that is ready is there soon.
_PATIENCE = 3
_FETCHING = 60


class Remote:
    """A job on the cluster, kept until its answer is here."""

    def __init__(self, future: Any, function: Callable[[Any], object], job: object) -> None:
        self.future = future
        self.function = function
        self.job = job
        self.waited = 0.0


class Cluster(Workers):
    """The threads of a cluster, each with one job at a time.

    Dask gives the job of a worker that is gone to another one. When four are gone it gives up every job that was with them,
    so what it gives up is done here, in a process of its own: only there it is known which job ends its worker.
    """

    def __init__(self, client: Any, place: Place, jobs: int, memory: int | None) -> None:
        super().__init__(jobs, memory)
        self._client = client
        self._place = place
        self._spoken: SimpleQueue[Any] = SimpleQueue()
        self._here = Processes(1)

    def _begin(self, function: Callable[[J], object], job: J) -> Remote:
        # The job travels with the task, not ahead of it: a worker that is lost must not take the photo along.
        future = self._client.submit(function, job, pure=False)
        future.add_done_callback(self._spoken.put)
        return Remote(future, function, job)

    def _ready(self, busy: list[Remote], seconds: float) -> set[Remote]:
        try:
            spoken = self._spoken.get(timeout=seconds)
        except Empty:
            return set()
        return {remote for remote in busy if remote.future.key == spoken.key}

    def _answer(self, handle: Remote) -> Done | Loss:
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        try:
            return Done(handle.future.result(timeout=_FETCHING))
        except KilledWorker:
            return self._done_here(handle)
        except MemoryError:
            return Loss.memory
        except TimeoutError:
            return Loss.late
        except CancelledError:
            if self._client.status != "running":
                raise _unreachable(self._place) from None
            return self._done_here(handle)

    def _done_here(self, handle: Remote) -> Done | Loss:
        task: Task[None, Any] = Task(None, lambda: handle.job, Cost(0, 0, _FETCHING))
        ((_, found),) = self._here.run(handle.function, [task], lambda why: why)
        return found if isinstance(found, Loss) else Done(found)

    def _stop(self, handle: Remote, *, hangs: bool = False) -> None:
        # Whoever has a job that hangs must be started again by its nanny, or it would never be free.
        running = self._client.processing() if hangs else {}
        if hangs and not running:
            raise _unreachable(self._place)
        workers = [worker for worker, keys in running.items() if handle.future.key in keys]
        handle.future.cancel(force=True)
        if workers:
            self._client.restart_workers(workers, timeout=_FETCHING, raise_for_error=False)

    def close(self) -> None:
        self._here.close()
        self._client.close(timeout=_PATIENCE)


def open_cluster(address: str, jobs: int | None, memory: int | None) -> Cluster:
    """The cluster whose scheduler is at `dask://host:port`; `jobs` at a time, None: one for each of its threads.

    Raises AdgenError when the extra is not installed, nobody answers, or the workers would make other bytes.
    """
    place = Place(address)
    try:
        import dask
        import distributed
    except ImportError:
        raise AdgenError([problem("E507", place)]) from None
    opened: Callable[..., Any] = distributed.Client
    # What happens to tasks is told as problems of their photos; a photo is no large graph.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = opened("tcp://" + address.removeprefix(SCHEME), timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        raise _unreachable(place) from None
    try:
        return Cluster(client, place, _checked(client, place, jobs), memory)
    except AdgenError:
        client.close(timeout=_PATIENCE)
        raise


def _checked(client: Any, place: Place, jobs: int | None) -> int:
    """How many jobs at a time, when there are workers and all are made of the same parts as we are. Raises AdgenError."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise _unreachable(place) from None
    others = {found for found in client.run(parts, on_error="return").values() if found != parts()}
    if others:
        raise AdgenError([problem("E509", place, ours=parts(), theirs=", ".join(sorted(map(str, others))))])
    threads: int = sum(client.nthreads().values())
    return min(jobs or threads, threads)


def parts() -> str:
    """The versions that the bytes of a picture depend on."""
    from importlib.metadata import version

    return f"adgen {__version__}, Pillow {version('pillow')}, pi-heif {version('pi-heif')}"


def _unreachable(place: Place) -> AdgenError:
    return AdgenError([problem("E508", place)])
