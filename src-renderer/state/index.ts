/** The state that the whole window shares. */
import { Application } from './application.svelte';
import { Messages } from './messages.svelte';
import { RecentTexts } from './recent-texts.svelte';
import { Router } from './router.svelte';
import { Studies } from './studies.svelte';

export const application = new Application();
export const messages = new Messages();
/** Docstrings that were tried. */
export const recentTexts = new RecentTexts();
export const router = new Router();
export const studies = new Studies();
