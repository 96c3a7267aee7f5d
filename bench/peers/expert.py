"""PyTorch as an engineer writes it who knows where the time goes; gradients stay with autograd.

- The encoder is one fused LSTM over the padded batch. Packed sequences would take PyTorch's slow path on a CPU, so the cell
  holds its state over padding instead, by one more input feature (see `HOLD`): the same numbers, nearly twice as fast.
- Attention keys are projected once; the decoder's input weights meet all true tokens in one product before the loop.
- The output layer runs once, after the loop, over the positions that count; inside the loop only its argmax, without gradient.
- Adam is fused, clipping is by foreach, gradients are set to None.
"""

import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

from race import EOS, SOS, race, without_end
from serve import DEVICE
from workload import pad, recurrent_weights

# Weight of the feature "this is padding": it closes the input gate and opens the forget gate all the way.
HOLD = 1e4
# Sentences that are decoded together.
DECODING_ROWS = 128


class Recurrent(nn.Module):
    """Weights of one recurrent layer in one direction."""

    def __init__(self, weights, name, units):
        super().__init__()
        values = recurrent_weights(weights, name, units)
        for parameter, value in zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), values):
            self.register_parameter(parameter, nn.Parameter(value))

    def in_order(self):
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]


class Encoder(nn.Module):
    def __init__(self, options, weights):
        super().__init__()
        self.units = options["units"]
        self.dropout = options["dropout"]
        self.is_lstm = options["cell"] == "lstm"
        self.directions = ["forward", "backward"] if options["bidirectional"] else ["forward"]
        self.embedding = nn.Embedding.from_pretrained(weights["encoder.embedding"], freeze=False, padding_idx=0)
        self.layers = nn.ModuleList(
            nn.ModuleList(Recurrent(weights, f"encoder.layer{layer}.{name}", self.units) for name in self.directions)
            for layer in range(options["encoderLayers"])
        )

    def forward(self, sources, lengths):
        """Outputs `[positions, rows, directions * units]` and, for each layer, the final hidden and cell states."""
        padding = torch.arange(len(sources), device=DEVICE)[:, None] >= lengths
        outputs = F.dropout(self.embedding(sources), self.dropout, self.training)
        finals = []
        for number, layer in enumerate(self.layers):
            if number > 0:
                outputs = F.dropout(outputs, self.dropout, self.training)
            read = self.read_lstm if self.is_lstm else self.read_rnn
            outputs, final = read(layer, outputs, padding, lengths)
            finals.append(final)
        return outputs, finals

    def read_lstm(self, layer, inputs, padding, lengths):
        hold = torch.zeros(4 * self.units, 1, device=DEVICE)
        hold[: self.units] = -HOLD
        hold[self.units : 2 * self.units] = HOLD
        weights = []
        for direction in layer:
            weight_ih, *others = direction.in_order()
            weights += [torch.cat([weight_ih, hold], 1), *others]
        inputs = torch.cat([inputs, padding[:, :, None].float()], 2)
        zeros = torch.zeros(len(layer), inputs.shape[1], self.units, device=DEVICE)
        outputs, hidden, cell = torch.lstm(
            inputs, (zeros, zeros), weights, True, 1, 0.0, self.training, len(layer) == 2, False
        )
        outputs = outputs.masked_fill(padding[:, :, None], 0)
        # Reading forward, the output gate goes on over padding: the last hidden state stands at the sentence's end.
        ends = self.at_ends(outputs[:, :, : self.units], lengths)
        return outputs, (torch.cat([ends, *hidden[1:]], 1), torch.cat([*cell], 1))

    def read_rnn(self, layer, inputs, padding, lengths):
        zeros = torch.zeros(1, inputs.shape[1], self.units, device=DEVICE)
        outputs, _ = torch.rnn_tanh(inputs, zeros, layer[0].in_order(), True, 1, 0.0, self.training, False, False)
        return outputs, (self.at_ends(outputs, lengths),)

    @staticmethod
    def at_ends(outputs, lengths):
        return outputs[lengths - 1, torch.arange(outputs.shape[1], device=DEVICE)]


class Decoder(nn.Module):
    def __init__(self, options, weights):
        super().__init__()
        self.units = options["units"]
        self.dropout = options["dropout"]
        self.attention = options["attention"]
        self.is_lstm = options["cell"] == "lstm"
        self.embedding = nn.Embedding.from_pretrained(weights["decoder.embedding"], freeze=False, padding_idx=0)
        self.layers = nn.ModuleList(
            Recurrent(weights, f"decoder.layer{layer}", self.units) for layer in range(options["decoderLayers"])
        )
        self.output = linear(weights["output.kernel"], weights["output.bias"])
        if self.attention:
            self.query = linear(weights["attention.query"].t())
            self.key = linear(weights["attention.key"].t(), weights["attention.bias"])
            self.energy = linear(weights["attention.energy"].t())

    def forward(self, targets, coins, states, outputs, padding):
        """Top hidden states `[steps, rows, units]`. `coins[t]` tells whether step t is fed the true token."""
        memory = Memory(self, outputs, padding) if self.attention else None
        weights = LoopWeights(self)
        steps = len(targets) - 1
        forced = [step for step in range(steps) if step == 0 or coins[step]]
        projected = dict(zip(forced, weights.project(self.embed(targets[forced])).unbind(0)))
        masks = self.layer_masks(steps, targets.shape[1])
        hidden = []
        for step in range(steps):
            if step not in projected:
                projected[step] = weights.project(self.embed(self.predict(hidden[-1])))
            states = self.step(projected[step], masks[step], states, weights, memory)
            hidden.append(states[-1][0])
        return torch.stack(hidden)

    def layer_masks(self, steps, rows):
        """Dropout between the two layers, drawn ahead for all steps."""
        if len(self.layers) == 1 or not self.training:
            return [None] * steps
        return F.dropout(torch.ones(steps, rows, self.units, device=DEVICE), self.dropout).unbind(0)

    def embed(self, ids):
        return F.dropout(self.embedding(ids), self.dropout, self.training)

    @torch.no_grad()
    def predict(self, hidden):
        """The most likely next tokens."""
        return self.output(hidden).argmax(1)

    def step(self, gates, mask, states, weights, memory):
        """Moves every layer one step; `gates` is the first layer's share of the token's embedding."""
        states = list(states)
        for number in range(len(states)):
            if number > 0:
                below = states[number - 1][0]
                inputs = torch.cat([below if mask is None else below * mask, states[number][0]], 1)
            elif memory is not None:
                inputs = torch.cat([memory.context(states[-1][0]), states[0][0]], 1)
            else:
                inputs = states[0][0]
            bias = gates if number == 0 else weights.biases[number]
            states[number] = self.cell(torch.addmm(bias, inputs, weights.kernels[number]), states[number])
        return states

    def cell(self, gates, state):
        if not self.is_lstm:
            return (torch.tanh(gates),)
        input_gate, forget_gate, candidate, output_gate = gates.chunk(4, 1)
        cell = torch.sigmoid(forget_gate) * state[1] + torch.sigmoid(input_gate) * torch.tanh(candidate)
        return torch.sigmoid(output_gate) * torch.tanh(cell), cell


class LoopWeights:
    """The decoder's weights as its loop wants them: one kernel a layer, the embedding's part apart."""

    def __init__(self, decoder):
        first, *others = decoder.layers
        embedding = decoder.embedding.embedding_dim
        self.embedding = first.weight_ih[:, :embedding]
        self.biases = [layer.bias_ih + layer.bias_hh for layer in decoder.layers]
        self.kernels = [torch.cat([first.weight_ih[:, embedding:], first.weight_hh], 1).t()]
        self.kernels += [torch.cat([layer.weight_ih, layer.weight_hh], 1).t() for layer in others]

    def project(self, embedded):
        return F.linear(embedded, self.embedding, self.biases[0])


class Memory:
    """What attention attends to, with the keys projected once."""

    def __init__(self, decoder, outputs, padding):
        self.values = outputs.transpose(0, 1).contiguous()
        self.keys = decoder.key(self.values)
        self.padding = padding.t()
        self.query, self.energy = decoder.query, decoder.energy

    def context(self, hidden):
        features = torch.tanh(self.keys + self.query(hidden)[:, None])
        energies = self.energy(features).squeeze(2).masked_fill(self.padding, -1e9)
        return torch.bmm(torch.softmax(energies, 1)[:, None], self.values).squeeze(1)


class Expert(nn.Module):
    def __init__(self, options, weights):
        super().__init__()
        self.encoder = Encoder(options, weights)
        self.decoder = Decoder(options, weights)
        if "bridge.hidden.kernel" in weights:
            parts = ["hidden", "cell"] if self.encoder.is_lstm else ["hidden"]
            self.bridge = nn.ModuleList(
                linear(weights[f"bridge.{part}.kernel"].t(), weights[f"bridge.{part}.bias"]) for part in parts
            )
        else:
            self.bridge = None

    def loss(self, batch, coins):
        """Mean cross-entropy over the target tokens."""
        outputs, finals = self.encoder(batch.sources, batch.lengths)
        padding = torch.arange(len(batch.sources), device=DEVICE)[:, None] >= batch.lengths
        states = [self.first_state(final) for final in finals]
        hidden = self.decoder(batch.targets, coins, states, outputs, padding)
        return self.output_loss(hidden.flatten(0, 1), batch.targets[1:].flatten())

    def output_loss(self, hidden, labels):
        counted = labels.nonzero().squeeze(1)
        return F.cross_entropy(self.decoder.output(hidden[counted]), labels[counted])

    def decode(self, sentences, beam_size, maximum_length):
        """Greedy hypotheses, in batches of similar length; a batch ends when all its sentences have."""
        if beam_size != 1:
            raise ValueError("The expert decodes greedily")
        order = sorted(range(len(sentences)), key=lambda row: len(sentences[row]))
        hypotheses = [None] * len(sentences)
        for start in range(0, len(order), DECODING_ROWS):
            rows = order[start : start + DECODING_ROWS]
            for row, ids in zip(rows, self.greedy([sentences[row] for row in rows], maximum_length)):
                hypotheses[row] = ids
        return hypotheses

    def greedy(self, sentences, maximum_length):
        sources, lengths = pad(sentences)
        outputs, finals = self.encoder(sources, lengths)
        padding = torch.arange(len(sources), device=DEVICE)[:, None] >= lengths
        decoder = self.decoder
        memory = Memory(decoder, outputs, padding) if decoder.attention else None
        weights = LoopWeights(decoder)
        states = [self.first_state(final) for final in finals]
        ids = torch.full((len(sentences),), SOS, device=DEVICE)
        ended = torch.zeros(len(sentences), dtype=torch.bool, device=DEVICE)
        steps = []
        for _ in range(maximum_length):
            states = decoder.step(weights.project(decoder.embed(ids)), None, states, weights, memory)
            ids = decoder.predict(states[-1][0])
            steps.append(ids)
            ended |= ids == EOS
            if ended.all():
                break
        return [without_end(row) for row in torch.stack(steps, 1).tolist()]

    def first_state(self, final):
        if self.bridge is None:
            return final
        return tuple(torch.tanh(bridge(part)) for bridge, part in zip(self.bridge, final))


class PaddedExpert(Expert):
    """The same with logits also of padding, which the loss then leaves out: how most write it."""

    def output_loss(self, hidden, labels):
        return F.cross_entropy(self.decoder.output(hidden), labels, ignore_index=0)


def linear(weight, bias=None):
    """A layer with these weights `[outputs, inputs]`."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias is not None, device=DEVICE)
    layer.weight.data = weight.contiguous()
    if bias is not None:
        layer.bias.data = bias
    return layer


if __name__ == "__main__":
    race(PaddedExpert if "--padded" in sys.argv else Expert, optimiser={"fused": True}, clipping={"foreach": True})
