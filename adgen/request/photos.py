"""Photos that came with a request: looked at like any photo, kept privately under their digests, never shown."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from adgen.inquiry.mail.letter import Attachment
from adgen.model.picture import Unreadable
from adgen.photos import inspect as inspecting
from adgen.photos.cost import cost_of_look, lost
from adgen.plumbing.tasks import Task
from adgen.plumbing.workers import open_workers
from adgen.problems import Place, Problem, problem
from adgen.request import private

_ENDINGS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "HEIF": ".heic",
    "AVIF": ".avif",
    "GIF": ".gif",
    "TIFF": ".tif",
}


def _bytes(photo: Attachment) -> bytes:
    return photo.data


def keep(photos: Sequence[Attachment], folder: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """(names under which they were kept, what could not be read). Decoded in a process of its own: a mail may hold anything."""
    names: list[str] = []
    problems: list[Problem] = []
    tasks = [Task(photo, partial(_bytes, photo), cost_of_look(photo.name, photo.size)) for photo in photos]
    if not tasks:
        return (), []
    with open_workers(1) as workers:
        for photo, look in workers.run(inspecting.inspect, tasks, lost):
            if isinstance(look, Unreadable):
                problems.append(problem("W445", Place(folder.as_posix()), name=photo.name, bytes=f"{photo.size:,}"))
                continue
            name = f"{photo.digest[:32]}{_ENDINGS.get(look.facts.format, '.bin')}"
            private.write(folder / name, photo.data)
            names.append(name)
    return tuple(dict.fromkeys(names)), problems
