"""Training of a PyTorch model at the runner's command."""

import time

import torch

from serve import prepare_torch, serve, versions
from workload import Workload


class Training:
    """One model on one workload. `model` has `loss(batch, coins)`."""

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
        coins = self.workload.coins[(self.step - 1) % len(self.workload.coins)]
        self.model.train()
        started = time.perf_counter()
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.model.loss(batch, coins)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.workload.training["gradientClip"], **self.clipping)
        self.optimiser.step()
        value = loss.item()
        return {"seconds": time.perf_counter() - started, "loss": value}


def race(create_model, optimiser, clipping):
    """Serves `open`, `loss` and `step`."""
    prepare_torch()
    training = None

    def open_workload(request):
        nonlocal training
        training = Training(create_model, Workload(request["workload"]), optimiser, clipping)
        count = sum(parameter.numel() for parameter in training.parameters)
        return {**versions(), "parameters": count}

    serve(
        {
            "open": open_workload,
            "loss": lambda _: {"loss": training.first_loss()},
            "step": lambda _: training.next(),
        }
    )
