from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "desk.feedback"
    label = "feedback"
