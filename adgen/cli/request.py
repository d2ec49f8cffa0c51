"""adgen request"""

import click

from adgen.cli.language import say
from adgen.cli.request_list import list_requests, purge, report
from adgen.cli.request_new import new
from adgen.cli.request_pages import card, draft, edit, expire, feature, show, unfeature, withdraw
from adgen.cli.request_steps import steps


@click.group(
    "request",
    help=say(
        "依頼のメールから、トップページ、依頼のページ、返信の下書きを作り、返信したあとを記録します。送信はしません。",
        "From a request's mail to home page, request page and reply draft, and on to what became of it. Nothing is sent.",
    ),
)
def command() -> None:
    """The group of commands on requests."""


for _made in (
    new,
    list_requests,
    show,
    draft,
    edit,
    card,
    feature,
    unfeature,
    expire,
    withdraw,
    *steps(),
    report,
    purge,
):
    command.add_command(_made)
