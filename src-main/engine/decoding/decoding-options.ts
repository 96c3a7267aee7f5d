import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { DecodingChoices } from '../../../src-shared/domain/generation';
import type { Decoder } from '../../../src-shared/domain/run';
import type { DecodingOptions } from './beam-search';

/** Hypotheses of a decoder's beam; greedy decoding is a beam of 1. */
export function beamSizeOf(decoder: Decoder, { BEAM_SIZE }: Pick<RunConfiguration, 'BEAM_SIZE'>): number {
  return decoder === 'beam' ? BEAM_SIZE : 1;
}

/** The settings of a run that say how it decodes. */
export type DecodingSettings = Pick<
  RunConfiguration,
  'MAX_CODE_LEN' | 'LENGTH_NORMALISATION' | 'NO_REPEAT_NGRAM'
>;

/** How a run decodes: as its configuration says unless told otherwise, to the length of its targets without <SOS>. */
export function decodingOptions(
  { MAX_CODE_LEN, LENGTH_NORMALISATION, NO_REPEAT_NGRAM }: DecodingSettings,
  beamSize: number,
  attention: boolean,
  chosen: DecodingChoices = {},
): DecodingOptions {
  return {
    beamSize,
    maximumLength: chosen.maximumLength ?? MAX_CODE_LEN - 1,
    lengthNormalisation: chosen.lengthNormalisation ?? LENGTH_NORMALISATION,
    noRepeatNgram: NO_REPEAT_NGRAM,
    attention,
  };
}
