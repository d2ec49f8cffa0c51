"""adgen: ad homepages for Japanese home-renovation contractors, from a folder of YAML, Markdown and photos."""

__version__ = "0.1.0"
