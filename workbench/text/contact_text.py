"""The readable text of a recorded contact: what is searched, quoted and shown of it."""

from __future__ import annotations

from workbench.core.contact import Contact


def contact_to_text(contact: Contact) -> str:
    """Kind and person, when, how, and after an empty line what was said; parts without words left out."""
    head = (f"{contact.kind.value.capitalize()}: {contact.who}", contact.at, contact.how)
    return "\n".join(part for part in head if part) + "\n\n" + contact.said
