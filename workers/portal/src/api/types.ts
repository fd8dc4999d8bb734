import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

/** A document of the API by the name it has in `/openapi.json`. */
export type Api<Name extends keyof Schemas> = Schemas[Name];
