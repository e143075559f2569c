"""SMS by Twilio: what its webhooks bring, what is sent by its REST API."""

CHANNEL = "sms"
