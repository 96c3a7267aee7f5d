import type { RequestInput, RequestName, RequestOutputs } from '../../src-shared/contract/channels';
import type { Backend } from '../../src-main/ipc/backend';

/** What makes requests as windows do, of the backend that is open at the time; what is refused is thrown. */
export function requestsOf(backend: () => Backend) {
  return async <Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutputs[Name]> => {
    const answer = await backend().answer(name, input);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value as RequestOutputs[Name];
  };
}
