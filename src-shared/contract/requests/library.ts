/** The library of studies and runs: what is written on them, taking them away and bringing them back, the table of runs. */
import { z } from 'zod';
import type { ArtefactRecord } from '../../domain/run';
import type { RunList } from '../../domain/run-table/run-list';
import type { Packed } from '../transport';
import { identifier } from './values';

/** Longer tags are notes. */
export const LONGEST_TAG = 60;
const LONGEST_NOTES = 20_000;

const tags = z.array(z.string().trim().min(1).max(LONGEST_TAG)).max(100);
/** Some studies, and some single runs. */
export const libraryItems = z.object({
  studies: z.array(identifier).max(100_000),
  runs: z.array(identifier).max(100_000),
});
const annotationChanges = z.object({
  notes: z.string().max(LONGEST_NOTES).optional(),
  addTags: tags.optional(),
  removeTags: tags.optional(),
  archived: z.boolean().optional(),
});
const columnLayout = z.object({ id: z.string().min(1).max(100), width: z.number().min(20).max(2000) });

export type LibraryItems = z.infer<typeof libraryItems>;

/** What is left out stays. Tags are added, then removed. */
export type AnnotationChanges = z.infer<typeof annotationChanges>;

/** Columns of the table of runs as a person arranged them. */
export const runTableLayout = z.object({ columns: z.array(columnLayout).min(1).max(500) });
export type RunTableLayout = z.infer<typeof runTableLayout>;

export const libraryRequests = {
  /** All runs that are not deleted, or those of one study, with everything that a table can show and without documents. */
  'runs.list': z.object({ study: identifier.optional() }),
  'runs.artefacts': z.object({ run: identifier }),
  /** Null: no run is the baseline any more. */
  'runs.pin': z.object({ run: identifier.nullable() }),
  'runs.layout': z.object({}),
  'runs.arrange': z.object({ layout: runTableLayout.nullable() }),
  'library.annotate': z.object({ items: libraryItems, changes: annotationChanges }),
  /** Training of deleted studies stops. Undone by `library.restore` for as long as `trash.list` tells. */
  'library.delete': z.object({ items: libraryItems }),
  'library.restore': z.object({ items: libraryItems }),
} as const;

export interface LibraryOutputs {
  'runs.list': Packed<RunList>;
  'runs.artefacts': readonly ArtefactRecord[];
  'runs.pin': null;
  /** Null where nothing was arranged. */
  'runs.layout': RunTableLayout | null;
  'runs.arrange': null;
  'library.annotate': null;
  'library.delete': null;
  'library.restore': null;
}
