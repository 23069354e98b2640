"""Draw the README's pictures from what the program prints today.

python tools/pictures.py            write docs/pictures/*.svg
python tools/pictures.py --check    exit 1 where a picture shows something else than the program prints
"""

import argparse
import html
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
COLUMNS = 80
TODAY = "2026-11-22"
COMMANDS = {
    "quiz": ("quiz", "--answers", "examples/answers.yaml", "--mode", "quick"),
    "next": ("next",),
    "plan": ("plan", "--hours", "8", "--by", "2028-12-31"),
    "salary": ("salary", "--level", "senior"),
    "roadmap": ("roadmap",),
}
# Rich's own format fetches fonts from another site; a picture of ours needs nothing but itself.
SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>COMMAND</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
<rect fill="#1b1e24" x="1" y="1" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed() -> dict[str, str]:
    """Return what each command prints, colours and all, for one made-up person."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "FORCE_COLOR": "1",
            "COLUMNS": str(COLUMNS),
            "MLCAREER_HOME": home,
            "MLCAREER_TODAY": TODAY,
        }
        return {
            name: subprocess.run(
                [sys.executable, "-m", "mlcareer", *command],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                check=True,
            ).stdout
            for name, command in COMMANDS.items()
        }


def picture(name: str, output: str) -> str:
    """Return the SVG of a command's output, with the command itself as the first line."""
    console = Console(width=COLUMNS, record=True, file=io.StringIO(), force_terminal=True)
    command = " ".join(("mlcareer", *COMMANDS[name]))
    console.print(Text(f"$ {command}", style="bold"))
    console.print(Text.from_ansi(output.rstrip("\n")))
    return console.export_svg(code_format=SVG.replace("COMMAND", command), unique_id=f"mlcareer-{name}")


def words(svg: str) -> list[str]:
    """Return the words a picture shows, whatever the version of Rich that drew it."""
    shown = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return html.unescape(" ".join(shown)).replace("\xa0", " ").split()


def main() -> int:
    """Write the pictures, or check that they still tell the truth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    stale = []
    for name, output in printed().items():
        path, svg = PICTURES / f"{name}.svg", picture(name, output)
        if not check:
            path.write_text(svg, "utf-8")
        elif not path.exists() or words(path.read_text("utf-8")) != words(svg):
            stale.append(path.name)
    if stale:
        print(f"stale: {', '.join(stale)}; python tools/pictures.py draws them anew", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
