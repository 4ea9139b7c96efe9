"""`python -m cooptrace` is the same as the command `cooptrace`."""

from cooptrace.cli import main

if __name__ == "__main__":
    main()
