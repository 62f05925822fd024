"""What every page must keep to; each check returns what is wrong, in sentences."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponseBase
from playwright.sync_api import Page

NARROW = 320
MOST_STOPS = 400
"""How many times Tab is pressed at most; a page with more to reach is too long for anybody."""


def frame_faults(page: Page) -> list[str]:
    """One h1, a title of its own, the language said."""
    found = page.evaluate(
        """() => ({h1: document.querySelectorAll("h1").length, title: document.title.trim(),
        lang: document.documentElement.lang, main: document.querySelectorAll("main").length})"""
    )
    said = {
        f"It has {found['h1']} h1, not one.": found["h1"] == 1,
        f"Its title is {found['title']!r}.": len(found["title"]) > 3 and found["title"][0] != "–",
        "It does not say its language.": found["lang"] == "en",
        f"It has {found['main']} main, not one.": found["main"] == 1,
    }
    return [words for words, is_well in said.items() if not is_well]


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds."""
    report = Axe().run(page)
    return [report.generate_report()] if report.violations_count else []


def reflow_faults(page: Page) -> list[str]:
    """Whether it has to be moved sideways on a phone; axe does not tell."""
    before = page.viewport_size
    assert before is not None
    if before["width"] != NARROW:
        page.set_viewport_size({"width": NARROW, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = page.evaluate(
        """(limit) => [...document.body.querySelectorAll("*")]
        .filter((one) => one.getBoundingClientRect().right > limit + 1 && !one.closest(".scroll"))
        .map((one) => one.outerHTML.slice(0, 90)).slice(-3)""",
        NARROW,
    )
    if before["width"] != NARROW:
        page.set_viewport_size(before)
    return [f"At {NARROW} px it is {width} px wide: {wide}"] if width > NARROW else []


def keyboard_faults(page: Page) -> list[str]:
    """What Tab does not reach, or reaches without anyone seeing it."""
    stops = page.evaluate(_WATCH_FOCUS)
    for _ in range(min(stops + 2, MOST_STOPS)):
        page.keyboard.press("Tab")
    reached: dict[str, Any] = page.evaluate(_TELL_FOCUS)
    return [f"Tab does not reach {one}" for one in reached["missed"]] + [
        f"Nobody sees the focus on {one}" for one in reached["unseen"]
    ]


def scriptless_faults(page: Page, plain: Page) -> list[str]:
    """What is there only with scripts, or only without."""
    with_scripts, without = page.evaluate(_CONTENT), plain.evaluate(_CONTENT)
    faults = []
    for what in with_scripts:
        extra = set(with_scripts[what]) - set(without[what])
        lacking = set(without[what]) - set(with_scripts[what])
        faults += [f"Only with scripts: {what} {one!r}" for one in sorted(extra)]
        faults += [f"Only without scripts: {what} {one!r}" for one in sorted(lacking)]
    return faults


def header_faults(answer: HttpResponseBase) -> list[str]:
    """Whether an answer says what a browser may do with it."""
    policy = answer.headers.get("Content-Security-Policy", "")
    asked = {
        "default-src 'none'": "default-src 'none'" in policy,
        "frame-ancestors 'none'": "frame-ancestors 'none'" in policy,
        "nothing unsafe": "unsafe" not in policy and "*" not in policy and "http" not in policy,
        "nosniff": answer.headers.get("X-Content-Type-Options") == "nosniff",
        "a referrer policy": answer.headers.get("Referrer-Policy") == "same-origin",
        "no frames": answer.headers.get("X-Frame-Options") == "DENY",
    }
    return [f"Its headers do not say {what}." for what, is_said in asked.items() if not is_said]


_WATCH_FOCUS = """() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const shown = (one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && one.type !== "hidden" && one.tabIndex >= 0 && !one.closest("dialog:not([open])");
  const traits = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor",
    "borderColor", "borderWidth"];
  const styles = (one) => [null, "::before", "::after"].map((part) => getComputedStyle(one, part));
  const look = (one) => [one, ...(one.labels || [])].flatMap(styles)
    .flatMap((style) => traits.map((trait) => style[trait])).join();
  const name = (one) => one.outerHTML.slice(0, 120);
  // Of radio buttons with one name, Tab stops at one.
  const groups = new Set();
  const all = [...document.querySelectorAll(stops)].filter(shown).filter((one) => {
    if (one.type !== "radio") return true;
    const group = `${[...document.forms].indexOf(one.form)} ${one.name}`;
    const chosen = document.querySelector(`[type=radio][name="${CSS.escape(one.name)}"]:checked`);
    if (groups.has(group) || (chosen && chosen !== one)) return false;
    groups.add(group);
    return true;
  });
  const before = new Map(all.map((one) => [one, look(one)]));
  const state = {all, reached: new Set(), unseen: new Set(), name};
  document.addEventListener("focusin", ({target}) => {
    state.reached.add(target);
    if (before.has(target) && before.get(target) === look(target)) state.unseen.add(target);
  });
  window.focusWatch = state;
  document.activeElement?.blur();
  window.getSelection().removeAllRanges();
  return all.length;
}"""

_TELL_FOCUS = """() => {
  const {all, reached, unseen, name} = window.focusWatch;
  return {missed: all.filter((one) => !reached.has(one)).map(name), unseen: [...unseen].map(name)};
}"""

# Counts of letters, buttons to show a password and drawn figures are what scripts may add.
_CONTENT = """() => {
  const added = ".nhsuk-character-count__message, .nhsuk-character-count__status, .figure__drawn,"
    + " .nhsuk-password-input__toggle, .nhsuk-file-upload__drop-zone, [data-added], noscript";
  const all = (query) => [...document.querySelectorAll(query)];
  const parts = (query, tell) => all(query).filter((one) => !one.closest(added)).map(tell);
  const said = (query) =>
    parts(query, (one) => one.textContent.replace(/\\s+/g, " ").trim()).filter(Boolean);
  return {
    title: [document.title],
    heading: said("h1, h2, h3, h4"),
    text: said("p, th, td, dt, dd, label, legend, figcaption, summary"),
    link: parts("a[href]", (one) => `${one.getAttribute("href")} ${one.textContent.trim()}`),
    control: all("input, select, textarea, button[name]").map((one) => `${one.name} ${one.type}`),
    picture: parts("img", (one) => `${one.getAttribute("src")} ${one.alt}`),
  };
}"""
