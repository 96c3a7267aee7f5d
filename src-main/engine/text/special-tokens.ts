/** Identifiers of the special tokens: the first four of every vocabulary, in this order. */
export const PAD = 0;
export const SOS = 1;
export const EOS = 2;
export const UNK = 3;

/** The special tokens' names, indexed by identifier. Tokens of a text are lower case, so none can be equal to them. */
export const SPECIAL_TOKENS: readonly string[] = ['<PAD>', '<SOS>', '<EOS>', '<UNK>'];
