"""Answers to letters: what each duty lets a person answer, what an answer means, and the link that leads to it."""

from kemiflow.core.answers.meaning import Given, meant
from kemiflow.core.answers.offers import Way, offers
from kemiflow.core.answers.ticket import Ticket, opened, signed, ticket_of
from kemiflow.core.answers.work import identified
from kemiflow.core.signing import Key

__all__ = ["Given", "Key", "Ticket", "Way", "identified", "meant", "offers", "opened", "signed", "ticket_of"]
