"""The site as a server of the WSGI kind calls it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
application = get_wsgi_application()
