# Writes a parity certificate: what PyTorch computes for a few inputs, so that Unroll can tell on import whether it
# computes the same, or which layer first differs. Run this in the notebook, beside the trained model:
#   run = lambda model, source, target: model(source, target, 1.0)   # teacher-forced: reads all of target but its last
#   write_parity(model, run, [src_tokenizer.encode(text, 50) for text in texts[:3]], "models/lstm.parity.json")
import copy, json, torch

def write_parity(model, run, sources, path, sos=1, eos=2, longest=20):
    model, calls, probes = copy.deepcopy(model).cpu().float().eval(), {}, []
    linear = {name: m.out_features for name, m in model.named_modules() if isinstance(m, torch.nn.Linear)}

    def floats(out):
        if isinstance(out, torch.Tensor):
            return [[float(f"{x:.8g}") for x in out.flatten().tolist()]] if out.is_floating_point() else []
        return [part for item in out for part in floats(item)] if isinstance(out, (tuple, list)) else []

    for name, m in model.named_modules():
        if isinstance(m, torch.nn.RNNBase) or not list(m.children()) or "att" in name.lower():
            m.register_forward_hook(lambda m, _, out, name=name: calls.setdefault(name, []).append(floats(out)))
    for source in sources:
        source, target = [int(token) for token in source if token != 0], [sos]
        while target[-1] != eos and len(target) <= longest:
            calls.clear()
            with torch.no_grad():
                run(model, torch.tensor([source]), torch.tensor([target + [0]]))
            output = [name for name in calls if name in linear][-1]
            flat = [x for call in calls[output] for x in call[0]]
            logits = [flat[i : i + linear[output]] for i in range(0, len(flat), linear[output])]
            target.append(max(range(linear[output]), key=logits[-1].__getitem__))
        modules = {name: made for name, made in calls.items() if name != output}
        probes.append({"source": source, "target": target, "logits": logits, "modules": modules})
    with open(path, "w") as file:
        json.dump({"format": "unroll-parity", "version": 1, "torch": torch.__version__, "probes": probes}, file)
