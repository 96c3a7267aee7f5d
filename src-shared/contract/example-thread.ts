/** What the main process asks the threads that hold predictions, and what they answer. */
import type { Significance } from '../domain/analysis';
import type { SplitName } from '../domain/data';
import type { Decoder } from '../domain/run';
import type { RequestInput } from './channels';
import type { ExampleDetail, ExamplePage, SliceMetrics } from './requests/examples';

/** Evaluations that are looked at together. */
export interface EvaluationsKey {
  readonly runs: readonly string[];
  readonly split: SplitName;
  readonly decoder: Decoder;
}

/** Input and answer by name. */
export interface ExampleQuestions {
  query: { input: RequestInput<'examples.query'>; answer: ExamplePage };
  show: { input: RequestInput<'examples.show'>; answer: ExampleDetail | null };
  /** Positions of the examples that a filter leaves. */
  positions: { input: RequestInput<'examples.metrics'>; answer: Int32Array };
  metrics: { input: EvaluationsKey & { readonly positions: Int32Array }; answer: SliceMetrics };
  /** Of the run's difference from the first of the runs. */
  significance: {
    input: EvaluationsKey & { readonly positions: Int32Array; readonly run: string };
    answer: Significance | null;
  };
  /** The whole list as text; `titles` are those of the runs, in their order. */
  text: {
    input: RequestInput<'examples.save'> & { readonly titles: readonly string[] };
    answer: string;
  };
}

export type ExampleQuestion = keyof ExampleQuestions;

export interface ExampleThreadRequest<Name extends ExampleQuestion = ExampleQuestion> {
  readonly id: number;
  readonly name: Name;
  readonly input: ExampleQuestions[Name]['input'];
}

export type ExampleThreadReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly message: string; readonly userError: boolean };
