"""try"""
import pytest
def test_x(visit, settings):
    settings.ROOT_URLCONF = "tests.web.look.gallery"
    from tests.web.conftest import make_account
    from axe_playwright_python.sync_playwright import Axe
    a = make_account("curator")
    p = visit("/gallery/", by=a)
    p.wait_for_timeout(600)
    p.screenshot(path="/tmp/g1280.png", full_page=True)
    r = Axe().run(p)
    print(r.generate_report())
    p = visit("/gallery/", by=a, width=320)
    p.wait_for_timeout(600)
    print(p.evaluate("document.documentElement.scrollWidth"))
    print(p.evaluate("[...document.querySelectorAll('*')].filter(e=>e.getBoundingClientRect().right>321 && !e.closest('.scroll')).map(e=>e.outerHTML.slice(0,120))"))
    print(p.evaluate("document.querySelector('[data-figure]').dataset.drawn"))
    p.screenshot(path="/tmp/g320.png", full_page=True)
