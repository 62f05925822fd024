"""The whole site, as Django wants it told; what an installation may choose is in its own file."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from theodolite.store.installation import (
    database_of,
    folder_of_installation,
    read_installation,
    secret_of,
)
from theodolite.web.look.served import strict_headers

FOLDER = folder_of_installation()
INSTALLATION = read_installation(FOLDER)
HERE = Path(__file__).parent

SECRET_KEY = secret_of(FOLDER)
DEBUG = False
ALLOWED_HOSTS = list(INSTALLATION.hosts)
DATABASES = {"default": database_of(FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "store.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.usersessions",
    "theodolite.store",
    "theodolite.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "theodolite.web.permissions.DefaultDeny",
    "theodolite.web.refusals.Refusals",
]

ROOT_URLCONF = "theodolite.web.urls"
WSGI_APPLICATION = "theodolite.web.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "theodolite.web.frame.frame",
            ],
            "builtins": ["theodolite.web.look.tags"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = INSTALLATION.time_zone
USE_TZ = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = strict_headers
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[A-Z0-9]{8}\.[a-z0-9]+$"
MEDIA_ROOT = FOLDER / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.is_behind_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = INSTALLATION.is_behind_https
SECURE_HSTS_SECONDS = 31_536_000 if INSTALLATION.is_behind_https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DEFAULT_FROM_EMAIL = INSTALLATION.mail.sender
EMAIL_HOST, EMAIL_PORT = INSTALLATION.mail.host, INSTALLATION.mail.port
EMAIL_HOST_USER, EMAIL_USE_TLS = INSTALLATION.mail.user, bool(INSTALLATION.mail.user)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = FOLDER / "outbox"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if INSTALLATION.mail.host
    else "django.core.mail.backends.filebased.EmailBackend"
)
