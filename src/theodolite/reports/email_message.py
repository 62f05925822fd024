"""The bulletin as an e-mail message: plain text and HTML of the same words, with no pictures."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from theodolite.evidence.days import day_in_words
from theodolite.horizon.bulletin import Bulletin
from theodolite.reports import horizon_bulletin
from theodolite.reports.page_templates import page_template
from theodolite.reports.plain_text import to_plain_text


def to_email_html(bulletin: Bulletin) -> str:
    """A page that mail programs show: no style sheet, no pictures, nothing fetched."""
    return page_template("bulletin_email.html.jinja").render(
        bulletin=bulletin, day=day_in_words(bulletin.on), words=horizon_bulletin
    )


def to_email(bulletin: Bulletin, address: str = "") -> bytes:
    """A message ready to be sent, without date and sender, which whoever sends it adds."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = bulletin.subject()
    if address:
        message["To"] = Address(bulletin.group, addr_spec=address)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(to_plain_text(bulletin))
    message.add_alternative(to_email_html(bulletin), subtype="html")
    # The standard library draws boundaries at random.
    message.set_boundary("=_theodolite_bulletin_=")
    return message.as_bytes()
