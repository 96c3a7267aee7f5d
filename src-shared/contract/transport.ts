/** The names under which the bridge's messages travel between a window and the main process. */
import type { WindowEventName } from './channels';

/** Carries every request as (name, input). */
export const REQUEST_CHANNEL = 'unroll:request';

export const eventChannel = (name: WindowEventName): string => `unroll:event:${name}`;

/**
 * A long list as text (JSON): the bridge copies objects property by property, which takes seconds for thousands of records,
 * and a text at once.
 */
export type Packed<Value> = string & { readonly [PACKED]?: Value };
declare const PACKED: unique symbol;

export function pack<Value>(value: Value): Packed<Value> {
  return JSON.stringify(value);
}

export function unpack<Value>(text: Packed<Value>): Value {
  return JSON.parse(text) as Value;
}
