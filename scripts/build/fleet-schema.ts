import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'esbuild';
import { AJV_OPTIONS } from '../../generator/load/fleet-validator.ts';
import schema from '../../schemas/fleet.schema.json' with { type: 'json' };
import { root } from './options.ts';

/** Replaces the module that compiles the fleet's schema at run time with compiled code. */
export const compiledFleetSchema: Plugin = {
  name: 'compiled-fleet-schema',
  setup(building) {
    building.onLoad({ filter: /generator[/\\]load[/\\]fleet-validator\.ts$/ }, () => {
      const ajv = new Ajv({ ...AJV_OPTIONS, inlineRefs: false, code: { source: true, esm: true } });
      const code = standalone.default(ajv, ajv.compile(withoutText(schema)));
      return {
        contents: `${code}\nexport const fleetErrors = (value) => (validate(value) ? [] : (validate.errors ?? []));\n`,
        loader: 'js',
        resolveDir: root,
      };
    });
  },
};

/** A schema without what only editors read. */
function withoutText<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutText) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => !(key === 'description' && typeof item === 'string'),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutText(item)])) as T;
}
