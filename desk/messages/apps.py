from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "desk.messages"
    label = "desk_messages"
