"""Markdown files with front matter: YAML between two lines of `---`, then the body."""

from dataclasses import dataclass

from adgen.problems import Place, Problem, problem
from adgen.text.nodes import Mapping
from adgen.text.parse import parse


@dataclass(frozen=True)
class Document:
    """Front matter as a tree and the body as Markdown; `body_line` is the line on which the body begins."""

    front: Mapping
    body: str
    body_line: int


def split(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """The document in `text`, or None with the problems that prevent it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [problem("E116", Place(file, 1, 0, lines[0]))]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return None, [problem("E117", Place(file, 1, 1, lines[0], 3))]
    front, problems = parse("\n".join(lines[1:end]), file, first_line=2)
    if front is None:
        return None, problems
    begin = next((n for n, line in enumerate(lines) if n > end and line.strip()), len(lines))
    return Document(front, "\n".join(lines[begin:]).rstrip(), begin + 1), problems
