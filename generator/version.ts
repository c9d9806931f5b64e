import manifest from '../package.json' with { type: 'json' };

/** Poolwright's own version. */
export const VERSION: string = manifest.version;
