import type { RequestInput, RequestName, RequestOutputs } from '../../src-shared/contract/channels';
import { unpack } from '../../src-shared/contract/transport';
import { studiesOf, type StudyHead } from '../../src-shared/domain/study-list';
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

/** The studies that a window lists. */
export async function listedStudies(request: ReturnType<typeof requestsOf>): Promise<readonly StudyHead[]> {
  return studiesOf(unpack(await request('studies.list', {})));
}
