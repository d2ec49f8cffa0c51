"""Hugo's own picture processing on a folder of JPEGs.

python hugo.py SRC OUT webp:75,jpeg:78 HUGO_BINARY
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTHS = (320, 640, 960, 1280, 1920)
# The names of the formats in Hugo's image processing.
NAMES = {"webp": "webp photo", "jpeg": "jpg"}
SETTINGS = """disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "section", "page"]
[imaging]
resampleFilter = "Lanczos"
"""


def layout(formats: str) -> str:
    """A page that asks for every width of every photo."""
    wanted = [(width, *one.split(":")) for width in WIDTHS for one in formats.split(",")]
    asked = "".join(f'{{{{ (.Resize "{w}x {NAMES[kind]} q{q} Lanczos").RelPermalink }}}}' for w, kind, q, *_ in wanted)
    return '{{ range resources.Match "p/*" }}{{ with .Filter images.AutoOrient }}' + asked + "{{ end }}{{ end }}"


def main(src: str, out: str, formats: str, hugo: str) -> None:
    """Write a site around the photos and build it cold."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "layouts").mkdir()
        (site / "layouts/index.html").write_text(layout(formats))
        (site / "hugo.toml").write_text(SETTINGS)
        shutil.copytree(src, site / "assets/p")
        subprocess.run([hugo, "--quiet", "--source", name, "--destination", Path(out).resolve()], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
