"""The service as it must not be, the control of the power-cut drill: SQLite syncs at checkpoints only (NORMAL)."""

from cooptrace.cli import main
from cooptrace.database import engine

engine._SQLITE_WRITER = tuple(line.replace("=FULL", "=NORMAL") for line in engine._SQLITE_WRITER)

if __name__ == "__main__":
    main()
