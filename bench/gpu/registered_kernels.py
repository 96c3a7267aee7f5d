"""Lists the kernels that a CUDA build of TensorFlow has for a GPU, as TensorFlow itself tells.

No GPU is needed: kernels are registered when the library is loaded. `registered-kernels.json` was made by

    python3 bench/gpu/registered_kernels.py FOLDER VERSION > bench/gpu/registered-kernels.json

where FOLDER holds `libtensorflow_cc.so.2` and `libtensorflow_framework.so.2` of the wheel `tensorflow` (not `tensorflow-cpu`).
"""

import ctypes
import json
import re
import sys
from pathlib import Path

# Names by TensorFlow's enumeration of types: only those that the engine has tensors of.
TYPES = {1: "float32", 3: "int32", 10: "bool", 17: "uint16", 20: "resource"}

# Beside what the engine uses now: what it might come to use.
OTHERS = """All Any ApplyAdam AssignAddVariableOp AssignSubVariableOp BatchMatMulV2 BatchMatMulV3 BiasAddGrad
BroadcastTo ClipByValue CudnnRNNBackpropV3 CudnnRNNV3 Cumsum Einsum Elu ExpandDims Expm1 FloorDiv Greater
InvertPermutation IsFinite LSTMBlockCell Less LessEqual Log1p LogicalAnd LogicalNot LogicalOr MatMulV2 Maximum Mean Min
Minimum Neg NotEqual OneHot OnesLike Pack Pad PadV2 Pow Prod Range Reciprocal Relu ReluGrad ResourceApplyGradientDescent
ResourceGather ResourceScatterAdd ReverseSequence ReverseV2 Rsqrt ScatterNd Select SelectV2 Shape SigmoidGrad Sign
SoftmaxCrossEntropyWithLogits SparseSoftmaxCrossEntropyWithLogits Sqrt Square SquaredDifference Squeeze
StatelessRandomUniform StatelessRandomUniformV2 StridedSlice TensorScatterAdd Tile Unpack VarIsInitializedOp Where
ZerosLike _FusedMatMul""".split()


def fields(message):
    """Number and value of every field of a Protocol Buffers message."""
    position = 0
    while position < len(message):
        key, position = variable_length(message, position)
        if key & 7 == 0:
            value, position = variable_length(message, position)
        else:
            length = {1: 8, 5: 4}.get(key & 7)
            if length is None:
                length, position = variable_length(message, position)
            value = message[position : position + length]
            position += length
        yield key >> 3, value


def variable_length(message, position):
    shift = result = 0
    while True:
        byte = message[position]
        position += 1
        result |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return result, position


def grouped(message):
    """The values of a message by the number of their field."""
    groups = {}
    for number, value in fields(message):
        groups.setdefault(number, []).append(value)
    return groups


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("deallocator", ctypes.c_void_p)]


def registry(folder):
    """The library's lists of operations and of kernels, as messages."""
    ctypes.CDLL(str(Path(folder) / "libtensorflow_framework.so.2"), mode=ctypes.RTLD_GLOBAL)
    library = ctypes.CDLL(str(Path(folder) / "libtensorflow_cc.so.2"), mode=ctypes.RTLD_GLOBAL)
    library.TF_NewStatus.restype = ctypes.c_void_p
    library.TF_GetAllRegisteredKernels.argtypes = [ctypes.c_void_p]
    for name in ("TF_GetAllOpList", "TF_GetAllRegisteredKernels"):
        getattr(library, name).restype = ctypes.POINTER(Buffer)
    buffers = [library.TF_GetAllOpList(), library.TF_GetAllRegisteredKernels(library.TF_NewStatus())]
    return [ctypes.string_at(buffer.contents.data, buffer.contents.length) for buffer in buffers]


def arguments(messages):
    """`name:type`, the type an attribute's name or a type's own; a star behind it where there may be several."""
    described = []
    for message in messages:
        group = grouped(message)
        type_name = group[4][0].decode() if 4 in group else TYPES.get(group.get(3, [0])[0], "other")
        described.append(f"{group[1][0].decode()}:{type_name}{'*' if 5 in group else ''}")
    return described


def constraints(messages):
    """The one type that each attribute must have, by its name; None where that is none of the engine's."""
    types = {}
    for message in messages:
        group = grouped(message)
        allowed = []
        for values in grouped(group[2][0]).get(1, []):
            for entry in grouped(values).get(6, []):
                allowed += [entry] if isinstance(entry, int) else packed(entry)
        if not allowed:
            continue
        known = [TYPES[value] for value in allowed if value in TYPES]
        if not known:
            return None
        types[group[1][0].decode()] = known[0]
    return types


def packed(entry):
    position, values = 0, []
    while position < len(entry):
        value, position = variable_length(entry, position)
        values.append(value)
    return values


def operations(names, folder):
    operation_list, kernel_list = registry(folder)
    found = {}
    for _, message in fields(operation_list):
        group = grouped(message)
        name = group[1][0].decode()
        if name in names:
            found[name] = {"inputs": arguments(group.get(2, [])), "outputs": arguments(group.get(3, [])), "kernels": []}
    # Where a GPU has no kernel of its own, TensorFlow takes the one for any device.
    for wanted in ("GPU", "DEFAULT"):
        for _, message in fields(kernel_list):
            group = grouped(message)
            name, device = group[1][0].decode(), group[2][0].decode()
            types = constraints(group.get(3, []))
            if name not in found or device != wanted or types is None or 5 in group:
                continue
            kernel = {"types": types, "host": sorted(part.decode() for part in group.get(4, []))}
            if kernel not in found[name]["kernels"]:
                found[name]["kernels"].append(kernel)
    return found


def used_by_engine():
    sources = Path(__file__).parents[2].joinpath("src-main", "engine", "tensor", "native").glob("*.ts")
    text = "\n".join(source.read_text() for source in sources)
    return set(re.findall(r"""\(\s*'([A-Z][A-Za-z0-9]+)',""", text))


if __name__ == "__main__":
    _, folder, version = sys.argv
    names = used_by_engine().union(OTHERS)
    json.dump({"tensorflow": version, "operations": dict(sorted(operations(names, folder).items()))}, sys.stdout)
