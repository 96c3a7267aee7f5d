"""Training and decoding with a PyTorch model at the runner's command."""

import json
import time
from pathlib import Path

import torch

from serve import prepare_torch, serve, versions
from workload import Workload

SOS, EOS = 1, 2


class Training:
    """One model on one workload. `model` has `loss(batch, coins)`, the mean over a batch's target tokens."""

    def __init__(self, create_model, workload, optimiser, clipping):
        self.workload = workload
        self.model = create_model(workload.options, workload.weights)
        self.clipping = clipping
        self.parameters = list(self.model.parameters())
        self.optimiser = torch.optim.Adam(self.parameters, lr=workload.training["learningRate"], **optimiser)
        self.step = 0

    def first_loss(self):
        """The loss of step 1 before any training, without dropout: what all contestants must agree on."""
        self.model.eval()
        with torch.no_grad():
            return float(self.model.loss(self.workload.batch(1), self.workload.coins[0]))

    def next(self):
        """One timed optimisation step."""
        self.step += 1
        batch = self.workload.batch(self.step)
        coins = self.workload.coins[self.step - 1]
        self.model.train()
        started = time.perf_counter()
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.model.loss(batch, coins)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.workload.training["gradientClip"], **self.clipping)
        self.optimiser.step()
        value = loss.item()
        return {"seconds": time.perf_counter() - started, "loss": value, "tokens": batch.tokens}

    def validate(self, batches):
        """The mean loss per target token, teacher-forced, without dropout."""
        self.model.eval()
        with torch.no_grad():
            losses = [float(self.model.loss(batch, [True] * len(batch.targets))) * batch.tokens for batch in batches]
        return sum(losses) / sum(batch.tokens for batch in batches)


def without_end(ids):
    """A hypothesis up to its <EOS>, which is left out."""
    return ids[: ids.index(EOS)] if EOS in ids else ids


def timed_decoding(decode, request):
    """Seconds that `decode(sentences, beam_size, maximum_length)` takes, and its hypotheses without <EOS>."""
    sentences = json.loads(Path(request["sentences"]).read_text())
    started = time.perf_counter()
    with torch.inference_mode():
        hypotheses = decode(sentences, request["beamSize"], request["maximumLength"])
    return {"seconds": time.perf_counter() - started, "hypotheses": hypotheses}


def race(create_model, optimiser, clipping):
    """Serves the runner. `create_model(options, weights)` gives a model that has `loss` and `decode`."""
    prepare_torch()
    training = None

    def open_workload(request):
        nonlocal training
        training = Training(create_model, Workload(request["workload"]), optimiser, clipping)
        count = sum(parameter.numel() for parameter in training.parameters)
        return {**versions(), "parameters": count}

    def decode(request):
        training.model.eval()
        model = training.model
        return timed_decoding(model.decode_in_batches if request.get("inBatches") else model.decode, request)

    serve(
        {
            "open": open_workload,
            "loss": lambda _: {"loss": training.first_loss()},
            "step": lambda _: training.next(),
            "validate": lambda request: {"loss": training.validate(Workload(request["workload"]).batches)},
            "decode": decode,
        }
    )
