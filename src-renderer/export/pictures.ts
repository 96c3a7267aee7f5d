/** Gives a view as a picture, whenever it is asked. */
export interface Pictures {
  /** A `data:` URL, at twice the size on the screen. */
  png(): string | Promise<string>;
  /** The document's text. */
  svg(): string | Promise<string>;
}
