/** The only place that touches the bridge which the preload script provides. */
import type {
  Bridge,
  RequestInput,
  RequestName,
  RequestOutputs,
  WindowEventName,
  WindowEvents,
} from '../../src-shared/contract/channels';
import { type Packed, unpack } from '../../src-shared/contract/transport';

/** Requests whose answers travel as text. */
type ListRequest = {
  [Name in RequestName]: RequestOutputs[Name] extends Packed<unknown> ? Name : never;
}[RequestName];
type ListOutput<Name extends ListRequest> = RequestOutputs[Name] extends Packed<infer Value> ? Value : never;

declare global {
  interface Window {
    readonly unroll: Bridge;
  }
}

/** A request that the main process refused. `userError`: the message alone tells what to mend. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    message: string,
    readonly userError: boolean,
  ) {
    super(message);
  }
}

/** Asks the main process. Throws RequestError with main's message when it refuses. */
export async function request<Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
): Promise<RequestOutputs[Name]> {
  const result = await window.unroll.request(name, input);
  if (result.ok) return result.value;
  throw new RequestError(result.error.message, result.error.userError);
}

/** Asks for a long list, which travels as text. */
export async function requestList<Name extends ListRequest>(
  name: Name,
  input: RequestInput<Name>,
): Promise<ListOutput<Name>> {
  return unpack((await request(name, input)) as Packed<ListOutput<Name>>);
}

/** The path of a file or folder that was dropped on the window; empty for what lies in no file. */
export function pathOf(file: File): string {
  return window.unroll.pathOf(file);
}

/** Listens to what main pushes; returns the function that ends the subscription. */
export function subscribe<Name extends WindowEventName>(
  name: Name,
  listener: (event: WindowEvents[Name]) => void,
): () => void {
  return window.unroll.subscribe(name, listener);
}
