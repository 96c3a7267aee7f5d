import type { Generation } from '../../src-shared/domain/run';
import { request } from '../client/client';
import type { AttentionQuestion } from './attention-question';
import { Task } from './task.svelte';

/** Whether the attention of an answer tells what it depends on: asked for by hand, as it takes an answer for every source token. */
export class Faithfulness {
  readonly task = new Task<{ readonly question: AttentionQuestion; readonly generation: Generation }>();

  async ask(question: AttentionQuestion): Promise<void> {
    const { run, text, beamSize } = question;
    await this.task.start(async () => {
      const [generation] = await request('generate', {
        runs: [run],
        texts: [text],
        beamSize,
        attention: true,
        faithfulness: true,
      });
      return { question, generation };
    });
  }

  /** What was found for the question; null where something else was asked last. */
  answerTo({ run, text, beamSize }: AttentionQuestion): Generation | null {
    const known = this.task.value;
    const isSame =
      known?.question.run === run && known.question.text === text && known.question.beamSize === beamSize;
    return isSame ? known.generation : null;
  }
}
