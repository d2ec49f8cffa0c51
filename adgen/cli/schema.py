"""adgen schema"""

import json

import click

from adgen.cli.language import say
from adgen.cli.options import language
from adgen.content.schema import FILES, json_schema


@click.command(
    "schema",
    help=say(
        "FILE（例: site.yaml）の JSON Schema を書き出します。", "Print the JSON Schema of FILE, for example site.yaml."
    ),
)
@click.argument("file", type=click.Choice(list(FILES)), default="site.yaml")
@language()
def command(file: str) -> None:
    """Print the schema of one kind of file."""
    click.echo(json.dumps(json_schema(FILES[file]), ensure_ascii=False, indent=2))
