"""Many vectors in 8 bits each number: a question is compared with all of them in a fifth of the time of floats.

What it costs to compare is to read the vectors. Likenesses differ by some 0.0004 from those of floats, seldom 0.003
(tests/search/test_packed.py), where neighbouring services lie 0.02 apart. See docs/decisions/0013-eight-bits.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.encoders import Vectors
from bot.kept import Array

_BLOCK = 128  # numbers that share a scale
_ZERO = 128  # what stands for 0.0 in a byte
_EIGHT_BIT = 4  # MatMulNBits' accuracy level at which the question is rounded to 8 bits, too
_FUSED = "com.microsoft"  # the domain of ONNX Runtime's own operators
_PARTS = ("model", "weights", "scales")


class PackedVectors:
    """Vectors of shape (n, d), packed; `products` compares one with all."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = {name: arrays[name] for name in _PARTS}
        options = onnxruntime.SessionOptions()
        # One thread: more of them fight with whatever else runs.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        held = [onnxruntime.OrtValue.ortvalue_from_numpy(self._arrays[name]) for name in ("weights", "scales")]
        options.add_external_initializers(["weights", "scales"], held)
        model = self._arrays["model"].tobytes()
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._width = self._arrays["weights"].shape[1] * _BLOCK

    @classmethod
    def of(cls, vectors: Vectors) -> PackedVectors:
        blocks = _filled(vectors).reshape(len(vectors), -1, _BLOCK)
        scales = np.maximum(np.abs(blocks).max(axis=2, keepdims=True) / (_ZERO - 1), np.finfo(np.float32).tiny)
        weights = (np.rint(blocks / scales) + _ZERO).astype(np.uint8)
        model = np.frombuffer(_model(*weights.shape[:2]), np.uint8)
        return cls({"model": model, "weights": weights, "scales": scales.astype(np.float32).reshape(-1)})

    def arrays(self) -> dict[str, Array]:
        """What the same vectors are made of again."""
        return dict(self._arrays)

    def products(self, query: Vectors) -> npt.NDArray[np.float32]:
        """The dot product of each vector with ``query`` (shape (d,)), shape (n,)."""
        given = np.zeros((1, self._width), dtype=np.float32)
        given[0, : len(query)] = query
        found: npt.NDArray[np.float32] = self._session.run(None, {"query": given})[0][0]
        return found


def _filled(vectors: Vectors) -> Vectors:
    """The vectors with zeros behind them up to whole blocks."""
    return np.pad(vectors, ((0, 0), (0, -vectors.shape[1] % _BLOCK)))


def _model(rows: int, blocks: int) -> bytes:
    """The product as ONNX Runtime carries it out; the vectors themselves are handed over when it is loaded."""
    from onnx import TensorProto, helper  # which only making needs

    width = blocks * _BLOCK
    shape: dict[str, Any] = {"N": rows, "K": width, "bits": 8, "block_size": _BLOCK, "accuracy_level": _EIGHT_BIT}
    node = helper.make_node("MatMulNBits", ["query", "weights", "scales"], ["products"], domain=_FUSED, **shape)
    held = []
    for name, kind, dims in (
        ("weights", TensorProto.UINT8, (rows, blocks, _BLOCK)),
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
