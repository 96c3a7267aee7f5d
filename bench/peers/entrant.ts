import { Contestant } from './contestant';
import { contestantProgram, type ContestantName } from './contestants';

/** A contestant whose failure does not end the race: from then on it answers nothing. */
export class Entrant {
  private contestant: Contestant | null = null;
  private failure: string | null = null;

  constructor(readonly name: ContestantName) {
    try {
      this.contestant = new Contestant(contestantProgram(name));
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }

  /** Why it dropped out; null while it is well. */
  get problem(): string | null {
    return this.failure;
  }

  /** The answer to a request; null when it has dropped out. */
  async ask<Answer>(command: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Answer | null> {
    if (this.failure !== null || this.contestant === null) return null;
    try {
      return await this.contestant.ask<Answer>(command, fields);
    } catch (error) {
      this.failure = (error as Error).message;
      return null;
    }
  }

  async close(): Promise<void> {
    await this.contestant?.close();
  }
}
