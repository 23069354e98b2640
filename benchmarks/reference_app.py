"""What start-up is measured against: the smallest useful Typer app, two commands and one enum option.

`line` prints one line, `table` draws one Rich table. Nothing here may be made quicker or slower to suit a figure.
"""

from enum import StrEnum

import typer

app = typer.Typer()


class Level(StrEnum):
    """An option with a few values."""

    JUNIOR = "junior"
    SENIOR = "senior"


@app.command()
def line(level: Level = Level.SENIOR) -> None:
    """Print one line."""
    print(f"level {level.value}")


@app.command()
def table(level: Level = Level.SENIOR) -> None:
    """Draw one table."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table(title="pay")
    drawn.add_column("level")
    drawn.add_column("median", justify="right")
    drawn.add_row(level.value, "200,000")
    drawn.add_row("all", "194,000")
    Console().print(drawn)


if __name__ == "__main__":
    app()
