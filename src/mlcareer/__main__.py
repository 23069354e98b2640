"""Run mlcareer: `python -m mlcareer`, and the console script."""

import gc
import sys


def main() -> None:
    """Answer --version at once; hand everything else to the command tree."""
    gc.disable()  # a command lives for a tenth of a second: collecting its imports costs more than it frees
    if sys.argv[1:] in (["--version"], ["-V"]):
        from mlcareer import __version__

        sys.stdout.write(f"mlcareer {__version__}\n")
        return
    from mlcareer.cli.app import run

    run()


if __name__ == "__main__":
    main()
