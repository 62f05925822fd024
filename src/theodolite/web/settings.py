"""The whole site, as Django wants it told; what an installation may choose is in its own file."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from theodolite.store.installation import (
    OUTBOX,
    database_of,
    folder_of_installation,
    read_installation,
    secret_of,
)
from theodolite.web.accounts.houses import apps_of, kept_in, origins_of, providers_of
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
    *apps_of(INSTALLATION.sign_in),
    "allauth.usersessions",
    "theodolite.store",
    "theodolite.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
            "builtins": [
                "django.contrib.humanize.templatetags.humanize",
                "theodolite.web.look.tags",
            ],
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
FILE_UPLOAD_TEMP_DIR = FOLDER / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
FILE_UPLOAD_HANDLERS = [
    "theodolite.web.surveys.quota.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Who signs in, and how.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_CHECKS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_CHECKS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_CHECKS}.CommonPasswordValidator"},
    {"NAME": "theodolite.web.accounts.guessable.StretchedCommonPassword"},
    {
        "NAME": f"{_CHECKS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_RESET_TIMEOUT = 7_200
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "theodolite.web.accounts.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"mailed_link": "20/h/ip,4/h/key", "complaint": "10/h/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
_FORMS = "theodolite.web.accounts.plain_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignIn",
    "reauthenticate": f"{_FORMS}.Reauthenticate",
    "reset_password": f"{_FORMS}.ForgottenPassword",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "change_password": f"{_FORMS}.ChangedPassword",
    "set_password": f"{_FORMS}.FirstPassword",
    "add_email": f"{_FORMS}.NewAddress",
    "request_login_code": f"{_FORMS}.CodeWanted",
    "confirm_login_code": f"{_FORMS}.CodeTyped",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondStep",
    "reauthenticate": f"{_FORMS}.SecondStepAgain",
    "activate_totp": f"{_FORMS}.NewApp",
    "add_webauthn": f"{_FORMS}.NewPasskey",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(INSTALLATION.is_behind_https)
MFA_ADAPTER = "theodolite.web.accounts.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = INSTALLATION.society
SOCIALACCOUNT_ADAPTER = "theodolite.web.accounts.other_houses.OtherHouses"
SOCIALACCOUNT_PROVIDERS = providers_of(INSTALLATION.sign_in, FOLDER)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
USERSESSIONS_TRACK_ACTIVITY = False

# Counted here is how often someone tries to sign in; full, it would forget the oldest tries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.is_behind_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# The prefix makes browsers refuse these from any other host, or without https.
_PREFIX = "__Host-" if INSTALLATION.is_behind_https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}session", f"{_PREFIX}csrf"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.is_behind_https else None
)
SECURE_SSL_REDIRECT = INSTALLATION.is_behind_https
SECURE_HSTS_SECONDS = 31_536_000 if INSTALLATION.is_behind_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = INSTALLATION.is_behind_https
# A list that browsers ship is for whole domains, which are not ours to promise anything for.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
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
        "form-action": [SELF, *origins_of(INSTALLATION.sign_in)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Failures are told where the program was started from; what people do wrong is not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"page": {"()": "theodolite.web.logs.PageNotAddress"}},
    "handlers": {
        "told": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["page"]},
    },
    "root": {"handlers": ["told"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "ERROR"},
        # Anyone can ask by any name, and many programs do.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

DEFAULT_FROM_EMAIL = INSTALLATION.mail.sender
EMAIL_HOST, EMAIL_PORT = INSTALLATION.mail.host, INSTALLATION.mail.port
EMAIL_HOST_USER, EMAIL_USE_TLS = INSTALLATION.mail.user, bool(INSTALLATION.mail.user)
EMAIL_HOST_PASSWORD = (
    kept_in(FOLDER, INSTALLATION.mail.password_file, of="mail")
    if INSTALLATION.mail.password_file
    else ""
)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = FOLDER / OUTBOX
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if INSTALLATION.mail.host
    else "django.core.mail.backends.filebased.EmailBackend"
)
