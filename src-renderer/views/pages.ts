import type { Component } from 'svelte';
import type { Page, Query } from '../state/routes';

/** Views without choices of their own take no query. */
type PageView = Component<{ query: Query }> | Component<Record<string, never>>;

/** Brings a view, which is read when it is wanted: the first page is there sooner without the others. */
export type ViewLoader = () => Promise<{ readonly default: PageView }>;

/** What each page of the window shows. */
export const PAGE_VIEWS: Readonly<Partial<Record<Page, ViewLoader>>> = {
  studies: () => import('./studies/StudiesView.svelte'),
  runs: () => import('./runs/RunsView.svelte'),
  queue: () => import('./queue/QueueView.svelte'),
  sweep: () => import('./sweep/SweepView.svelte'),
  trash: () => import('./trash/TrashView.svelte'),
  'new-study': () => import('./new-study/NewStudyView.svelte'),
  comparison: () => import('./comparison/ComparisonPage.svelte'),
  examples: () => import('./examples/ExamplesPage.svelte'),
  attention: () => import('./attention/AttentionPage.svelte'),
  playground: () => import('./playground/PlaygroundPage.svelte'),
  import: () => import('./import/ImportView.svelte'),
  verify: () => import('./verify/VerifyView.svelte'),
  settings: () => import('./settings/SettingsView.svelte'),
  help: () => import('./help/HelpView.svelte'),
};

/** The tabs of one study. */
export const STUDY_VIEW = () => import('./study/StudyView.svelte');

/** Reads the other views once the first is on the page, so that none has to be waited for. */
export function preloadViews(): void {
  requestIdleCallback(() => {
    for (const load of [STUDY_VIEW, ...Object.values(PAGE_VIEWS)]) void load();
  });
}
