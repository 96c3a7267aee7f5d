"""The conversation with the runner: one JSON request a line on stdin, one JSON answer a line on stdout."""

import json
import os
import platform
import sys
import traceback

import torch

# What the contestants compute on: "cpu", or "cuda" for the GPU.
DEVICE = torch.device(os.environ.get("BENCH_DEVICE") or "cpu")


def prepare_torch():
    """PyTorch's best settings for this kind of work: every core, and no slow path for denormal numbers.

    On a GPU products may use TF32, as TensorFlow allows by itself.
    """
    if DEVICE.type == "cuda":
        if not torch.cuda.is_available():
            sys.exit(f"PyTorch {torch.__version__} sees no NVIDIA GPU")
        torch.set_float32_matmul_precision("high")
    torch.set_num_threads(int(os.environ.get("BENCH_THREADS") or os.cpu_count()))
    torch.set_flush_denormal(True)


def versions():
    """What an answer to `open` tells about this process."""
    told = {"torch": torch.__version__, "python": platform.python_version(), "threads": torch.get_num_threads()}
    if DEVICE.type == "cuda":
        told["device"] = torch.cuda.get_device_name()
    return told


def serve(commands):
    """Answers requests until stdin ends. `commands` maps the field `command` of a request to a function of it."""
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = commands[request["command"]](request)
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
