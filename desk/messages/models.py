"""Conversations, what came in (inbox), what goes out (outbox).

A conversation numbers everything said in it, both directions, with one sequence (``seq``): a reader who has seen
number n asks for what comes after n.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from desk.people.models import Identity, Person


def conversation_id() -> str:
    return f"c_{secrets.token_hex(12)}"


def turn_id() -> str:
    return f"t_{secrets.token_hex(12)}"


def choice_id() -> str:
    return f"b_{secrets.token_hex(12)}"


class Conversation(models.Model):
    """One person's conversation on one channel.

    It owns what must outlive a session of the assistant: the language, whether it is urgent, who holds it, and the
    ``context`` that the assistant handed back. ``revision`` grows with every change that a reader could see. The lease
    (owner and end) says which process may run its turns.
    """

    public_id = models.CharField(max_length=40, unique=True, default=conversation_id)
    channel = models.CharField(max_length=16)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conversations")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="conversations")
    language = models.CharField(max_length=8, blank=True)
    language_hint = models.CharField(max_length=8, blank=True)
    language_chosen = models.BooleanField(default=False, help_text="the person asked for this language")
    urgent = models.BooleanField(default=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="held_conversations"
    )
    context = models.JSONField(default=dict, blank=True)
    session = models.PositiveIntegerField(default=1)
    session_turns = models.PositiveIntegerField(default=0)
    last_activity = models.DateTimeField(null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    revision = models.PositiveBigIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField(null=True, blank=True, help_text="no turn before this moment")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["identity", "-id"], name="conversation_of_identity")]

    def __str__(self) -> str:
        return self.public_id

    def next_seq(self) -> int:
        """The next number of the sequence; the caller holds the row and saves it."""
        self.last_seq += 1
        return self.last_seq

    @property
    def speaks(self) -> str:
        """The language to address the person in, also before the first message told it."""
        return self.language or self.language_hint or "en"


class Inbound(models.Model):
    """A message from a person, stored before it is acknowledged, handled once."""

    class State(models.TextChoices):
        STORED = "stored"
        DONE = "done"
        PARKED = "parked"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="inbox")
    channel = models.CharField(max_length=16)
    provider_id = models.CharField(max_length=160, help_text="the channel's own id of the message")
    seq = models.PositiveIntegerField()
    session = models.PositiveIntegerField(help_text="number of the assistant's session, fixed when stored")
    turn = models.CharField(max_length=40, unique=True, default=turn_id)
    text = models.TextField()
    edits = models.CharField(max_length=160, blank=True, help_text="provider's id of the message that it corrects")
    choice = models.JSONField(null=True, blank=True, help_text="intent and entities of an offered button")
    metadata = models.JSONField(default=dict, blank=True, help_text="what the channel knows besides the text")
    sealed_codes = models.JSONField(default=list, blank=True, help_text="tracking codes of the text, encrypted")
    origin = models.CharField(max_length=64, blank=True, help_text="keyed hash of the address, until the turn is done")
    state = models.CharField(max_length=8, choices=State.choices, default=State.STORED)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="turns that failed by themselves")
    drops = models.PositiveSmallIntegerField(default=0, help_text="times the assistant vanished during the turn")
    error = models.TextField(blank=True)
    stored_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "provider_id"], name="a_message_is_stored_once"),
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_inbound_a_number"),
        ]
        indexes = [
            models.Index(fields=["conversation", "seq"], condition=models.Q(state="stored"), name="inbox_waiting"),
            models.Index(fields=["id"], condition=models.Q(state="parked"), name="inbox_parked"),
        ]

    def __str__(self) -> str:
        return self.turn

    @property
    def client_id(self) -> str:
        """The id that the person's own client gave the message; the channel prefixed it to keep clients apart."""
        return self.provider_id.rpartition("/")[2]


class Outbound(models.Model):
    """A message to a person. Unique by turn and ordinal, so that a repeated turn cannot say a thing twice.

    Rows of a channel that is sent to (``channel`` not empty) are leased by a sender, which notes ``sending`` before it
    asks the provider; ``parts`` are the provider's ids of what was sent of it, as a long text may take several, and
    ``sent_at`` is when the last one so far was taken.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        EXPIRED = "expired"
        PARKED = "parked"

    class Sender(models.TextChoices):
        ASSISTANT = "assistant"
        STAFF = "staff"
        SYSTEM = "system"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="outbox")
    inbound = models.ForeignKey(Inbound, null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    turn = models.CharField(max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    sender = models.CharField(max_length=10, choices=Sender.choices, default=Sender.ASSISTANT)
    text = models.TextField()
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3, default="ltr")
    card = models.JSONField(null=True, blank=True)
    case = models.PositiveBigIntegerField(null=True, blank=True, help_text="number of the case whose mask it shows")
    channel = models.CharField(max_length=16, blank=True, help_text="channel that it is sent by; empty: it is read")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="of no use to the person after this moment")
    in_doubt = models.BooleanField(default=False, help_text="asked of the provider, and no answer was noted")
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=160, blank=True)
    parts = models.JSONField(default=list, blank=True, help_text="the provider's ids of the parts that were sent")
    error = models.TextField(blank=True)
    delivery = models.CharField(max_length=16, blank=True, help_text="what the provider says became of it")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["turn", "ordinal"], name="an_answer_is_stored_once"),
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_outbound_a_number"),
        ]
        indexes = [
            models.Index(fields=["state", "next_try"], condition=models.Q(state="pending"), name="outbox_pending"),
            models.Index(
                fields=["channel", "conversation", "seq"],
                condition=models.Q(state__in=("pending", "sending")) & ~models.Q(channel=""),
                name="outbox_to_send",
            ),
            models.Index(fields=["channel", "provider_id"], name="outbox_of_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.turn}/{self.ordinal}"


class Choice(models.Model):
    """A button that was offered. Its id is all that a client may send back."""

    public_id = models.CharField(max_length=40, unique=True, default=choice_id)
    outbound = models.ForeignKey(Outbound, on_delete=models.CASCADE, related_name="choices")
    ordinal = models.PositiveSmallIntegerField()
    title = models.TextField()
    intent = models.CharField(max_length=80)
    entities = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["ordinal"]

    def __str__(self) -> str:
        return self.public_id


class Arrival(models.Model):
    """What a provider handed us, stored before it is acknowledged, until it is read.

    ``number`` is the provider's own, growing one. The body is sealed, and wiped when it has been read.
    """

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        PARKED = "parked"

    channel = models.CharField(max_length=16)
    number = models.BigIntegerField()
    body = models.BinaryField(blank=True, default=b"")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="an_arrival_is_stored_once")]
        indexes = [models.Index(fields=["channel", "number"], condition=models.Q(state="open"), name="arrivals_open")]

    def __str__(self) -> str:
        return f"{self.channel}/{self.number}"


class Lease(models.Model):
    """A task that only one process may do at a time (sending on a channel, polling it), and who does it."""

    name = models.CharField(max_length=60, unique=True)
    owner = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """A conversation that is gone from the desk and that the assistant must still forget."""

    conversation = models.CharField(max_length=40, unique=True, help_text="public id of the erased conversation")
    attempts = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.conversation
