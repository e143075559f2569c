"""The network as ONNX Runtime runs it, made from the model file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from bot.e5.model_file import BLOCK, Blocks, ModelFile

Bytes = npt.NDArray[np.uint8]

_FUSED = "com.microsoft"  # the domain of ONNX Runtime's own operators
_OPSET, _IR = 17, 9
_EIGHT_BIT = 4  # MatMulNBits' accuracy level at which the other factor is rounded to 8 bits, block by block


class _Network:
    """Nodes and weights, put together from the first layer to the last."""

    def __init__(self, file: ModelFile) -> None:
        self._file = file
        self._sizes = file.sizes
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def made(self) -> onnx.ModelProto:
        """Takes ``words`` and ``places``, float32, (1, pieces, width); gives ``vector``, (1, width): their mean."""
        last = self._added_and_normal("words", "places", "emb.ln")
        for number in range(self._sizes.layers):
            last = self._layer(last, f"l{number}")
        self._node("ReduceMean", [last], "vector", "", axes=[1], keepdims=0)
        shape: list[int | str | None] = [1, "pieces", self._sizes.width]
        graph = helper.make_graph(
            self._nodes,
            "e5",
            [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name in ("words", "places")],
            [helper.make_tensor_value_info("vector", onnx.TensorProto.FLOAT, [1, self._sizes.width])],
            self._weights,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _layer(self, given: str, layer: str) -> str:
        """BERT's: attention, what was given added, normal; two products with GELU between, the same."""
        parts = [f"{layer}.{part}" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [self._product(given, parts)], parts, axis=2))
        seen = self._node("MultiHeadAttention", parts, f"{layer}.seen", num_heads=self._sizes.heads)
        first = self._added_and_normal(given, self._product(seen, [f"{layer}.ao"]), f"{layer}.aln")
        inner = self._node("Gelu", [self._product(first, [f"{layer}.fi"])], f"{layer}.gelu")
        return self._added_and_normal(first, self._product(inner, [f"{layer}.fo"]), f"{layer}.oln")

    def _product(self, given: str, names: Sequence[str]) -> str:
        """``given`` by the packed weights of ``names``, side by side, and their biases."""
        bias = np.concatenate([self._file.floats(f"{name}.b") for name in names])
        blocks = np.concatenate([self._file.blocks(f"{name}.w") for name in names]).reshape(len(bias), -1)
        out = f"{names[0]}.product"
        inputs = [
            given,
            self._weight(f"{out}.w", _in_pairs(blocks)),
            self._weight(f"{out}.s", blocks["scale"].astype(np.float32).reshape(-1)),
            "",
            "",
            self._weight(f"{out}.b", bias),
        ]
        columns = blocks.shape[1] * BLOCK
        shape = {"N": len(bias), "K": columns, "bits": 4, "block_size": BLOCK, "accuracy_level": _EIGHT_BIT}
        return self._node("MatMulNBits", inputs, out, _FUSED, **shape)

    def _added_and_normal(self, one: str, other: str, name: str) -> str:
        weights = [self._weight(f"{name}.{part}", self._file.floats(f"{name}.{part}")) for part in "wb"]
        inputs = [one, other, *weights]
        return self._node("SkipLayerNormalization", inputs, f"{name}.normal", epsilon=self._sizes.epsilon)

    def _weight(self, name: str, values: npt.NDArray[Any]) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, operator: str, inputs: Sequence[str], out: str, domain: str = _FUSED, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [out], domain=domain, **attributes))
        return out


def network(file: ModelFile) -> bytes:
    """An ONNX model that gives what the file's network gives (`_Network.made`)."""
    made: bytes = _Network(file).made().SerializeToString()
    return made


def _in_pairs(blocks: Blocks) -> Bytes:
    """The weights with two neighbours in a byte, the first below, as MatMulNBits reads them."""
    weights = np.concatenate([blocks["bytes"] & 15, blocks["bytes"] >> 4], axis=-1)
    pairs: Bytes = weights[..., 0::2] | (weights[..., 1::2] << 4)
    return pairs
