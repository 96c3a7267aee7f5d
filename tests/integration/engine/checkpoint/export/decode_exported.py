"""What PyTorch makes of exported folders. `python decode_exported.py` reads `[{folder, name}]` and `[[source, target]]` (JSON)
on standard input and writes, for each folder, teacher-forced logits, greedy and beam hypotheses, and its history."""

import importlib.util
import json
import pickle
import sys
from pathlib import Path

import torch


def results(folder, name, examples):
    specification = importlib.util.spec_from_file_location("models", folder / "models.py")
    models = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(models)
    model = models.load(name)
    with torch.no_grad():
        logits = [
            model(torch.tensor([source]), torch.tensor([target]), teacher_forcing_ratio=1.0)[0].tolist()
            for source, target in examples
        ]
    return {
        "logits": logits,
        "greedy": [model.decode(source) for source, _ in examples],
        "beam": [model.decode(source, beam_size=3) for source, _ in examples],
        "encoded": models.encode("Foo(bar).baz", 6),
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "history": pickle.loads((folder / "training_history.pkl").read_bytes()),
    }


request = json.load(sys.stdin)
json.dump([results(Path(of["folder"]), of["name"], request["examples"]) for of in request["exported"]], sys.stdout)
