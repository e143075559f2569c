"""Words of danger: is somebody in danger now, and of what kind?"""

from bot.danger.rules import Danger, Kind, assess, load
from bot.danger.vote import in_doubt, judge

__all__ = ["Danger", "Kind", "assess", "in_doubt", "judge", "load"]
