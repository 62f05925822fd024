"""A program that an installation of its own runs in, and tells what it saw as JSON."""

import json
import os
import sys

import django


def main() -> None:
    """Check it for deploying, then ask it for a page with and without https, and one that fails."""
    django.setup()
    from django.core.management import call_command
    from django.test import Client, override_settings

    call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
    call_command("migrate", verbosity=0)
    client = Client(headers={"host": os.environ["HOST_ASKED_FOR"]})
    plain = client.get("/accounts/login/")
    secure = client.get("/accounts/login/", headers={"x-forwarded-proto": "https"})
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.web.security.failing_urls"):
        failed = client.get("/fail/a-secret/", headers={"x-forwarded-proto": "https"})
    flags = ("secure", "httponly", "path", "domain", "samesite")
    seen = {
        "plain": [plain.status_code, plain.headers.get("Location", "")],
        "secure": secure.status_code,
        "failed": failed.status_code,
        "cookies": {
            name: {flag: cookie[flag] for flag in flags} for name, cookie in client.cookies.items()
        },
        "hsts": secure.headers.get("Strict-Transport-Security", ""),
    }
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
