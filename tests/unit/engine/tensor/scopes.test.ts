import { describe, expect, it } from 'vitest';
import { Scopes } from '../../../../src-main/engine/tensor/scopes';

interface Handle {
  readonly shape: readonly number[];
  readonly name: string;
}

function watchedScopes() {
  const freed: string[] = [];
  const scopes = new Scopes<Handle>(({ name }) => freed.push(name));
  return { scopes, freed, make: (name: string) => scopes.own({ shape: [], name }) };
}

describe('Scopes', () => {
  it('free what was made in them and is not returned', () => {
    const { scopes, freed, make } = watchedScopes();
    const result = scopes.run(() => [make('lost'), make('returned')][1]);
    expect(result.name).toBe('returned');
    expect(freed).toEqual(['lost']);
  });

  it('find returned tensors in arrays and plain objects of any depth', () => {
    const { scopes, freed, make } = watchedScopes();
    scopes.run(() => ({ list: [[make('a')], { deep: make('b') }], nothing: null, number: 3 }));
    expect(freed).toEqual([]);
  });

  it('hand returned tensors to the outer scope', () => {
    const { scopes, freed, make } = watchedScopes();
    scopes.run(() => {
      scopes.run(() => make('inner'));
      expect(freed).toEqual([]);
    });
    expect(freed).toEqual(['inner']);
  });

  it('leave tensors of an outer scope alone when an inner one returns them', () => {
    const { scopes, freed, make } = watchedScopes();
    scopes.run(() => {
      const outer = make('outer');
      scopes.run(() => outer);
      scopes.run(() => outer);
      expect(freed).toEqual([]);
    });
    expect(freed).toEqual(['outer']);
  });

  it('free everything when their body throws, and are left', () => {
    const { scopes, freed, make } = watchedScopes();
    expect(() =>
      scopes.run(() => {
        make('a');
        throw new Error('stopped');
      }),
    ).toThrow('stopped');
    expect(freed).toEqual(['a']);
    expect(scopes.isOutermost).toBe(true);
  });

  it('forget disowned tensors', () => {
    const { scopes, freed, make } = watchedScopes();
    scopes.run(() => scopes.disown(make('kept')));
    expect(freed).toEqual([]);
  });

  it('that are open own what is made within them, in any number of turns, until they are closed', () => {
    const { scopes, freed, make } = watchedScopes();
    const open = scopes.open();
    open.within(() => make('first'));
    scopes.run(() => {
      make('of another');
    });
    open.within(() => scopes.run(() => [make('second')]));
    expect(freed).toEqual(['of another']);
    open.close();
    expect(freed).toEqual(['of another', 'first', 'second']);
  });
});
