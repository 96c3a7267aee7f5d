import { router, studies } from '../../state';

/** Takes in the trained run that the application brings along, and goes where one sees what it looked at. */
export async function openDemonstration(): Promise<void> {
  const study = await studies.openDemonstration();
  router.go({ view: 'study', study, tab: 'attention', query: {} });
}
