/** Raised for a setting that cannot be used; its message says which one and how to mend it. */
export class ConfigError extends Error {}
