/**
 * The extensions of an error that travel from a subgraph to the caller, beside its code; all
 * others (`serviceName`, stack traces) stay inside.
 */
export const toldExtensions = ['argument', 'database', 'agency', 'since'] as const
