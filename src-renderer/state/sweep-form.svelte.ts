import {
  CONFIGURATION_KEYS,
  type ConfigurationKeyName,
  type KeyKind,
  type RunConfiguration,
  valueFromText,
} from '../../src-shared/domain/configuration';
import { planSettings, type SweepPlan, sweepProblem, type SweptValues } from '../../src-shared/domain/sweep';

/** A key that is to be swept, as it was typed. */
export interface SweptField {
  readonly key: ConfigurationKeyName;
  kind: SweptValues['kind'];
  /** Of a list: values parted by commas. */
  list: string;
  from: string;
  to: string;
  count: string;
  scale: 'linear' | 'log';
}

/** The sweep of a new study: what was typed, and the plan that it makes. */
export class SweepForm {
  method = $state<SweepPlan['method']>('grid');
  fields = $state<SweptField[]>([]);
  samples = $state('8');
  seeds = $state('42, 43, 44');
  drawSeed = $state('0');

  readonly plan = $derived<SweepPlan>({
    method: this.method,
    keys: this.fields.map((field) => ({ key: field.key, values: valuesOf(field) })),
    samples: Number(this.samples),
    drawSeed: Number(this.drawSeed),
    seeds: parts(this.seeds).map(Number),
  });

  sweeps(key: ConfigurationKeyName): boolean {
    return this.fields.some((field) => field.key === key);
  }

  /** Adds a key with values around what it is now. */
  add(key: ConfigurationKeyName, current: unknown): void {
    this.fields.push(fieldFor(key, current));
  }

  remove(key: ConfigurationKeyName): void {
    this.fields = this.fields.filter((field) => field.key !== key);
  }

  /** What keeps the plan from being started, in words; null when nothing does. */
  problem(base: RunConfiguration): string | null {
    return sweepProblem(this.plan, base);
  }

  /** The studies' configurations without their seeds; empty while the plan has a problem. */
  configurations(base: RunConfiguration): readonly RunConfiguration[] {
    if (this.problem(base) !== null) return [];
    return planSettings(this.plan).map((setting) => ({ ...base, ...setting }));
  }
}

function fieldFor(key: ConfigurationKeyName, current: unknown): SweptField {
  const kind: KeyKind = CONFIGURATION_KEYS[key].kind;
  const range = { from: String(current), to: String(current), count: '3', scale: 'linear' } as const;
  if (kind.type === 'boolean') return { key, kind: 'list', list: 'false, true', ...range };
  if (kind.type === 'choice') return { key, kind: 'list', list: kind.values.join(', '), ...range };
  const value = Number(current);
  const round = kind.type === 'integer' ? Math.round : (number: number) => Number(number.toPrecision(3));
  const within = (number: number) => Math.min(kind.maximum, Math.max(kind.minimum, round(number)));
  // Rates are tried in factors of three, sizes in factors of two, shares in steps.
  const isShare = kind.type === 'number' && kind.maximum <= 2;
  const factor = kind.type === 'integer' ? 2 : 10 ** 0.5;
  const [low, high] = isShare ? [value - 0.2, value + 0.2] : [value / factor, value * factor];
  const ends = [within(low), value, within(high)];
  return {
    key,
    kind: 'list',
    list: [...new Set(ends)].join(', '),
    from: String(ends[0]),
    to: String(ends[2]),
    count: '3',
    scale: isShare ? 'linear' : 'log',
  };
}

function valuesOf(field: SweptField): SweptValues {
  if (field.kind === 'range')
    return {
      kind: 'range',
      from: numberFrom(field.from),
      to: numberFrom(field.to),
      count: numberFrom(field.count),
      scale: field.scale,
    };
  const { kind } = CONFIGURATION_KEYS[field.key];
  return {
    kind: 'list',
    values: parts(field.list).map((text) => valueFromText(kind, text) as string | number | boolean),
  };
}

/** An empty field is no number, rather than 0. */
function numberFrom(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function parts(text: string): readonly string[] {
  return text
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
