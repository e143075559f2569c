"""Many vectors in 8 bits each number: a question is compared with all of them in a fifth of the time of floats.

What it costs to compare is to read the vectors. Likenesses differ by some 0.0004 from those of floats, seldom 0.003
(tests/search/test_packed.py), where neighbouring services lie 0.02 apart. See docs/decisions/0013-eight-bits.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.encoders import Vectors
from bot.kept import Array

_BLOCKS = (64, 128)  # how many numbers may share a scale: the first that holds a whole vector, else the last
_ZERO = 128  # what stands for 0.0 in a byte
_EIGHT_BIT = 4  # MatMulNBits' accuracy level at which the question is rounded to 8 bits, too
_FUSED = "com.microsoft"  # the domain of ONNX Runtime's own operators
_PARTS = ("model", "weights", "scales")


class PackedVectors:
    """Vectors of shape (n, d), packed; `products` compares one with all."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = {name: arrays[name] for name in _PARTS}
        self._shape = self._arrays["weights"].shape[1:]

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        # One thread: more of them fight with whatever else runs.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        held = [onnxruntime.OrtValue.ortvalue_from_numpy(self._arrays[name]) for name in ("weights", "scales")]
        options.add_external_initializers(["weights", "scales"], held)
        model = self._arrays["model"].tobytes()
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    @classmethod
    def of(cls, vectors: Vectors) -> PackedVectors:
        block = next((size for size in _BLOCKS if vectors.shape[1] <= size), _BLOCKS[-1])
        filled = np.pad(vectors, ((0, 0), (0, -vectors.shape[1] % block)))
        blocks = filled.reshape(len(vectors), -1, block)
        scales = np.maximum(np.abs(blocks).max(axis=2, keepdims=True) / (_ZERO - 1), np.finfo(np.float32).tiny)
        weights = (np.rint(blocks / scales) + _ZERO).astype(np.uint8)
        model = np.frombuffer(_model(*weights.shape), np.uint8)
        return cls({"model": model, "weights": weights, "scales": scales.astype(np.float32).reshape(-1)})

    def arrays(self) -> dict[str, Array]:
        """What the same vectors are made of again."""
        return dict(self._arrays)

    def products(self, query: Vectors) -> npt.NDArray[np.float32]:
        """The dot product of each vector with ``query`` (shape (d,)), shape (n,)."""
        found: npt.NDArray[np.float32] = self._session.run(None, {"query": self._filled(query).reshape(1, -1)})[0][0]
        return found

    def products_of(self, rows: npt.NDArray[np.int64], query: Vectors) -> npt.NDArray[np.float32]:
        """The dot products of the vectors numbered ``rows`` with ``query``, shape (rows,)."""
        given = self._filled(query)
        weights = self._arrays["weights"][rows].astype(np.float32)
        scales = self._arrays["scales"].reshape(-1, self._shape[0])[rows]
        products = np.einsum("rbk,bk->rb", weights, given) - _ZERO * given.sum(axis=1)
        return np.asarray((products * scales).sum(axis=1), dtype=np.float32)

    def _filled(self, query: Vectors) -> Vectors:
        """``query`` with zeros behind it, in blocks."""
        given = np.zeros(self._shape[0] * self._shape[1], dtype=np.float32)
        given[: len(query)] = query
        return given.reshape(self._shape)


def _model(rows: int, blocks: int, block: int) -> bytes:
    """The product as ONNX Runtime carries it out; the vectors themselves are handed over when it is loaded."""
    from onnx import TensorProto, helper  # which only making needs

    width = blocks * block
    shape: dict[str, Any] = {"N": rows, "K": width, "bits": 8, "block_size": block, "accuracy_level": _EIGHT_BIT}
    node = helper.make_node("MatMulNBits", ["query", "weights", "scales"], ["products"], domain=_FUSED, **shape)
    held = []
    for name, kind, dims in (
        ("weights", TensorProto.UINT8, (rows, blocks, block)),
        ("scales", TensorProto.FLOAT, (rows * blocks,)),
    ):
        one = TensorProto(name=name, data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL)
        one.external_data.add(key="location", value=name)
        held.append(one)
    given = [helper.make_tensor_value_info("query", TensorProto.FLOAT, [1, width])]
    told = [helper.make_tensor_value_info("products", TensorProto.FLOAT, [1, rows])]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    graph = helper.make_graph([node], "products", given, told, held)
    made: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()
    return made
