import { expect, it } from 'vitest';
import { addPlacement } from '../../../../bench/gpu/placement';

it("TensorFlow's log tells where operations run", () => {
  const placement = {};
  const line = (operation: string, device: string) =>
    `I0000 00:00:1.2 3 execute.cc:1775] Executing op ${operation} in device /job:localhost/replica:0/task:0/device:${device}`;
  addPlacement(placement, line('MatMul', 'GPU:0'));
  addPlacement(placement, line('MatMul', 'GPU:0'));
  addPlacement(placement, line('Equal', 'CPU:0'));
  addPlacement(placement, 'execute.cc:1250] Placer place op [Mul] on device: /job:localhost/device:CPU:0');
  expect(placement).toEqual({ GPU: { MatMul: 2 }, CPU: { Equal: 1 } });
});
