"""A program that an installation of its own runs in, and tells what it saw as JSON."""

import json
import os
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402  after the set-up
from django.test import Client  # noqa: E402

call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
call_command("migrate", verbosity=0)
host = os.environ["HOST_ASKED_FOR"]
client = Client(headers={"host": host})
plain = client.get("/accounts/login/")
secure = client.get("/accounts/login/", headers={"x-forwarded-proto": "https"})
cookies = {
    name: {flag: cookie[flag] for flag in ("secure", "httponly", "path", "domain", "samesite")}
    for name, cookie in client.cookies.items()
}
seen = {
    "plain": [plain.status_code, plain.headers.get("Location", "")],
    "secure": secure.status_code,
    "cookies": cookies,
    "hsts": secure.headers.get("Strict-Transport-Security", ""),
}
json.dump(seen, sys.stdout)
