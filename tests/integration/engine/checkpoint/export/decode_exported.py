"""What PyTorch makes of an exported folder: `python decode_exported.py FOLDER NAME` reads sources and targets (JSON) on
standard input and writes teacher-forced logits, greedy and beam hypotheses, and what it finds in the history."""

import json
import pickle
import sys
from pathlib import Path

import torch

folder, name = Path(sys.argv[1]), sys.argv[2]
sys.path.insert(0, str(folder))
import models

examples = json.load(sys.stdin)
model = models.load(name)
with torch.no_grad():
    logits = [
        model(torch.tensor([source]), torch.tensor([target]), teacher_forcing_ratio=1.0)[0].tolist()
        for source, target in examples
    ]
result = {
    "logits": logits,
    "greedy": [model.decode(source) for source, _ in examples],
    "beam": [model.decode(source, beam_size=3) for source, _ in examples],
    "encoded": models.encode("Foo(bar).baz", 6),
    "parameters": sum(parameter.numel() for parameter in model.parameters()),
    "history": pickle.loads((folder / "training_history.pkl").read_bytes()),
}
json.dump(result, sys.stdout)
