import { vi } from 'vitest';
import type {
  Bridge,
  RequestInput,
  RequestName,
  RequestOutputs,
  WindowEventName,
  WindowEvents,
} from '../../../src-shared/contract/channels';

type Answers = {
  [Name in RequestName]?: (input: RequestInput<Name>) => RequestOutputs[Name] | Promise<RequestOutputs[Name]>;
};

/** A bridge whose far end is in the test: it answers requests, and events are emitted by hand. */
export function connectBridge(answers: Answers) {
  const listeners = new Map<WindowEventName, Set<(event: never) => void>>();
  const bridge: Bridge = {
    async request(name, input) {
      const answer = answers[name];
      if (!answer) throw new Error(`The test has no answer to ${name}`);
      return { ok: true, value: await answer(structuredClone(input)) };
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    pathOf: (file) => file.name,
  };
  vi.stubGlobal('window', { unroll: bridge });
  return {
    emit<Name extends WindowEventName>(name: Name, event: WindowEvents[Name]) {
      for (const listener of listeners.get(name) ?? []) listener(event as never);
    },
    listenerCount: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
  };
}
