import { InvalidArgumentError, Option } from 'commander';
import { ARCHITECTURES } from '../src-shared/domain/architecture';

/** Parses a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= least)) throw new InvalidArgumentError(`It must be a whole number from ${least}.`);
    return value;
  };
}

/** `flags` as an option that takes one of the three architectures. */
export function architectureOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(ARCHITECTURES);
}
