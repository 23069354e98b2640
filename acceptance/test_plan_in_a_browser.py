"""The exported page in a real browser: quiet, reachable by keyboard and screen reader, legible, printable, narrow.

Needs Debian's packages chromium and chromium-driver. Where they are missing this fails: nothing else tries the page.
"""

import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

BROWSER, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ANSWERS = Path(__file__).resolve().parent.parent / "examples" / "answers.yaml"
LEAST_CONTRAST = 4.5
PHONE = 600
"""Below this width in pixels the browser pretends to be a phone."""
FAINT = """
const seen = colour => colour.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
const ground = element => {
  for (let one = element; one; one = one.parentElement) {
    const colour = seen(getComputedStyle(one).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const faint = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim();
  const element = walker.currentNode.parentElement;
  if (!text || !element.checkVisibility()) continue;
  const [low, high] = [light(seen(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => a - b);
  const contrast = (high + 0.05) / (low + 0.05);
  if (contrast < arguments[0]) faint.push([text.slice(0, 40), contrast]);
}
return faint;
"""
"""Finds each text whose contrast to what lies behind it is too low, by the styles that the browser computed."""
OVERFLOWING = """
const width = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")]
  .filter(element => element.getBoundingClientRect().right > width + 0.5)
  .map(element => element.outerHTML.slice(0, 80));
"""


@pytest.fixture(scope="module")
def page_and_plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Return the page that the program exports for one person, and the same plan as data."""
    folder = tmp_path_factory.mktemp("page")
    env = {**os.environ, "MLCAREER_HOME": str(folder / "home"), "MLCAREER_TODAY": "2026-11-22"}

    def run(*args: str) -> str:
        command = [sys.executable, "-m", "mlcareer", *args]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, cwd=folder, check=False)
        assert (done.returncode, done.stderr) == (0, ""), args
        return done.stdout

    run("quiz", "--answers", str(ANSWERS), "--mode", "quick")
    first = json.loads(run("next", "--json"))["data"]["suggestions"][0]["step"]
    run("plan", "--to", "mid", "--hours", "8", "--by", "2027-09-01")
    run("done", first)
    run("plan", "--export", "plan.html")
    plan = json.loads(run("plan", "--json"))["data"]
    return folder / "plan.html", plan


@pytest.fixture(scope="module")
def plan(page_and_plan: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """Return the plan that the page shows."""
    return page_and_plan[1]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Return a browser with a profile of its own that notes every request and every message of the console."""
    missing = [
        package for package, file in (("chromium", BROWSER), ("chromium-driver", DRIVER)) if not shutil.which(file)
    ]
    if missing:
        pytest.fail(f"the browser is missing: apt-get install {' '.join(missing)}")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: webdriver.Chrome, page_and_plan: tuple[Path, dict[str, Any]]) -> webdriver.Chrome:
    """Return the browser with the page open, as on a usual screen by day."""
    look(browser, width=1000, scheme="light")
    browser.get(page_and_plan[0].as_uri())
    return browser


def look(browser: webdriver.Chrome, *, width: int, scheme: str) -> None:
    """Have the browser pretend another width, and a person who likes it light or dark."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [feature]})


def tree(browser: webdriver.Chrome) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what a screen reader is told: role, name and properties of every part of the page."""
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    return [
        (
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            {one["name"]: one["value"].get("value") for one in node.get("properties", ())},
        )
        for node in nodes
        if not node["ignored"]
    ]


def letters_of(printed: str) -> list[str]:
    """Return the letters of each page of a printed document, without spaces, ligatures taken apart."""
    pages = PdfReader(io.BytesIO(base64.b64decode(printed))).pages
    return ["".join(normalize("NFKC", page.extract_text()).split()) for page in pages]


def test_asks_for_nothing_and_complains_of_nothing(
    browser: webdriver.Chrome, page_and_plan: tuple[Path, dict[str, Any]]
):
    """Opening the page makes one request, for the file itself, and the console stays empty."""
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(page_and_plan[0].as_uri())
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert asked == [page_and_plan[0].as_uri()]
    assert browser.get_log("browser") == []


def test_what_a_screen_reader_is_told(opened: webdriver.Chrome, plan: dict[str, Any]):
    """One first heading, the landmarks, a named region a part, a named box a step, two tables with names."""
    parts = tree(opened)
    roles = Counter(role for role, _, _ in parts)
    headings = [properties["level"] for role, _, properties in parts if role == "heading"]
    boxes = [name for role, name, _ in parts if role == "checkbox"]
    assert headings.count(1) == 1
    assert {role: roles[role] for role in ("banner", "navigation", "main", "contentinfo")} == dict.fromkeys(
        ("banner", "navigation", "main", "contentinfo"), 1
    )
    assert all(name for role, name, _ in parts if role in {"region", "table", "article", "link", "checkbox", "heading"})
    assert boxes[-len(plan["steps"]) :] == [f"{step['number']}. {step['what']['title']}" for step in plan["steps"]]
    assert len(boxes) == len(plan["steps"]) + 1
    assert roles["table"] == 2
    assert roles["rowheader"] >= len(plan["steps"])


def test_keyboard_reaches_every_box(opened: webdriver.Chrome):
    """Nothing is taken out of the order in which Tab goes, and a box is ticked from its label."""
    assert opened.execute_script("return document.querySelectorAll('[tabindex]').length") == 0
    box = "document.querySelector('.steps input')"
    before = opened.execute_script(f"return {box}.checked")
    opened.execute_script("document.querySelector('.steps label').click()")
    assert (before, opened.execute_script(f"return {box}.checked")) == (False, True)


def test_links_lead_somewhere(opened: webdriver.Chrome):
    """Each link within the page leads to a part of it."""
    lost = (
        "return [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert opened.execute_script(lost) == []


@pytest.mark.parametrize("width", [1000, 360])
def test_light_and_dark_are_legible(width: int, opened: webdriver.Chrome):
    """Who likes it dark gets another ground, and every text has enough contrast on both, as the browser drew them."""
    grounds = []
    for scheme in ("light", "dark"):
        look(opened, width=width, scheme=scheme)
        grounds.append(opened.execute_script("return getComputedStyle(document.body).backgroundColor"))
        assert opened.execute_script(FAINT, LEAST_CONTRAST) == []
    assert grounds[0] != grounds[1]


@pytest.mark.parametrize("width", [320, 360, 600, 1000])
def test_nothing_overflows(width: int, opened: webdriver.Chrome):
    """On a narrow phone nothing sticks out to the right, and there is nothing to scroll sideways."""
    look(opened, width=width, scheme="light")
    assert opened.execute_script(OVERFLOWING) == []
    assert opened.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def test_large_text_does_not_overflow(opened: webdriver.Chrome):
    """With letters twice as large on a screen of 640 pixels, nothing sticks out either."""
    look(opened, width=640, scheme="light")
    opened.execute_script("document.documentElement.style.fontSize = '200%'")
    assert opened.execute_script(OVERFLOWING) == []


def test_prints_whole(opened: webdriver.Chrome, plan: dict[str, Any]):
    """The printed page holds the text of every step and the address of every link, whatever the screen's scheme."""
    look(opened, width=1000, scheme="dark")
    printed = opened.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
    pages = letters_of(printed["data"])
    text = "".join(pages)
    for step in plan["steps"]:
        what = step["what"]
        said = (what["title"], what["why"], what["done_when"], *what["do"], *(link["url"] for link in what["learn"]))
        assert [part for part in said if "".join(part.split()) not in text] == []
    assert len(pages) < len(plan["steps"])


def test_no_step_is_cut_in_print(opened: webdriver.Chrome, plan: dict[str, Any]):
    """Each printed step ends on the page on which it begins."""
    printed = opened.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pages = letters_of(printed["data"])
    for step in plan["steps"]:
        what = step["what"]
        begins = re.escape("".join(f"{step['number']}.{what['title']}{step['begins']}".split()))
        ends = "".join(f"{what['step']}·source:".split())
        assert any(re.search(begins, page) and ends in page for page in pages), what["title"]
