"""One worker process, seen from both ends of its pipe."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# The dearest photo within the limits, a WebP of 60 megapixels, takes 1.0 GiB to decode; half as much again for what is to come.
MOST_MEMORY = 1536 * 1024**2

_CONTEXT = multiprocessing.get_context("spawn")

Answer = tuple[Literal["up", "done", "raised", "memory"], Any]


class Process:
    """A process that does one job after the other; `waited` are the seconds its job has had so far."""

    def __init__(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.is_idle = True
        self.waited = 0.0
        self._is_up = False
        self._held: tuple[Callable[[Any], Any], Any] | None = None
        self._process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, function: Callable[[Any], Any], job: object) -> None:
        """Have the job done; one that is not up yet gets it later, so that many can start at once. Raises OSError."""
        self.is_idle, self.waited = False, 0.0
        if self._is_up:
            self.pipe.send((function, job))
        else:
            self._held = function, job

    def take(self) -> Answer:
        """What has come back. Raises EOFError, OSError when the process is dead."""
        answer: Answer = self.pipe.recv()
        if answer[0] == "up":
            self._is_up = True
            self.pipe.send(self._held)
            self._held = None
        else:
            self.is_idle = True
        return answer

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: "Connection[Any, Any]") -> None:
    """The life of a worker. Ctrl-C is the parent's to handle; a parent that is killed takes its workers along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_memory()
    pipe.send(("up", None))
    while True:
        try:
            # Not kept in a name: while the next job arrives this one must be gone.
            pipe.send(_answer(*pipe.recv()))
        except (EOFError, OSError):
            return


def _answer(function: Callable[[Any], Any], job: object) -> Answer:
    try:
        return "done", function(job)
    except MemoryError:
        return "memory", None
    except Exception as error:
        return "raised", error


def limit_memory() -> None:
    """Have this process refused what it wants beyond MOST_MEMORY, where the system can (Linux; not macOS, not Windows)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        # Not the address space: threads and shared libraries reserve far more of it than they use.
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
