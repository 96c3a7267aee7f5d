// Multiplies two matrices through a TensorFlow binding and prints `{ "version", "gpu" }` as JSON.
// Usage: node matmul.cjs BINDING. Runs in a process of its own, since a faulty native binding can end its process.
const assert = require('node:assert/strict');
const path = require('node:path');

const binding = require(path.resolve(process.argv[2]));
const matrix = binding.createTensor([2, 3], binding.TF_FLOAT, new Float32Array([1, 2, 3, 4, 5, 6]));
const attributes = [
  { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: false },
  { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: true },
  { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
];
const [product] = binding.executeOp('MatMul', attributes, [matrix, matrix], 1);
assert.deepEqual([...binding.tensorDataSync(product.id)], [14, 32, 32, 77]);
process.stdout.write(JSON.stringify({ version: binding.TF_Version, gpu: binding.isUsingGpuDevice() }));
