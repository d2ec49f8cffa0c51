"""adgen schema"""

import json

import click

from adgen.cli.language import say
from adgen.content.schema import FILES, json_schema


@click.command(
    "schema",
    help=say(
        "FILE（例: site.yaml）の JSON Schema を書き出します。", "Print the JSON Schema of FILE, for example site.yaml."
    ),
)
@click.argument("file", type=click.Choice(list(FILES)), default="site.yaml")
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), envvar="ADGEN_LANG", expose_value=False, help=say("言葉", "language")
)
def command(file: str) -> None:
    """Print the schema of one kind of file."""
    click.echo(json.dumps(json_schema(FILES[file]), ensure_ascii=False, indent=2))
