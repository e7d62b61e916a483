/**
 * Names the arithmetic of this engine. It changes with anything by which a stored score, computed
 * again from the same hashes and inputs, would come out otherwise.
 */
export const ENGINE_VERSION = 'score-engine@1';
