/** What a chart says about the place under the pointer. */
export interface ReadoutContent {
  readonly title: string;
  readonly rows: readonly { readonly term: string; readonly value: string; readonly colour?: string }[];
}
