"""`python -m adgen` and the `adgen` command."""

from adgen.cli import main

if __name__ == "__main__":
    main()
