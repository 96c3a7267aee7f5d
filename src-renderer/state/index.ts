/** The state that the whole window shares. */
import { Application } from './application.svelte';
import { Messages } from './messages.svelte';
import { RunList } from './run-list.svelte';
import { Router } from './router.svelte';
import { Studies } from './studies.svelte';

export const application = new Application();
export const messages = new Messages();
export const router = new Router();
export const studies = new Studies();
export const runList = new RunList();
