import type { Generation } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { Task } from './task.svelte';

/** Answers of one run to one text, with attention weights; computed by the engine on demand. */
export class Attention {
  readonly task = new Task<Generation>();

  async load(run: string, text: string): Promise<void> {
    await this.task.start(async () => {
      const [generation] = await request('generate', {
        runs: [run],
        texts: [text],
        beamSize: 1,
        attention: true,
      });
      if (!generation) throw new Error('The engine answered without a generation.');
      return generation;
    });
  }
}
