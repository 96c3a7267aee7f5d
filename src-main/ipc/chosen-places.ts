import path from 'node:path';
import { UserError } from '../../src-shared/domain/errors';

/** Where the user chose that something is written: nowhere else is anything written at a window's request. */
export class ChosenPlaces {
  private readonly chosen = new Set<string>();

  add(place: string): void {
    this.chosen.add(path.resolve(place));
  }

  /** @throws UserError for a place that was neither chosen nor lies in a folder that was */
  check(place: string): void {
    const resolved = path.resolve(place);
    if (!this.chosen.has(resolved) && !this.chosen.has(path.dirname(resolved)))
      throw new UserError(`${place}: was not chosen as a place to write to since the application started`);
  }
}
