import type { OpenScope, Tensor } from './tensor-operations';

/** Nested scopes that own tensors, as `tf.tidy` does, for either backend. */
export class Scopes<Handle extends Tensor> {
  private current: Set<Handle> | null = null;

  constructor(private readonly free: (tensor: Handle) => void) {}

  /** Registers a new tensor with the innermost scope. */
  own(tensor: Handle): Handle {
    this.current?.add(tensor);
    return tensor;
  }

  disown(tensor: Handle): void {
    this.current?.delete(tensor);
  }

  get isOutermost(): boolean {
    return this.current === null;
  }

  run<Result>(body: () => Result): Result {
    const outer = this.current;
    const inner = new Set<Handle>();
    this.current = inner;
    try {
      const result = body();
      this.release(result, inner, outer);
      return result;
    } finally {
      this.current = outer;
      for (const tensor of inner) this.free(tensor);
    }
  }

  /** A scope of its own, outside the one that is current. */
  open(): OpenScope {
    const own = new Set<Handle>();
    return {
      within: (body) => {
        const outer = this.current;
        this.current = own;
        try {
          return body();
        } finally {
          this.current = outer;
        }
      },
      close: () => {
        for (const tensor of own) this.free(tensor);
        own.clear();
      },
    };
  }

  private release(tree: unknown, inner: Set<Handle>, outer: Set<Handle> | null): void {
    if (typeof tree !== 'object' || tree === null) return;
    if (inner.delete(tree as Handle)) {
      outer?.add(tree as Handle);
      return;
    }
    if (Array.isArray(tree)) for (const item of tree) this.release(item, inner, outer);
    else if (Object.getPrototypeOf(tree) === Object.prototype && !('shape' in tree))
      for (const key in tree) this.release((tree as Record<string, unknown>)[key], inner, outer);
  }
}
