import { REQUEST_SCHEMAS, type RequestName, type RequestResult } from '../../src-shared/contract/channels';
import { UserError } from '../../src-shared/domain/errors';
import type { z } from 'zod';
import type { Handlers } from './services';

/** Called with errors that are not the user's to mend. */
export type ErrorLog = (name: string, error: unknown) => void;

/** Checks a request that came from a window, lets its handler answer it, and puts the answer or error into plain data. */
export async function answer(
  handlers: Handlers<RequestName>,
  name: string,
  input: unknown,
  log: ErrorLog,
): Promise<RequestResult<RequestName>> {
  try {
    if (!isRequestName(name)) throw new Error(`There is no request ${name}`);
    const parsed = REQUEST_SCHEMAS[name].safeParse(input);
    if (!parsed.success) throw new UserError(describe(name, parsed.error));
    const handle = handlers[name] as (input: unknown) => unknown;
    return { ok: true, value: (await handle(parsed.data)) as never };
  } catch (error) {
    const userError = error instanceof UserError;
    if (!userError) log(name, error);
    return { ok: false, error: { message: messageOf(error), userError } };
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUEST_SCHEMAS, name);
}

function describe(name: string, error: z.ZodError): string {
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  return `${name}: ${problems.join('; ')}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
