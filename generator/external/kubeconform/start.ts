import { hashOf } from '../../cache/files.ts';
import type { Environment } from '../../cache/folder.ts';
import { type CacheStore, openCacheStore } from '../../cache/store.ts';
import { readSchemas, schemaTexts } from '../../crds/files.ts';
import { codeOf, ExplainedError } from '../../diagnostics/explained-error.ts';
import type { ImportPackage, Packages } from '../packages.ts';
import { KUBECONFORM_MODES, type KubeconformMode } from './modes.ts';
import { createSecondOpinion, type SecondOpinion, type SecondValidator } from './second-opinion.ts';

/** The values of the options that concern kubeconform. */
export interface KubeconformOptions {
  kubeconform?: string | boolean | undefined;
  'no-cache'?: string | boolean | undefined;
}

function kubeconformMode({ kubeconform }: KubeconformOptions): KubeconformMode {
  return KUBECONFORM_MODES.find((mode) => mode === kubeconform) ?? 'auto';
}

/** The process around it, as far as kubeconform needs it. */
interface KubeconformContext {
  env: Environment;
  importPackage: ImportPackage;
}

/** kubeconform, starting beside whatever else is done. */
export interface Kubeconform {
  /** Says which kubeconform it is, and on which objects it runs. */
  name: string;
  /** A second opinion on the objects of a fleet. */
  opinion(): SecondOpinion;
}

/**
 * Makes kubeconform ready, in a thread; `undefined` where it is not wanted, or `auto` and not built here. What it has found valid before
 * is cached, so it starts only for a text that is not cached; with an empty cache it starts at once, beside what else is done.
 * @throws {ExplainedError} from here where it is required and not built, from the opinion where it fails
 */
export async function startKubeconform(
  options: KubeconformOptions,
  { env, importPackage }: KubeconformContext,
): Promise<Kubeconform | undefined> {
  const mode = kubeconformMode(options);
  if (mode === 'off') return undefined;
  const kubeconform = await importKubeconform(importPackage);
  if (!kubeconform?.isAvailable()) {
    if (mode === 'auto') return undefined;
    throw kubeconform
      ? new ExplainedError(
          'kubeconform is not built, and --kubeconform requires it',
          'Build it with npm run build:wasm, which needs Go, or leave the option out',
        )
      : new ExplainedError(
          'kubeconform is not installed, and --kubeconform requires it',
          'Install it with npm i kubeconform-wasm, or leave the option out',
        );
  }
  const { buildId, createValidator } = kubeconform;
  const start = (): Start => {
    // Which schemas it is to have is not known before the fleet is read, and that is not waited for.
    const schemas = new Map<string, string>();
    const validator = createValidator({ schemas: (name) => schemas.get(name) });
    validator.catch(() => undefined); // reported where its findings are read
    return { schemas, validator };
  };
  const build = `kubeconform ${buildId()}`;
  const cached = openCacheStore(build, env, options['no-cache'] === true);
  let spare = cached.isEmpty ? start() : undefined;
  const byVersion = new Map<string, Promise<SecondValidator>>();
  const startedWith = (karpenter: string): Promise<SecondValidator> => {
    const one = spare ?? start();
    spare = undefined;
    for (const [name, text] of readSchemas(karpenter)) one.schemas.set(name, text);
    return one.validator;
  };
  const validatorOf = (karpenter: string): Promise<SecondValidator> => {
    const known = byVersion.get(karpenter) ?? Promise.resolve(caching(karpenter, startedWith, cached));
    byVersion.set(karpenter, known);
    return known;
  };
  return {
    name: `${build}${mode === 'all' ? ' on every cluster' : ''}`,
    opinion: () => withFaults(createSecondOpinion({ every: mode === 'all', validatorOf }), cached.save),
  };
}

/** The package, which is optional; undefined where it is not installed. */
async function importKubeconform(
  importPackage: ImportPackage,
): Promise<Packages['kubeconform-wasm'] | undefined> {
  try {
    return await importPackage('kubeconform-wasm');
  } catch (error) {
    if (codeOf(error) === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** kubeconform with the schemas of a version, started for the first text that is not cached as valid under them. */
function caching(
  karpenter: string,
  startedWith: (karpenter: string) => Promise<SecondValidator>,
  cached: CacheStore,
): SecondValidator {
  const schemas = hashOf((schemaTexts(karpenter) ?? []).flat().join('\n'));
  let started: Promise<SecondValidator> | undefined;
  return {
    validate: async (name, text) => {
      const key = `${schemas}\n${text}`;
      if (cached.has(key)) return [{ status: 'valid', message: '', errors: [] }];
      started ??= startedWith(karpenter);
      const verdicts = await (await started).validate(name, text);
      if (verdicts.length === 1 && verdicts[0]?.status === 'valid') cached.add(key);
      return verdicts;
    },
  };
}

/** One kubeconform that starts; it has read none of the schemas when it is given them. */
interface Start {
  schemas: Map<string, string>;
  validator: Promise<SecondValidator>;
}

function withFaults(opinion: SecondOpinion, afterwards: () => void): SecondOpinion {
  return {
    onValidated: opinion.onValidated,
    findings: async () => {
      try {
        const findings = await opinion.findings();
        afterwards();
        return findings;
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ExplainedError(
          `kubeconform failed: ${reason}`,
          'Report it with the fleet; --kubeconform off disables it',
          {
            cause,
          },
        );
      }
    },
  };
}
