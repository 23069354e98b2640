"""A small survey as a person may bring one: every row is invented."""

from pathlib import Path

HEADER = "work_year,experience_level,employment_type,job_title,salary,salary_currency,company_location\n"


def own_survey(path: Path, *more: str) -> Path:
    """Write 190 sound rows in two currencies, of which one has too few, some not full time, and `more`; return it."""
    rows = [f"2024,{'SE' if n % 3 else 'MI'},FT,Data Engineer,{100_000 + 250 * n},USD,US" for n in range(150)]
    rows += [f"2023,EN,FT,Data Analyst,{71_234 + n},EUR,DE" for n in range(12)]
    rows += [f"2024,SE,PT,Data Engineer,{100_000 + n},USD,US" for n in range(28)]
    path.write_text(HEADER + "".join(f"{row}\n" for row in (*rows, *more)), "utf-8")
    return path
