import { at, KustomizeError } from '../errors.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { readYaml } from '../yaml/index.ts';
import type { Cache } from './cache.ts';
import { type Kustomization, kustomization } from './kustomization-format.ts';
import type { Loader } from './loader.ts';
import { yamlFault } from './yaml-fault.ts';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const KUSTOMIZATION_VERSION = 'kustomize.config.k8s.io/v1beta1';
const COMPONENT_VERSION = 'kustomize.config.k8s.io/v1alpha1';

const WARNINGS: Partial<Record<keyof Kustomization, string>> = {
  bases: "Please use 'resources' instead.",
  commonLabels: "Please use 'labels' instead.",
  imageTags: "Please use 'images' instead.",
  patchesJson6902: "Please use 'patches' instead.",
  patchesStrategicMerge: "Please use 'patches' instead.",
  vars: "Please use 'replacements' instead.",
};

/** A kustomization and its file. */
export interface KustomizationFile {
  readonly spec: Kustomization;
  /** The content of the file; {@link spec} is made from it. */
  readonly source: ValueObject;
  readonly fileName: string;
  readonly file: string;
}

/** Reads the kustomization file of a directory. */
export function loadKustomization(
  loader: Loader,
  cache: Cache,
  warn: (message: string) => void,
): KustomizationFile {
  const found = FILE_NAMES.flatMap((name) => {
    const text = loader.tryReadText(name);
    return text === undefined ? [] : [{ name, text }];
  });
  const [only, ...others] = found;
  if (only === undefined) {
    const names = FILE_NAMES.map((name) => `'${name}'`).join(', ');
    throw new KustomizeError('not-found', `no kustomization file: one of ${names} is needed`, {
      file: loader.root,
    });
  }
  if (others.length > 0) {
    throw new KustomizeError('invalid', 'found multiple kustomization files', { file: loader.root });
  }
  const file = loader.path(only.name);
  return at({ file }, () => {
    const { spec, source } = cache.read(parseKustomization, only.text);
    for (const field of Object.keys(WARNINGS) as (keyof Kustomization)[]) {
      if (spec[field] !== undefined) warn(`${file}: '${field}' is deprecated. ${WARNINGS[field]}`);
    }
    return { spec: modernise(spec), source, fileName: only.name, file };
  });
}

function parseKustomization(text: string): Pick<KustomizationFile, 'spec' | 'source'> {
  const value = yamlFault(() => readYaml(text));
  const spec = kustomization(value, '', { strict: true, lenientText: false }) ?? {};
  checkSpec(spec);
  return { spec, source: isObject(value) ? value : {} };
}

function checkSpec(spec: Kustomization): void {
  if (isBlank(spec)) throw new KustomizeError('invalid', 'the kustomization is empty');
  const kind = spec.kind || 'Kustomization';
  if (kind !== 'Kustomization' && kind !== 'Component') {
    throw new KustomizeError('invalid', 'kind should be Kustomization or Component', { field: 'kind' });
  }
  const wanted = kind === 'Component' ? COMPONENT_VERSION : KUSTOMIZATION_VERSION;
  if (spec.apiVersion && spec.apiVersion !== wanted) {
    throw new KustomizeError('invalid', `apiVersion for ${kind} should be ${wanted}`, {
      field: 'apiVersion',
    });
  }
  for (const field of ['helmCharts', 'helmChartInflationGenerator'] as const) {
    const charts: Value | undefined = spec[field];
    if (charts === undefined || charts === null || (Array.isArray(charts) && charts.length === 0)) continue;
    throw new KustomizeError('unsupported', 'not supported, because helm runs as a separate process', {
      field,
    });
  }
}

/** Empty by kustomize's definition: only a type, or deprecated fields without content. */
function isBlank({ apiVersion: _, kind: __, bases, imageTags, ...rest }: Kustomization): boolean {
  if (bases?.length || imageTags?.length) return false;
  return Object.values(rest).every((value) => value === '');
}

/** Moves the content of deprecated fields into the fields that replace them. */
function modernise(spec: Kustomization): Kustomization {
  return {
    ...spec,
    kind: spec.kind || 'Kustomization',
    resources: [...(spec.resources ?? []), ...(spec.bases ?? [])],
    images: [...(spec.images ?? []), ...(spec.imageTags ?? [])],
  };
}
