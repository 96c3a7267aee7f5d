import type { NamedArray } from '../../safetensors';
import { keyOf, moduleOf as moduleOfTensor, type Part, PART_NAMES, type Place, placeOf } from './parts';

/** A checkpoint's tensors by the places that their names stand for. */
export class FoundTensors {
  /** Tensors whose names no part has, and second ones for a place. */
  readonly surplus: readonly NamedArray[];
  private readonly byPlace = new Map<string, NamedArray>();
  private readonly places: Place[] = [];

  constructor(tensors: readonly NamedArray[]) {
    const surplus: NamedArray[] = [];
    for (const tensor of tensors) {
      const place = placeOf(tensor.name);
      if (place === null || this.byPlace.has(keyOf(place))) surplus.push(tensor);
      else {
        this.byPlace.set(keyOf(place), tensor);
        this.places.push(place);
      }
    }
    this.surplus = surplus;
  }

  get all(): readonly NamedArray[] {
    return [...this.byPlace.values()];
  }

  /** Tensors with their places. */
  get entries(): readonly { readonly place: Place; readonly tensor: NamedArray }[] {
    return this.places.map((place) => ({ place, tensor: this.byPlace.get(keyOf(place))! }));
  }

  get(place: Place): NamedArray | undefined {
    return this.byPlace.get(keyOf(place));
  }

  /** A tensor of a part that is not recurrent. */
  of(part: Part, tensor: 'weight' | 'bias'): NamedArray | undefined {
    return this.get({ part, tensor, layer: 0, direction: 'forward' });
  }

  has(part: Part): boolean {
    return this.places.some((place) => place.part === part);
  }

  /** The module that has a part's first tensor. */
  moduleOf(part: Part): string | undefined {
    const first = this.entries.find(({ place }) => place.part === part);
    return first && moduleOfTensor(first.tensor.name);
  }

  hasBackward(part: Part): boolean {
    return this.places.some((place) => place.part === part && place.direction === 'backward');
  }

  layers(part: Part): number {
    return Math.max(0, ...this.places.filter((place) => place.part === part).map(({ layer }) => layer + 1));
  }

  /** The modules in the order of the parts, such as `encoder.lstm, decoder.attention.W_c, decoder.fc_out`. */
  get style(): string {
    const modules = (Object.keys(PART_NAMES) as Part[]).flatMap((part) => [
      ...new Set(
        this.places
          .filter((place) => place.part === part)
          .map((place) => moduleOfTensor(this.byPlace.get(keyOf(place))!.name)),
      ),
    ]);
    return modules.join(', ');
  }
}
