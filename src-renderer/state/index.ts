/** The state that the whole window shares. */
import { Application } from './application.svelte';
import { Commands } from './commands.svelte';
import { Dropping } from './dropping.svelte';
import { Evaluations } from './evaluations.svelte';
import { Guide } from './guide.svelte';
import { Diagnoses } from './diagnoses.svelte';
import { KnownData } from './known-data';
import { Messages } from './messages.svelte';
import { NewStudyDraft } from './new-study.svelte';
import { RunList } from './run-list.svelte';
import { RecentTexts } from './recent-texts.svelte';
import { Queue } from './queue.svelte';
import { Router } from './router.svelte';
import { Studies } from './studies.svelte';
import { Sweeps } from './sweeps.svelte';
import { Trash } from './trash.svelte';

export const application = new Application();
export const evaluations = new Evaluations();
export const diagnoses = new Diagnoses();
export const messages = new Messages();
/** Docstrings that were tried. */
export const recentTexts = new RecentTexts();
export const newStudy = new NewStudyDraft();
export const queue = new Queue();
export const router = new Router();
export const studies = new Studies();
export const knownData = new KnownData(studies);
export const sweeps = new Sweeps();
/** What was deleted and can be brought back. */
export const trash = new Trash();
export const guide = new Guide(application, studies, router);
export const dropping = new Dropping(messages);
export const commands = new Commands(application, messages, guide, router);
export const runList = new RunList();
