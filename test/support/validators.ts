import type { ReadSchema, Validator, ValidatorOptions } from 'kubeconform-wasm';

type CreateValidator = (options: ValidatorOptions) => Promise<Validator>;

interface Started {
  options: string;
  /** The schemas it has read, by name. */
  read: Map<string, string | undefined>;
  /** Where it reads others. */
  source: ReadSchema;
  isUsed: boolean;
  validator: Promise<Validator>;
}

/**
 * Creates validators for one command after the other: one that an earlier command started is used again for the same options and the same
 * texts of the schemas that it has read, since kubeconform takes longer to start than a command does to run.
 */
export function sharedValidators(create: CreateValidator): { create: CreateValidator; release: () => void } {
  const all: Started[] = [];
  const start = (options: ValidatorOptions, source: ReadSchema): Started => {
    const read = new Map<string, string | undefined>();
    const schemas: ReadSchema = async (name) => {
      const text = await started.source(name);
      read.set(name, text);
      return text;
    };
    const validator = create({ ...options, schemas });
    const started = { options: JSON.stringify(options), read, source, isUsed: true, validator };
    all.push(started);
    return started;
  };
  const find = async (options: ValidatorOptions, source: ReadSchema): Promise<Started> => {
    for (const one of all) {
      if (one.isUsed || one.options !== JSON.stringify(options)) continue;
      one.isUsed = true;
      const texts = Array.from(one.read, async ([name, text]) => text === (await source(name)));
      if ((await Promise.all(texts)).every(Boolean)) return Object.assign(one, { source });
      one.isUsed = false;
    }
    return start(options, source);
  };
  return {
    create: async (options) => {
      const { schemas } = options;
      if (typeof schemas !== 'function') return create(options);
      // A command fills in its schemas after it has created the validator, and before it uses it.
      let found: Promise<Started> | undefined;
      return {
        validate: async (name, text) => {
          found ??= find(options, schemas);
          return (await (await found).validator).validate(name, text);
        },
        close: async () => {},
      };
    },
    release: () => {
      for (const one of all) one.isUsed = false;
    },
  };
}
