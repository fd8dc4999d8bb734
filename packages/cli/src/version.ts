import manifest from '../package.json' with { type: 'json' };

/** Version of this build; the package's own. */
export const VERSION: string = manifest.version;
