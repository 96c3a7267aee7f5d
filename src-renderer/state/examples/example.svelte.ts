import type { RequestInput } from '../../../src-shared/contract/channels';
import type { ExampleDetail } from '../../../src-shared/contract/requests/examples';
import { request } from '../../client/client';
import { Task } from '../task.svelte';

/** One example with all that is known of it. The one before stays until it has come. */
export class Example {
  readonly task = new Task<ExampleDetail | null>();

  async show(key: RequestInput<'examples.show'>): Promise<void> {
    await this.task.start(() => request('examples.show', key));
  }
}

/** Makes an example a favourite, or no longer; every window hears of it. */
export async function setFavourite(favourite: RequestInput<'examples.setFavourite'>): Promise<void> {
  await request('examples.setFavourite', favourite);
}

/** Asks where to, and writes the whole list; resolves to the path, or null when nobody wanted it. */
export function saveExamples(list: RequestInput<'examples.save'>): Promise<string | null> {
  return request('examples.save', list);
}
