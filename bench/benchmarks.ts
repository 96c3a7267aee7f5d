import { answers } from './answers/command';
import { application } from './application/command';
import type { Benchmark } from './benchmark';
import { data } from './data/command';
import { decode } from './decode/command';
import { epoch } from './epoch/command';
import { gpu } from './gpu/command';
import { windowFluency } from './interface/command';
import { kernels } from './kernels/command';
import { peers } from './peers/command';
import { scaling } from './scaling/command';

/** Every benchmark of the document, in its order. */
export const BENCHMARKS: readonly Benchmark[] = [
  peers,
  kernels,
  epoch,
  decode,
  application,
  windowFluency,
  answers,
  gpu,
  scaling,
  data,
];
