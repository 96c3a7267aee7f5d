import type { Benchmark } from './benchmark';
import { data } from './data/command';
import { decode } from './decode/command';
import { epoch } from './epoch/command';
import { peers } from './peers/command';
import { scaling } from './scaling/command';

/** Every benchmark of the document, in its order. */
export const BENCHMARKS: readonly Benchmark[] = [peers, epoch, decode, scaling, data];
