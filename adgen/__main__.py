"""`python -m adgen` and the `adgen` command."""


def main() -> None:
    """Run the command line. Worker processes import this module too, and must not get the command line with it."""
    from adgen.cli import main as run

    run()


if __name__ == "__main__":
    main()
