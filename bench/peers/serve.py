"""The conversation with the runner: one JSON request a line on stdin, one JSON answer a line on stdout."""

import json
import os
import platform
import sys
import traceback

import torch


def prepare_torch():
    """PyTorch's best settings for this kind of work: every core, and no slow path for denormal numbers."""
    torch.set_num_threads(int(os.environ.get("BENCH_THREADS") or os.cpu_count()))
    torch.set_flush_denormal(True)


def versions():
    """What an answer to `open` tells about this process."""
    return {"torch": torch.__version__, "python": platform.python_version(), "threads": torch.get_num_threads()}


def serve(commands):
    """Answers requests until stdin ends. `commands` maps the field `command` of a request to a function of it."""
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = commands[request["command"]](request)
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
