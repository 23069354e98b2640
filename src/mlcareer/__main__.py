"""Run mlcareer: `python -m mlcareer`, and the console script."""

import gc
import os
import sys


def main() -> None:
    """Answer --version at once; hand everything else to the command tree."""
    gc.disable()  # a command lives for a tenth of a second: collecting its imports costs more than it frees
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            from mlcareer import __version__

            sys.stdout.write(f"mlcareer {__version__}\n")
            sys.stdout.flush()
            return
        from mlcareer.cli.app import run

        run()
    except KeyboardInterrupt:  # before the program could see to it itself
        os.write(2, b"mlcareer: stopped\n")
        os._exit(130)
    except (OSError, AttributeError):  # --version with nowhere to write it
        os._exit(1)


if __name__ == "__main__":
    main()
