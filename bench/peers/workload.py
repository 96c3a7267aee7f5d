"""Reads the folder in which the runner describes a workload, so that every contestant computes the same."""

import json
from pathlib import Path

import numpy
import torch

from serve import DEVICE


class Workload:
    """`options`: the engine's model options; `training`: learning rate, clipping and dropout; `batches`."""

    def __init__(self, folder):
        description = json.loads((Path(folder) / "workload.json").read_text())
        self.options = description["options"]
        self.training = description["training"]
        self.batches = [Batch(**batch) for batch in description["batches"]]
        self.coins = description["coins"]
        self.weights = read_safetensors(Path(folder) / "weights.safetensors")

    def batch(self, step):
        """The batch of a step, counted from 1."""
        return self.batches[(step - 1) % len(self.batches)]


class Batch:
    """Padded ids, time first: sources `[positions, rows]`, targets `[positions, rows]`; source lengths `[rows]`."""

    def __init__(self, sources, targets):
        self.sources, self.lengths = pad(sources)
        self.targets, lengths = pad(targets)
        # <SOS> is never predicted.
        self.tokens = int(lengths.sum()) - len(targets)


def pad(sentences):
    """Stacks sentences with PAD (0) behind the shorter ones."""
    lengths = torch.tensor([len(sentence) for sentence in sentences])
    padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(sentence) for sentence in sentences])
    return padded.to(DEVICE), lengths.to(DEVICE)


def read_safetensors(file):
    """float32 tensors by name, on the device that computes."""
    content = file.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(content[start + begin : start + end], dtype=numpy.float32)
        arrays[name] = torch.from_numpy(values.reshape(entry["shape"]).copy()).to(DEVICE)
    return arrays


def recurrent_weights(weights, name, units):
    """weight_ih, weight_hh, bias_ih and bias_hh of a recurrent layer, as PyTorch lays them out.

    The engine keeps one kernel `[inputs + units, gates * units]` with LSTM gates in the order input, candidate, forget,
    output, and one bias that stands for PyTorch's two.
    """
    kernel, bias = weights[f"{name}.kernel"], weights[f"{name}.bias"]
    gates = kernel.shape[1] // units
    order = [0, 2, 1, 3] if gates == 4 else [0]
    columns = [kernel[:, gate * units : (gate + 1) * units] for gate in order]
    kernel = torch.cat(columns, 1).t().contiguous()
    bias = torch.cat([bias[gate * units : (gate + 1) * units] for gate in order]) / 2
    inputs = kernel.shape[1] - units
    return kernel[:, :inputs].contiguous(), kernel[:, inputs:].contiguous(), bias, bias.clone()
