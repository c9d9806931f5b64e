import type { FieldConfig, NameReference } from './config.ts';
import { DEFAULT_NAME_REFERENCES } from './default-name-references.ts';
import type { FieldSpec } from './field-spec.ts';
import { compareGvk } from './kind-order.ts';
import { fieldSpecs, under } from './spec-table.ts';

/**
 * The fields that kustomize's transformers change by default
 * (kustomize api v0.21.2, internal/konfig/builtinpluginconsts).
 */
export function defaultConfig(): FieldConfig {
  DEFAULTS ??= makeDefaults();
  return DEFAULTS;
}

/** Made at first use and never changed: loading the module costs nothing. */
let DEFAULTS: FieldConfig | undefined;

const WORKLOADS = ['v1/ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet'];
const TEMPLATE_LABELS = [
  ...under('spec/template/metadata/labels', [...WORKLOADS, 'apps//StatefulSet', 'batch//Job']),
  'batch//CronJob spec/jobTemplate/metadata/labels',
  'batch//CronJob spec/jobTemplate/spec/template/metadata/labels',
];
const CLAIM_LABELS = ['apps//StatefulSet spec/volumeClaimTemplates[]/metadata/labels'];

const SELECTORS = [
  'v1/Service spec/selector',
  'v1/ReplicationController spec/selector',
  ...under('spec/selector/matchLabels', ['Deployment', 'ReplicaSet', 'DaemonSet', 'apps//StatefulSet']),
];
const POD_SELECTORS = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);
/** Selectors that get the labels only where they exist already. */
const EXISTING_SELECTORS = [
  ...[...POD_SELECTORS, 'topologySpreadConstraints/labelSelector/matchLabels'].flatMap((path) =>
    under(`spec/template/spec/${path}`, ['apps//Deployment', 'apps//StatefulSet']),
  ),
  'batch//Job spec/selector/matchLabels',
  'batch//CronJob spec/jobTemplate/spec/selector/matchLabels',
  'policy//PodDisruptionBudget spec/selector/matchLabels',
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].map(
    (path) => `networking.k8s.io//NetworkPolicy spec/${path}/matchLabels`,
  ),
];

const ANNOTATIONS = [
  ' metadata/annotations',
  ...under('spec/template/metadata/annotations', [...WORKLOADS, 'StatefulSet', 'batch//Job']),
  'batch//CronJob spec/jobTemplate/metadata/annotations',
  'batch//CronJob spec/jobTemplate/spec/template/metadata/annotations',
];

const IMAGES = [
  ' spec/containers[]/image',
  ' spec/initContainers[]/image',
  ' spec/volumes[]/image/reference',
  ' spec/template/spec/containers[]/image',
  ' spec/template/spec/initContainers[]/image',
  ' spec/template/spec/volumes[]/image/reference',
  ' spec/jobTemplate/spec/template/spec/volumes[]/image/reference',
];

const VARIABLE_PLACES = [
  ...['containers', 'initContainers'].flatMap((containers) =>
    ['args', 'command', 'env/value', 'volumeMounts/mountPath'].flatMap((field) => [
      `Pod spec/${containers}/${field}`,
      `CronJob spec/jobTemplate/spec/template/spec/${containers}/${field}`,
      ...under(`spec/template/spec/${containers}/${field}`, [
        'DaemonSet',
        'Deployment',
        'Job',
        'ReplicaSet',
        'StatefulSet',
      ]),
    ]),
  ),
  ...under('spec/template/spec/volumes/nfs/server', ['DaemonSet', 'Deployment', 'Job', 'ReplicaSet']),
  'CronJob spec/jobTemplate/spec/template/volumes/nfs/server',
  'Pod spec/volumes/nfs/server',
  'StatefulSet spec/volumeClaimTemplates/spec/nfs/server',
  'PersistentVolume spec/nfs/server',
  'Deployment spec/template/metadata/annotations',
  'Ingress spec/rules/host',
  'Ingress spec/tls/hosts',
  'Ingress spec/tls/secretName',
  'Service spec/ports/port',
  'Service spec/ports/targetPort',
  ' metadata/labels',
  ' metadata/annotations',
];

function makeDefaults(): FieldConfig {
  const sorted = (...specs: FieldSpec[]) => specs.sort(compareGvk);
  return {
    namePrefix: fieldSpecs([' metadata/name'], false),
    nameSuffix: fieldSpecs([' metadata/name'], false),
    namespace: sorted(
      ...fieldSpecs(
        ['Namespace metadata/name', 'apiregistration.k8s.io//APIService spec/service/namespace'],
        true,
      ),
      ...fieldSpecs(
        [
          'apiextensions.k8s.io//CustomResourceDefinition spec/conversion/webhook/clientConfig/service/namespace',
        ],
        false,
      ),
    ),
    commonLabels: sorted(
      ...fieldSpecs([...SELECTORS, ' metadata/labels', ...TEMPLATE_LABELS, ...CLAIM_LABELS], true),
      ...fieldSpecs(EXISTING_SELECTORS, false),
    ),
    labels: [],
    templateLabels: sorted(...fieldSpecs([' metadata/labels', ...TEMPLATE_LABELS], true)),
    volumeClaimTemplateLabels: fieldSpecs(CLAIM_LABELS, true),
    commonAnnotations: sorted(...fieldSpecs(ANNOTATIONS, true)),
    nameReference: DEFAULT_NAME_REFERENCES.map(([target, fields]): NameReference => {
      const [{ group = '', version = '', kind = '' } = {}] = fieldSpecs([`${target} -`], false);
      return { group, version, kind, fieldSpecs: fieldSpecs(fields, false) };
    }).sort(compareGvk),
    varReference: sorted(...fieldSpecs(VARIABLE_PLACES, false)),
    images: fieldSpecs(IMAGES, true),
    replicas: sorted(
      ...fieldSpecs(
        under('spec/replicas', ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet']),
        true,
      ),
    ),
  };
}
