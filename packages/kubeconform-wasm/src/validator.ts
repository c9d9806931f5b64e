import { findArtifacts } from './artifacts.ts';
import { KubeconformError } from './error.ts';
import { Instance, type InstanceInput, ORPHANED } from './instance.ts';
import type { EngineOptions } from './protocol.ts';
import type { Result } from './result.ts';
import { type SchemaSource, schemaMap } from './schemas.ts';

/** How to check. Defaults are kubeconform's own, but for `locations`. */
export interface ValidatorOptions {
  readonly schemas: SchemaSource;
  /**
   * Templates of schema file names, tried in turn, in kubeconform's language: `.ResourceKind`, `.Group`,
   * `.ResourceAPIVersion`, `.KindSuffix`, `.NormalizedKubernetesVersion`, `.StrictSuffix`. One that does not end
   * in `json` is a folder laid out as kubernetes-json-schema is. Default: {@link DEFAULT_LOCATIONS}.
   */
  readonly locations?: readonly string[];
  /** `master` (the default) or `x.y.z`; matters to locations only. */
  readonly kubernetesVersion?: string;
  /**
   * Refuse duplicate keys, and let `.StrictSuffix` be `-strict`. Default false. Unknown fields are refused where
   * the schema says `additionalProperties: false`, whatever this is.
   */
  readonly strict?: boolean;
  /** Give `skipped` instead of `error` for an object that has no schema. Default false. */
  readonly ignoreMissing?: boolean;
  /** Kinds (`NodePool`) or versions and kinds (`karpenter.sh/v1/NodePool`) not to check. */
  readonly skip?: readonly string[];
  /** The same, to be answered with `error`. */
  readonly reject?: readonly string[];
}

/** kubeconform, ready for texts. */
export interface Validator {
  /**
   * Checks every document of a YAML or JSON text. Calls may overlap; they are answered in turn.
   * @param name the file the text is from, handed through to the results
   * @throws {KubeconformError} `schema`, `crashed`, `closed`; never for what is in the text or a schema
   */
  validate(name: string, text: string): Promise<Result[]>;
  /** Ends the worker. Needed only to free memory early: an idle validator does not keep the process alive. */
  close(): Promise<void>;
}

/** `nodepool-karpenter.sh-v1.json`, then kubeconform's own `nodepool-karpenter-v1.json` and `service-v1.json`. */
export const DEFAULT_LOCATIONS: readonly string[] = [
  '{{ .ResourceKind }}-{{ .Group }}-{{ .ResourceAPIVersion }}.json',
  '{{ .ResourceKind }}{{ .KindSuffix }}.json',
];

/**
 * Starts kubeconform in a worker thread.
 * @throws {KubeconformError} `unavailable`, `option`, `crashed`
 */
export async function createValidator(options: ValidatorOptions): Promise<Validator> {
  return startValidator(inputOf(options));
}

/** A validator over instances, of which another is made whenever one has ended. */
export async function startValidator(input: InstanceInput): Promise<Validator> {
  let instance = new Instance(input);
  let closed = false;
  await instance.ready;

  async function validate(name: string, text: string): Promise<Result[]> {
    if (closed) throw new KubeconformError('closed', 'the validator was closed');
    if (!instance.alive) instance = new Instance(input);
    try {
      return await instance.validate(name, text);
    } catch (error) {
      if (error !== ORPHANED) throw error;
      return validate(name, text);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await instance.close();
  }

  return { validate, close };
}

function inputOf({ schemas, ...options }: ValidatorOptions): InstanceInput {
  const artifacts = findArtifacts();
  if (!artifacts) {
    throw new KubeconformError(
      'unavailable',
      'kubeconform-wasm is not built: run `npm run build:wasm` on a machine that has Go',
    );
  }
  return {
    artifacts,
    options: engineOptions(options),
    schemas: typeof schemas === 'function' ? schemas : schemaMap(schemas),
  };
}

function engineOptions(options: Omit<ValidatorOptions, 'schemas'>): EngineOptions {
  const kubernetesVersion = options.kubernetesVersion ?? 'master';
  // The rule of kubeconform v0.8.0 pkg/config/config.go, k8sVersionValue.
  if (!/^(master|\d+\.\d+\.\d+)$/.test(kubernetesVersion)) {
    throw new KubeconformError(
      'option',
      `kubernetesVersion ${kubernetesVersion} is neither master nor x.y.z`,
    );
  }
  return {
    locations: options.locations ?? DEFAULT_LOCATIONS,
    kubernetesVersion,
    strict: options.strict ?? false,
    ignoreMissing: options.ignoreMissing ?? false,
    skip: options.skip ?? [],
    reject: options.reject ?? [],
  };
}
