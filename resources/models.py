"""A model that Unroll exported, as PyTorch modules with the notebooks' names. Beside it lie its weights (`*.pt`, a state
dictionary), `config.json`, both tokenizers and its history.

    from models import load
    model = load("lstm_attention")
    print(model.answer("Return the sum of two numbers."), model.answer("...", beam_size=3))
"""

import json
import re
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

PAD, SOS, EOS, UNK = 0, 1, 2, 3
HERE = Path(__file__).parent


class Encoder(nn.Module):
    def __init__(self, config, vocabulary, layer, layers, bidirectional):
        super().__init__()
        width, units = config["EMBEDDING_DIM"], config["HIDDEN_DIM"]
        dropout = config["DROPOUT"] if layers > 1 else 0
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=PAD)
        self.rnn = layer(width, units, layers, batch_first=True, bidirectional=bidirectional, dropout=dropout)
        self.dropout = nn.Dropout(config["DROPOUT"])
        self.average = config["BRIDGE"] == "average"
        directions = 2 if bidirectional else 1
        if config["BRIDGE"] == "linear-tanh" and (bidirectional or layer is nn.LSTM):
            self.fc_hidden = nn.Linear(directions * units, units)
            if layer is nn.LSTM:
                self.fc_cell = nn.Linear(directions * units, units)

    def forward(self, source):
        """Source `[1, positions]`; outputs `[1, positions, units]` and the decoder's first state."""
        outputs, hidden = self.rnn(self.dropout(self.embedding(source)))
        if not isinstance(hidden, tuple):
            return outputs, self.bridge(hidden, getattr(self, "fc_hidden", None))
        parts = zip(hidden, (getattr(self, "fc_hidden", None), getattr(self, "fc_cell", None)))
        return outputs, tuple(self.bridge(part, linear) for part, linear in parts)

    def bridge(self, part, linear):
        """`[layers * directions, 1, units]` to `[layers, 1, units]`."""
        directions = [part[0::2], part[1::2]] if self.rnn.bidirectional else [part]
        if linear is not None:
            return torch.tanh(linear(torch.cat(directions, dim=2)))
        return sum(directions) / (len(directions) if self.average else 1)


class Attention(nn.Module):
    """tanh(W_v tanh(W_c [hidden; output])) as in the specification, or without its outer tanh under other names."""

    def __init__(self, config, context):
        super().__init__()
        units = config["HIDDEN_DIM"]
        self.outer_tanh = config["ENERGY_OUTER_TANH"]
        kernel, energy = ("W_c", "W_v") if self.outer_tanh else ("attn", "v")
        bias = self.outer_tanh and config.get("ENERGY_BIAS", False)
        self.kernel, self.energy = kernel, energy
        setattr(self, kernel, nn.Linear(units + context, units))
        setattr(self, energy, nn.Linear(units, 1, bias=bias))

    def forward(self, hidden, outputs):
        pairs = torch.cat((hidden.unsqueeze(1).expand(-1, outputs.shape[1], -1), outputs), dim=2)
        energy = getattr(self, self.energy)(torch.tanh(getattr(self, self.kernel)(pairs))).squeeze(2)
        return F.softmax(torch.tanh(energy) if self.outer_tanh else energy, dim=1)


class Decoder(nn.Module):
    def __init__(self, config, vocabulary, layer, layers, directions, attends):
        super().__init__()
        width, units = config["EMBEDDING_DIM"], config["HIDDEN_DIM"]
        projects = attends and config["ENCODER_PROJECTION"]
        context = 0 if not attends else units if projects else directions * units
        dropout = config["DROPOUT"] if layers > 1 else 0
        self.reads = config.get("OUTPUT_INPUT", "hidden").count("-") if attends else 0
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=PAD)
        if projects:
            self.encoder_proj = nn.Linear(directions * units, units)
        self.attention = Attention(config, context) if attends else None
        self.rnn = layer(width + context, units, layers, batch_first=True, dropout=dropout)
        self.fc_out = nn.Linear(units + sum((context, width)[: self.reads]), vocabulary)
        self.dropout = nn.Dropout(config["DROPOUT"])

    def forward(self, token, hidden, outputs):
        """Token `[1]`; logits `[1, vocabulary]`, the next state, attention weights `[1, positions]` or None."""
        embedded = self.dropout(self.embedding(token.unsqueeze(1)))
        if self.attention is None:
            output, hidden = self.rnn(embedded, hidden)
            return self.fc_out(output.squeeze(1)), hidden, None
        outputs = self.encoder_proj(outputs) if hasattr(self, "encoder_proj") else outputs
        weights = self.attention(hidden[0][-1], outputs)
        context = torch.bmm(weights.unsqueeze(1), outputs)
        output, hidden = self.rnn(torch.cat((embedded, context), dim=2), hidden)
        read = torch.cat((output, *(context, embedded)[: self.reads]), dim=2)
        return self.fc_out(read.squeeze(1)), hidden, weights


class Seq2Seq(nn.Module):
    def __init__(self, architecture, config, source_vocabulary, target_vocabulary):
        super().__init__()
        vanilla, attends = architecture == "vanilla_rnn", architecture == "lstm_attention"
        layer, layers = (nn.RNN, 1) if vanilla else (nn.LSTM, config["NUM_LAYERS"])
        bidirectional = config["VANILLA_BIDIRECTIONAL" if vanilla else "BIDIRECTIONAL"]
        decoder_layers = attends and config["DECODER_LAYERS"] or layers
        directions = 2 if bidirectional else 1
        self.config, self.decoder_layers = config, decoder_layers
        self.encoder = Encoder(config, source_vocabulary, layer, layers, bidirectional)
        self.decoder = Decoder(config, target_vocabulary, layer, decoder_layers, directions, attends)

    def start(self, source):
        """A decoder of fewer layers takes the states of the top encoder layers."""
        outputs, hidden = self.encoder(source)
        top = slice(-self.decoder_layers, None)
        hidden = tuple(part[top] for part in hidden) if isinstance(hidden, tuple) else hidden[top]
        return outputs, hidden

    def forward(self, source, target, teacher_forcing_ratio=0.5):
        """Logits `[1, steps, vocabulary]` of the tokens behind the first."""
        (outputs, hidden), token, all_logits = self.start(source), target[:, 0], []
        for position in range(1, target.shape[1]):
            logits, hidden, _ = self.decoder(token, hidden, outputs)
            all_logits.append(logits)
            is_forced = torch.rand(()).item() < teacher_forcing_ratio
            token = target[:, position] if is_forced else logits.argmax(1)
        return torch.stack(all_logits, dim=1)

    @torch.no_grad()
    def decode(self, ids, beam_size=1):
        """Ids of the best hypothesis for the ids of a source, without special tokens at its ends; greedy is a beam of 1."""
        outputs, first = self.start(torch.tensor([ids]))
        alpha = self.config["LENGTH_NORMALISATION"]
        rank = lambda beam: beam[1] / ((5 + len(beam[0]) - 1) / 6) ** alpha
        beams = [([SOS], 0.0, first)]
        for _ in range(self.config["MAX_CODE_LEN"] - 1):
            candidates = []
            for tokens, score, hidden in beams:
                if tokens[-1] == EOS:
                    candidates.append((tokens, score, hidden))
                    continue
                logits, following, _ = self.decoder(torch.tensor([tokens[-1]]), hidden, outputs)
                values, places = F.log_softmax(logits[0], dim=0).topk(min(beam_size, logits.shape[1]))
                for value, token in zip(values.tolist(), places.tolist()):
                    candidates.append((tokens + [token], score + value, following))
            beams = sorted(candidates, key=rank, reverse=True)[:beam_size]
            if all(tokens[-1] == EOS for tokens, _, _ in beams):
                break
        best = beams[0][0][1:]
        return best[:-1] if best and best[-1] == EOS else best

    def answer(self, text, beam_size=1):
        ids = self.decode(encode(text, self.config["MAX_DOCSTRING_LEN"]), beam_size)
        words = tokenizer("tgt")["idx2word"]
        return " ".join(words[str(token)] for token in ids)


def tokenizer(side):
    return json.loads((HERE / f"{side}_tokenizer.json").read_text(encoding="utf-8"))


def encode(text, longest):
    numbers = tokenizer("src")["word2idx"]
    tokens = re.sub(r"([()\[\]{}:,.=+\-*/])", r" \1 ", text.lower()).split()
    return [SOS, *(numbers.get(token, UNK) for token in tokens[: longest - 2]), EOS]


def load(architecture, folder=HERE):
    config = json.loads((Path(folder) / "config.json").read_text(encoding="utf-8"))
    state = torch.load(Path(folder) / f"{architecture}.pt", weights_only=True)
    sizes = (state[f"{side}.embedding.weight"].shape[0] for side in ("encoder", "decoder"))
    model = Seq2Seq(architecture, config, *sizes)
    model.load_state_dict(state)
    return model.eval()
