"""People and the addresses by which channels know them."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """Someone who talks with the counter. Nothing is kept here that was not said or chosen."""

    language = models.CharField(max_length=8, blank=True, help_text="language that the person chose, or empty")
    preferred_channel = models.CharField(
        max_length=16, blank=True, help_text="where news go; empty: where their case was filed"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Identity(models.Model):
    """A person's address on one channel: a phone number, a chat's id, a web session's token.

    The address itself is never stored readably: ``address_hash`` finds it (keyed, so that a stolen table cannot be
    searched by trying numbers), ``address_sealed`` holds it encrypted where the channel must send to it, else nothing.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    channel = models.CharField(max_length=16)
    address_hash = models.CharField(max_length=64)
    address_sealed = models.BinaryField(blank=True, default=b"")
    unreachable_since = models.DateTimeField(null=True, blank=True, help_text="blocked us, or is gone")
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="asked that nothing be sent (STOP)")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [models.UniqueConstraint(fields=["channel", "address_hash"], name="one_identity_an_address")]

    def __str__(self) -> str:
        return f"{self.channel} identity {self.pk}"


class LinkCode(models.Model):
    """A code by which somebody says on another channel that they are this person. Only its keyed hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="link_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    conversation = models.PositiveBigIntegerField(help_text="conversation that it was given in")
    used_by = models.PositiveBigIntegerField(null=True, blank=True, help_text="conversation that it was said in")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link code {self.pk}"


class Consent(models.Model):
    """That a person wants messages of a kind on a channel, in which words they were asked, and since when not.

    A "no" is kept too, so that nobody is asked twice.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    channel = models.CharField(max_length=16)
    text_version = models.CharField(max_length=40, help_text="version of the words in which they were asked")
    language = models.CharField(max_length=8)
    agreed = models.BooleanField(default=True, help_text="False: was asked, and said no")
    given_at = models.DateTimeField(help_text="when they answered")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "channel"], name="consent_of_person")]

    def __str__(self) -> str:
        answer = "consent" if self.agreed else "no"
        return f"{answer} {self.pk} to {self.purpose} by {self.channel}"
