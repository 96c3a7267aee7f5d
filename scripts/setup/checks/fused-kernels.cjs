// Computes one step of an LSTM with our kernels. Usage: node fused-kernels.cjs BINDING KERNELS. Runs in a process of its
// own, since a faulty native module can end its process.
const assert = require('node:assert/strict');
const path = require('node:path');

const binding = require(path.resolve(process.argv[2]));
require(path.resolve(process.argv[3]));
const row = (...values) =>
  binding.createTensor([1, values.length], binding.TF_FLOAT, Float32Array.from(values));
const [, cell, hidden] = binding.executeOp(
  'UnrollLstmCell',
  [],
  [row(0.5, -0.25, 1, 2), row(0, 0, 0, 0), row(0.75)],
  3,
);
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const expectedCell = sigmoid(1) * 0.75 + sigmoid(0.5) * Math.tanh(-0.25);
const near = (tensor, expected) => {
  const [value] = binding.tensorDataSync(tensor.id);
  assert.ok(Math.abs(value - expected) < 1e-6, `${value} instead of ${expected}`);
};
near(cell, expectedCell);
near(hidden, sigmoid(2) * Math.tanh(expectedCell));
