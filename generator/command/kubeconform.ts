import { createSecondOpinion, type SecondOpinion, type SecondValidator } from '../check/kubeconform.ts';
import type { Fleet } from '../load/index.ts';
import type { Options } from './run.ts';
import { readSchemas } from './schemas.ts';
import { KUBECONFORM_MODES } from './table.ts';

export type KubeconformMode = (typeof KUBECONFORM_MODES)[number];

/** The value of `--kubeconform`. */
export function kubeconformMode({ kubeconform }: Options): KubeconformMode {
  return KUBECONFORM_MODES.find((mode) => mode === kubeconform) ?? 'auto';
}

/** kubeconform, starting beside whatever else is done. */
export interface Kubeconform {
  /** A second opinion on the objects of a fleet. */
  opinionOn(fleet: Fleet): SecondOpinion;
}

/** kubeconform was asked for and is not here, or it failed. */
export class KubeconformFault extends Error {
  override readonly name = 'KubeconformFault';
  readonly mend: string;

  constructor(message: string, mend: string, options?: { cause: unknown }) {
    super(message, options);
    this.mend = mend;
  }
}

/**
 * Starts kubeconform in a thread; `undefined` where it is not wanted, or `auto` and not built here.
 * @throws {KubeconformFault} from here where it is required and not built, from the opinion where it fails
 */
export async function startKubeconform(mode: KubeconformMode): Promise<Kubeconform | undefined> {
  if (mode === 'off') return undefined;
  const { createValidator, isAvailable } = await import('kubeconform-wasm');
  if (!isAvailable()) {
    if (mode === 'auto') return undefined;
    throw new KubeconformFault(
      'kubeconform is not built here, and --kubeconform asks for it',
      'Build it with npm run build:wasm, which needs Go, or leave the option out',
    );
  }
  const start = (): Start => {
    // Which schemas it is to have is not known before the fleet is read, and that is not waited for.
    const schemas = new Map<string, string>();
    const validator = createValidator({ schemas: (name) => schemas.get(name) });
    validator.catch(() => undefined); // told to whoever asks for an opinion
    return { schemas, validator };
  };
  let spare: Start | undefined = start();
  const byVersion = new Map<string, Promise<SecondValidator>>();
  const validatorOf = (karpenter: string): Promise<SecondValidator> => {
    const known = byVersion.get(karpenter);
    if (known) return known;
    const { schemas, validator } = spare ?? start();
    spare = undefined;
    for (const [name, text] of readSchemas(karpenter)) schemas.set(name, text);
    byVersion.set(karpenter, validator);
    return validator;
  };
  return {
    opinionOn: (fleet) => withFaults(createSecondOpinion({ fleet, every: mode === 'all', validatorOf })),
  };
}

/** One kubeconform that starts; it has read none of the schemas when it is given them. */
interface Start {
  schemas: Map<string, string>;
  validator: Promise<SecondValidator>;
}

function withFaults(opinion: SecondOpinion): SecondOpinion {
  return {
    witness: opinion.witness,
    findings: async () => {
      try {
        return await opinion.findings();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new KubeconformFault(
          `kubeconform failed: ${reason}`,
          'Report it with the fleet; --kubeconform off leaves it out',
          {
            cause,
          },
        );
      }
    },
  };
}
