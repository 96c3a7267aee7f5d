import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRuntimeManifest } from '../../../../src-main/engine/tensor/runtime-manifest';

describe('readRuntimeManifest', () => {
  let checkout: string;

  beforeEach(() => (checkout = mkdtempSync(join(tmpdir(), 'unroll-manifest-'))));
  afterEach(() => rmSync(checkout, { recursive: true }));

  const manifest = { tensorflow: { kind: 'wasm', reason: 'no compiler' } };

  it('finds what set-up wrote in a folder above', () => {
    mkdirSync(join(checkout, 'node_modules', '.unroll'), { recursive: true });
    mkdirSync(join(checkout, 'out', 'main'), { recursive: true });
    writeFileSync(join(checkout, 'node_modules', '.unroll', 'runtime.json'), JSON.stringify(manifest));
    expect(readRuntimeManifest(join(checkout, 'out', 'main'))).toEqual(manifest);
    expect(readRuntimeManifest(checkout)).toEqual(manifest);
  });

  it('is null when set-up has not run', () => {
    expect(readRuntimeManifest(checkout)).toBeNull();
  });
});
