"""PyTorch as the published notebooks write it.

One time step after another through `nn.LSTM`, the output layer and its logits at every step, attention that projects the
encoder outputs anew for every step, cross-entropy over all positions with PAD ignored. Sources are packed, so that the
numbers are those of the other contestants; without packing PyTorch is faster here, and reads padding.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from race import EOS, SOS, race, without_end
from serve import DEVICE
from workload import pad, recurrent_weights

# Sentences that are decoded together, as many as a training batch has.
BATCH_SIZE = 64


class Encoder(nn.Module):
    def __init__(self, options):
        super().__init__()
        layer = nn.LSTM if options["cell"] == "lstm" else nn.RNN
        layers = options["encoderLayers"]
        self.embedding = nn.Embedding(options["sourceVocabulary"], options["embedding"], padding_idx=0)
        self.rnn = layer(
            options["embedding"],
            options["units"],
            layers,
            batch_first=True,
            bidirectional=options["bidirectional"],
            dropout=options["dropout"] if layers > 1 else 0,
        )
        self.dropout = nn.Dropout(options["dropout"])

    def forward(self, src, src_lengths):
        embedded = self.dropout(self.embedding(src))
        # Lengths are wanted in the computer's memory, wherever the sentences are.
        packed = pack_padded_sequence(embedded, src_lengths.cpu(), batch_first=True, enforce_sorted=False)
        outputs, hidden = self.rnn(packed)
        outputs, _ = pad_packed_sequence(outputs, batch_first=True)
        return outputs, hidden


class Attention(nn.Module):
    def __init__(self, options):
        super().__init__()
        units = options["units"]
        self.W_c = nn.Linear(units + units * (2 if options["bidirectional"] else 1), units)
        self.W_v = nn.Linear(units, 1, bias=False)

    def forward(self, hidden, encoder_outputs, mask):
        hidden = hidden.unsqueeze(1).repeat(1, encoder_outputs.shape[1], 1)
        energy = self.W_v(torch.tanh(self.W_c(torch.cat((hidden, encoder_outputs), dim=2)))).squeeze(2)
        weights = F.softmax(energy.masked_fill(mask == 0, -1e9), dim=1)
        return torch.bmm(weights.unsqueeze(1), encoder_outputs)


class Decoder(nn.Module):
    def __init__(self, options):
        super().__init__()
        layer = nn.LSTM if options["cell"] == "lstm" else nn.RNN
        layers, units, embedding = options["decoderLayers"], options["units"], options["embedding"]
        context = units * (2 if options["bidirectional"] else 1) if options["attention"] else 0
        self.embedding = nn.Embedding(options["targetVocabulary"], embedding, padding_idx=0)
        self.attention = Attention(options) if options["attention"] else None
        dropout = options["dropout"] if layers > 1 else 0
        self.rnn = layer(embedding + context, units, layers, batch_first=True, dropout=dropout)
        self.fc_out = nn.Linear(units, options["targetVocabulary"])
        self.dropout = nn.Dropout(options["dropout"])

    def forward(self, token, hidden, encoder_outputs, mask):
        embedded = self.dropout(self.embedding(token.unsqueeze(1)))
        if self.attention is not None:
            top = hidden[0][-1] if isinstance(hidden, tuple) else hidden[-1]
            embedded = torch.cat((embedded, self.attention(top, encoder_outputs, mask)), dim=2)
        output, hidden = self.rnn(embedded, hidden)
        return self.fc_out(output.squeeze(1)), hidden


class Seq2Seq(nn.Module):
    def __init__(self, options, weights):
        super().__init__()
        self.vocabulary = options["targetVocabulary"]
        self.encoder = Encoder(options)
        self.decoder = Decoder(options)
        self.has_bridge = options["bridge"] == "linear-tanh"
        if self.has_bridge:
            width = options["units"] * (2 if options["bidirectional"] else 1)
            self.fc_hidden = nn.Linear(width, options["units"])
            self.fc_cell = nn.Linear(width, options["units"])
        self.load_weights(options, weights)
        self.to(DEVICE)

    def forward(self, src, src_lengths, trg, coins):
        batch_size, trg_len = trg.shape
        outputs = torch.zeros(batch_size, trg_len, self.vocabulary, device=DEVICE)
        encoder_outputs, hidden = self.encoder(src, src_lengths)
        hidden = self.bridge(hidden)
        mask = src != 0
        token = trg[:, 0]
        for t in range(1, trg_len):
            output, hidden = self.decoder(token, hidden, encoder_outputs, mask)
            outputs[:, t] = output
            teacher_force = coins[t]
            token = trg[:, t] if teacher_force else output.argmax(1)
        return outputs

    def bridge(self, hidden):
        if not self.has_bridge:
            return hidden
        return tuple(torch.tanh(layer(self.both_directions(part))) for layer, part in zip((self.fc_hidden, self.fc_cell), hidden))

    @staticmethod
    def both_directions(part):
        """`[layers * 2, rows, units]` to `[layers, rows, 2 * units]`."""
        return torch.cat((part[0::2], part[1::2]), dim=2)

    def loss(self, batch, coins):
        """Mean cross-entropy over the target tokens."""
        trg = batch.targets.t().contiguous()
        outputs = self(batch.sources.t().contiguous(), batch.lengths, trg, coins)
        criterion = nn.CrossEntropyLoss(ignore_index=0)
        return criterion(outputs[:, 1:].reshape(-1, self.vocabulary), trg[:, 1:].reshape(-1))

    def decode(self, sentences, beam_size, maximum_length):
        """One sentence after the other."""
        return [self.decode_sentence(torch.tensor([ids], device=DEVICE), beam_size, maximum_length) for ids in sentences]

    def decode_in_batches(self, sentences, beam_size, max_len):
        """Greedy decoding as it is written for a whole DataLoader: batches in the data's order, until all have ended."""
        if beam_size != 1:
            raise ValueError("The notebook decodes batches greedily")
        return [
            without_end(ids)
            for start in range(0, len(sentences), BATCH_SIZE)
            for ids in self.decode_batch(sentences[start : start + BATCH_SIZE], max_len)
        ]

    def decode_batch(self, sentences, max_len):
        src, lengths = pad(sentences)
        src = src.t().contiguous()
        encoder_outputs, hidden = self.encoder(src, lengths)
        hidden = self.bridge(hidden)
        token = torch.full((len(sentences),), SOS, device=DEVICE)
        ended = torch.zeros(len(sentences), dtype=torch.bool, device=DEVICE)
        steps = []
        for _ in range(max_len):
            output, hidden = self.decoder(token, hidden, encoder_outputs, src != 0)
            token = output.argmax(1)
            steps.append(token)
            ended |= token == EOS
            if ended.all():
                break
        return torch.stack(steps, 1).tolist()

    def decode_sentence(self, src, beam_size, max_len):
        encoder_outputs, hidden = self.encoder(src, torch.tensor([src.shape[1]]))
        hidden = self.bridge(hidden)
        mask = src != 0
        search = self.greedy if beam_size == 1 else self.beam_search
        return without_end(search(hidden, encoder_outputs, mask, beam_size, max_len))

    def greedy(self, hidden, encoder_outputs, mask, _, max_len):
        token = torch.tensor([SOS], device=DEVICE)
        ids = []
        for _ in range(max_len):
            output, hidden = self.decoder(token, hidden, encoder_outputs, mask)
            token = output.argmax(1)
            ids.append(token.item())
            if token.item() == EOS:
                break
        return ids

    def beam_search(self, hidden, encoder_outputs, mask, beam_size, max_len):
        beams = [([SOS], 0.0, hidden)]
        for _ in range(max_len):
            candidates = []
            for ids, score, state in beams:
                if ids[-1] == EOS:
                    candidates.append((ids, score, state))
                    continue
                output, new_state = self.decoder(torch.tensor([ids[-1]], device=DEVICE), state, encoder_outputs, mask)
                values, tokens = F.log_softmax(output, dim=1).topk(beam_size)
                for value, token in zip(values[0], tokens[0]):
                    candidates.append((ids + [token.item()], score + value.item(), new_state))
            beams = sorted(candidates, key=lambda beam: beam[1], reverse=True)[:beam_size]
            if all(ids[-1] == EOS for ids, _, _ in beams):
                break
        return beams[0][0][1:]

    @torch.no_grad()
    def load_weights(self, options, weights):
        """The engine's weights in the places of PyTorch's."""
        self.encoder.embedding.weight.copy_(weights["encoder.embedding"])
        self.decoder.embedding.weight.copy_(weights["decoder.embedding"])
        for layer in range(options["encoderLayers"]):
            load_recurrent(self.encoder.rnn, f"l{layer}", weights, f"encoder.layer{layer}.forward", options["units"])
            if options["bidirectional"]:
                name = f"encoder.layer{layer}.backward"
                load_recurrent(self.encoder.rnn, f"l{layer}_reverse", weights, name, options["units"])
        for layer in range(options["decoderLayers"]):
            load_recurrent(self.decoder.rnn, f"l{layer}", weights, f"decoder.layer{layer}", options["units"])
        self.decoder.fc_out.weight.copy_(weights["output.kernel"])
        self.decoder.fc_out.bias.copy_(weights["output.bias"])
        if self.has_bridge:
            for layer, part in ((self.fc_hidden, "hidden"), (self.fc_cell, "cell")):
                layer.weight.copy_(weights[f"bridge.{part}.kernel"].t())
                layer.bias.copy_(weights[f"bridge.{part}.bias"])
        if options["attention"]:
            attention = self.decoder.attention
            parts = (weights["attention.query"], weights["attention.key"])
            attention.W_c.weight.copy_(torch.cat(parts, 0).t())
            attention.W_c.bias.copy_(weights["attention.bias"])
            attention.W_v.weight.copy_(weights["attention.energy"].t())


def load_recurrent(rnn, suffix, weights, name, units):
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    for parameter, value in zip(names, recurrent_weights(weights, name, units)):
        getattr(rnn, f"{parameter}_{suffix}").copy_(value)


if __name__ == "__main__":
    race(Seq2Seq, optimiser={}, clipping={})
