import type { Component } from 'svelte';
import type { Page, Query } from '../state/routes';
import AttentionPage from './attention/AttentionPage.svelte';
import ComparisonPage from './comparison/ComparisonPage.svelte';
import ExamplesPage from './examples/ExamplesPage.svelte';
import HelpView from './help/HelpView.svelte';
import ImportView from './import/ImportView.svelte';
import NewStudyView from './new-study/NewStudyView.svelte';
import PlaygroundPage from './playground/PlaygroundPage.svelte';
import SettingsView from './settings/SettingsView.svelte';
import StudiesView from './studies/StudiesView.svelte';
import VerifyView from './verify/VerifyView.svelte';

/** Views without choices of their own take no query. */
type PageView = Component<{ query: Query }> | Component<Record<string, never>>;

/** What each page of the window shows. */
export const PAGE_VIEWS: Readonly<Partial<Record<Page, PageView>>> = {
  studies: StudiesView,
  'new-study': NewStudyView,
  comparison: ComparisonPage,
  examples: ExamplesPage,
  attention: AttentionPage,
  playground: PlaygroundPage,
  import: ImportView,
  verify: VerifyView,
  settings: SettingsView,
  help: HelpView,
};
