"""The evening command's last part: the site is published, the page is fetched back, and only then the draft may go out."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.cli.options import CACHE
from adgen.cli.output import Console
from adgen.cli.publish import jobs_of, send, warnings
from adgen.cli.request_place import Office

if TYPE_CHECKING:
    from adgen.request.new import Made


def put_online(made: "Made", folder: Path, office: Office, to: str, console: Console) -> "Made":
    """The request with a draft that may go out. Raises AdgenError; the draft keeps its mark then."""
    from adgen.model.request import page_path
    from adgen.publish.online import check_online
    from adgen.publish.run import Wish
    from adgen.request.again import redraft

    if made.path is None:
        return made
    (job,) = jobs_of(office.place, (folder.as_posix(),), to, CACHE)
    console.problems(warnings(job, office.today))
    send(job, office.today, Wish(lambda question, count: False), console)
    check_online(made.page, job.output / page_path(made.token), made.token)
    rules, base_url = office.rules.portals, office.place.base_url
    return replace(made, reply=redraft(folder, made.token, None, base_url, rules, office.now, is_online=True)[1])
