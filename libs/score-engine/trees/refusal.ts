import { err, ok, type Result } from '#kernel';

/** Why a model is not accepted: it breaks its format, it uses what is not supported, it is too large. */
export interface ModelRefusal {
  readonly code: 'model-malformed' | 'model-unsupported' | 'model-too-large';
  /** The offending place: a line, a JSON path, a node. */
  readonly path: string;
  readonly message: string;
}

/** How an importer leaves its loops; `importing` makes an answer of it, and nobody else sees it. */
export class RefusedModel extends Error {
  constructor(readonly refusal: ModelRefusal) {
    super(`${refusal.path}: ${refusal.message}`);
  }
}

/** What breaks the format. */
export function malformed(path: string, message: string): RefusedModel {
  return new RefusedModel({ code: 'model-malformed', path, message });
}

/** What the format allows and this engine would have to approximate. */
export function unsupported(path: string, message: string): RefusedModel {
  return new RefusedModel({ code: 'model-unsupported', path, message });
}

/** What is beyond a named bound. */
export function tooLarge(path: string, message: string): RefusedModel {
  return new RefusedModel({ code: 'model-too-large', path, message });
}

/** Runs an importer: its refusals become an answer, a bug of ours stays a throw. */
export function importing<T>(read: () => T): Result<T, ModelRefusal> {
  try {
    return ok(read());
  } catch (thrown) {
    if (thrown instanceof RefusedModel) return err(thrown.refusal);
    throw thrown;
  }
}
