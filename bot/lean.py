"""Rasa without what only its training needs: TensorFlow, scikit-learn, DynamoDB and MongoDB are not loaded to answer.

`import rasa` takes these along, three quarters of the time that it takes and 400 MB. Nothing is taken away: whatever is
asked for after all is loaded then. To be called before Rasa is imported, in a process that answers (never one that
trains); where Rasa is there already, nothing happens. Why: docs/decisions/0009-start.md.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

# Rasa imports these as modules and looks into them only when it trains or tests.
LATER = frozenset({"rasa.utils.train_utils", "rasa.core.test"})
# Rasa takes single names from these, and calls them only in what Loket does not use: splitting training data, DynamoDB.
NAMES = {
    "sklearn.model_selection": ("train_test_split",),
    "boto3.dynamodb.conditions": ("Key",),
    "pymongo.collection": ("Collection",),
}


class Named:
    """Stands for a function or class of a module that is loaded when it is called."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return getattr(importlib.import_module(self._module), self._name)(*args, **kwargs)


class _Later(MetaPathFinder):
    """Finds the modules of `LATER`, to be loaded at the first look into them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in LATER:
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


@contextmanager
def lean() -> Iterator[None]:
    """Import Rasa within; afterwards everybody else finds the real modules."""
    if "rasa.core.agent" in sys.modules:
        yield
        return
    sys.meta_path.insert(0, _Later())
    standing = {module: _stand_in(module, names) for module, names in NAMES.items() if module not in sys.modules}
    sys.modules.update(standing)
    try:
        yield
    finally:
        for module, one in standing.items():
            if sys.modules.get(module) is one:
                del sys.modules[module]


def _stand_in(module: str, names: Sequence[str]) -> ModuleType:
    found = ModuleType(module)
    for name in names:
        setattr(found, name, Named(module, name))
    return found


def answer_only() -> None:
    """Models loaded from now on in this process leave out the plan of their training, whose parts need TensorFlow."""
    import rasa.core.processor
    import rasa.shared.utils.io
    from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
    from rasa.engine.storage.storage import ModelMetadata

    class AnsweringStorage(LocalModelStorage):  # type: ignore[misc]
        @staticmethod
        def _load_metadata(directory: Any) -> Any:
            written = rasa.shared.utils.io.read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
            return ModelMetadata.from_dict({**written, "train_schema": {"nodes": {}}})

    rasa.core.processor.LocalModelStorage = AnsweringStorage
