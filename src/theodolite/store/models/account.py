"""People who sign in, what they are here for, and the groups they belong to."""

import secrets
from functools import cached_property
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from theodolite.store.editing import Versioned
from theodolite.store.visibility import Viewer, Visible


def random_key() -> str:
    """A name that says nothing about the person; it stands for them in the history."""
    return secrets.token_hex(8)


class Accounts(Visible):
    """Accounts, seen by themselves and by administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see everyone; anyone else sees only themselves."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(pk=viewer.pk) if viewer.is_active else self.none()


class AccountManager(BaseUserManager.from_queryset(Accounts)):  # type: ignore[misc]  # made at run time
    """Makes accounts; the e-mail address is the name to sign in with."""

    def create_user(self, email: str, password: str | None = None, **named: object) -> "Account":
        """A new account; without a password it cannot be signed in to with one."""
        account: Account = self.model(email=self.normalize_email(email).casefold(), **named)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, Versioned):
    """Someone who can sign in. `key` stands for them wherever what they did is written down.

    `version` counts what administrators changed, the roles included.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> frozenset[str]:
        """Everything this account is: a member always, and what it was given."""
        held = {"member", *self.roles_held.values_list("role", flat=True)}
        for is_chair in self.memberships.values_list("is_chair", flat=True):
            held |= {"group_member", "group_chair"} if is_chair else {"group_member"}
        return frozenset(held)

    def has_role(self, *roles: str) -> bool:
        """Whether it is active and holds one of the roles."""
        return self.is_active and not self.roles.isdisjoint(roles)


class OwnRoles(Visible):
    """Roles, seen by those who hold them and by administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all; others their own."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()


class Role(models.Model):
    """A role that an account was given; membership of groups is told apart."""

    class Kind(models.TextChoices):
        """What people can be here for, beyond being members."""

        COUNCIL = "council", "Council member"
        CURATOR = "curator", "Horizon curator"
        ANALYST = "analyst", "Workforce analyst"
        ADMINISTRATOR = "administrator", "Administrator"

    account = models.ForeignKey(Account, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20, choices=Kind.choices)

    objects = OwnRoles.as_manager()

    class Meta:
        """One line a role and account."""

        constraints = (models.UniqueConstraint(fields=["account", "role"], name="role_once"),)

    def __str__(self) -> str:
        return f"{self.account} as {self.role}"


class Groups(Visible):
    """Groups, which everyone signed in may know of."""

    def visible_to(self, viewer: Viewer) -> Self:
        """All of them, for whoever is active."""
        return self if viewer.is_active else self.none()


class Group(Versioned):
    """A council, special-interest group, community of interest or working party."""

    name = models.CharField(max_length=200, unique=True)
    about = models.TextField(blank=True)

    objects = Groups.as_manager()

    def __str__(self) -> str:
        return self.name


class Memberships(Visible):
    """Who belongs to which group, seen within the group."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all; others those of the groups they belong to."""
        if viewer.has_role("administrator"):
            return self
        if not viewer.is_active:
            return self.none()
        return self.filter(group__memberships__account_id=viewer.pk)


class Membership(models.Model):
    """That an account belongs to a group, and whether it chairs it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    is_chair = models.BooleanField(default=False)

    objects = Memberships.as_manager()

    class Meta:
        """One line a member and group."""

        constraints = (models.UniqueConstraint(fields=["account", "group"], name="member_once"),)

    def __str__(self) -> str:
        return f"{self.account} in {self.group}"
