import manifest from '../package.json' with { type: 'json' };

/** Poolwright's own version. */
export const VERSION: string = manifest.version;

/** Where bugs are reported, if the package says so. */
export const ISSUES_PAGE: string | undefined = (manifest as { bugs?: { url?: string } }).bugs?.url;
