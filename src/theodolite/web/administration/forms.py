"""What administrators say of people and groups."""

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    EmailField,
    Form,
    HiddenInput,
    IntegerField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    Textarea,
    TextInput,
)

from theodolite.store.groups import Described
from theodolite.store.models import Account, Group, Role
from theodolite.store.people import Person, person_of


class PersonForm(Form):
    """A person's name and roles, and whether they may sign in."""

    seen_version = IntegerField(widget=HiddenInput)
    name = CharField(label="Name", max_length=200, required=False)
    roles = MultipleChoiceField(
        label="Roles",
        choices=Role.Kind.choices,
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="Everyone is a member. Group members and chairs are named on the group's page.",
    )
    is_active = BooleanField(label="May sign in", required=False)

    def said(self) -> Person:
        """The person as the form says."""
        told = self.cleaned_data
        return Person(told["name"], frozenset(told["roles"]), told["is_active"])


def form_of(account: Account, sent: Any) -> PersonForm:
    """The form of a person as they stand now, or as it was sent."""
    now = person_of(account)
    return PersonForm(
        sent,
        initial={
            "seen_version": account.version,
            "name": now.name,
            "roles": sorted(now.roles),
            "is_active": now.is_active,
        },
    )


class InvitationForm(Form):
    """Whom to invite, and as what."""

    email = EmailField(label="E-mail address", max_length=254)
    roles = MultipleChoiceField(
        label="Roles",
        choices=Role.Kind.choices,
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="Without any they are a member.",
    )
    groups = ModelMultipleChoiceField(
        label="Groups",
        queryset=Group.objects.none(),
        required=False,
        widget=CheckboxSelectMultiple,
    )

    def __init__(self, *told: Any, groups: Any, **named: Any) -> None:
        """Offer these groups."""
        super().__init__(*told, **named)
        chosen = self.fields["groups"]
        assert isinstance(chosen, ModelMultipleChoiceField)
        chosen.queryset = groups


class GroupForm(Form):
    """What a group is called and what it is about."""

    seen_version = IntegerField(widget=HiddenInput, required=False)
    name = CharField(label="Name", max_length=200)
    about = CharField(
        label="What it is about",
        max_length=2_000,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
    )

    def said(self) -> Described:
        """The group as the form says."""
        return Described(self.cleaned_data["name"], self.cleaned_data["about"])


class MemberForm(Form):
    """Whom to add to a group."""

    email = EmailField(
        label="E-mail address of the account",
        widget=TextInput(attrs={"inputmode": "email"}),
    )
    is_chair = BooleanField(label="Chairs the group", required=False)


class HistoryForm(Form):
    """Which lines of the history to show."""

    kind = CharField(label="What was done", max_length=60, required=False)
    person = CharField(
        label="By whom", max_length=254, required=False, help_text="An e-mail address or a key."
    )
    subject = CharField(
        label="About what",
        max_length=200,
        required=False,
        help_text="As it stands in the list, or an e-mail address.",
    )
