/** The names under which the bridge's messages travel between a window and the main process. */
import type { WindowEventName } from './channels';

/** Carries every request as (name, input). */
export const REQUEST_CHANNEL = 'unroll:request';

export const eventChannel = (name: WindowEventName): string => `unroll:event:${name}`;
