"""Waiting for what a page does on its own time: its events, its timers and its frames.

With LATE_PAGES=1 in the environment all of these come late in every window, as on a busy machine: a test that does not wait for
what it looks at fails then always, and not once in a thousand runs.
"""

from __future__ import annotations

from playwright.sync_api import Frame, Page

# Events of the window come 300 ms late, its frames 120, its timers 150.
LATE = """(() => {
  const [add, frame, timer] = [EventTarget.prototype.addEventListener, requestAnimationFrame.bind(window), setTimeout.bind(window)];
  const late = ["hashchange", "popstate", "change", "resize", "scroll", "beforeprint", "afterprint"];
  EventTarget.prototype.addEventListener = function (kind, how, ...rest) {
    return add.call(this, kind, late.includes(kind) && !(this instanceof Element) ? (event) => timer(how, 300, event) : how, ...rest);
  };
  window.requestAnimationFrame = (how) => frame(() => timer(frame, 120, how));
  window.setTimeout = (how, wait, ...rest) => timer(how, (wait || 0) + 150, ...rest);
})();"""


def until(page: Page | Frame, expression: str) -> None:
    """Wait until something is so, 30 seconds at most.

    As a function: bare words would be evaluated in the page once more for every try, which the page's policy forbids, so that
    a test would fail whenever the first try came too soon.
    """
    page.wait_for_function(f"() => {expression}")


def painted(page: Page) -> None:
    """Wait until what was asked for before is painted: the page paints with the next frame."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
