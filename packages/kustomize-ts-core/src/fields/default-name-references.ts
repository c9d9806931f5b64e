import { under } from './spec-table.ts';

const POD_SPEC = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

type PodKind = keyof typeof POD_SPEC;

const CONFIG_KINDS: readonly PodKind[] = [
  'Pod',
  'PodTemplate',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
];
const RUNNING_KINDS: readonly PodKind[] = [
  'Pod',
  'StatefulSet',
  'Deployment',
  'ReplicationController',
  'CronJob',
  'Job',
  'DaemonSet',
];

/** The paths below the pod spec of each kind; `podVersion` narrows the kind Pod. */
function inPods(kinds: readonly PodKind[], paths: readonly string[], podVersion = ''): string[] {
  return kinds.flatMap((kind) =>
    paths.map((path) => `${kind === 'Pod' ? podVersion : ''}${kind} ${POD_SPEC[kind]}/${path}`),
  );
}

function inContainers(...paths: string[]): string[] {
  return ['containers', 'initContainers'].flatMap((containers) =>
    paths.map((path) => `${containers}/${path}`),
  );
}

const SCALED = ['HorizontalPodAutoscaler spec/scaleTargetRef/name'];
const RBAC = 'rbac.authorization.k8s.io/';
const ADMISSION = 'admissionregistration.k8s.io/';

/** Target kind, and the fields that name objects of it (upstream: namereference.go). */
export const DEFAULT_NAME_REFERENCES: readonly (readonly [target: string, fields: readonly string[]])[] = [
  ['Deployment', SCALED],
  ['ReplicationController', SCALED],
  ['ReplicaSet', SCALED],
  ['StatefulSet', SCALED],
  [
    'v1/ConfigMap',
    [
      ...inPods(
        CONFIG_KINDS,
        [
          'volumes/configMap/name',
          ...inContainers('env/valueFrom/configMapKeyRef/name', 'envFrom/configMapRef/name'),
          'volumes/projected/sources/configMap/name',
        ],
        'v1/',
      ),
      'Node spec/configSource/configMap',
      ...under('rules/resourceNames', ['Role', 'ClusterRole']),
      'Ingress metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap',
    ],
  ],
  [
    'v1/Secret',
    [
      ...inPods(
        CONFIG_KINDS,
        [
          'volumes/secret/secretName',
          ...inContainers('env/valueFrom/secretKeyRef/name', 'envFrom/secretRef/name'),
          'imagePullSecrets/name',
          'volumes/projected/sources/secret/name',
        ],
        'v1/',
      ),
      'Ingress spec/tls/secretName',
      'Ingress metadata/annotations/ingress.kubernetes.io\\/auth-secret',
      'Ingress metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
      'Ingress metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
      'ServiceAccount imagePullSecrets/name',
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map(
        (key) => `StorageClass parameters/${key}`,
      ),
      ...under('rules/resourceNames', ['Role', 'ClusterRole']),
      'serving.knative.dev/v1/Service spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
      'PersistentVolume spec/azureFile/secretName',
    ],
  ],
  [
    'v1/Service',
    [
      'apps//StatefulSet spec/serviceName',
      'Ingress spec/rules/http/paths/backend/serviceName',
      'Ingress spec/backend/serviceName',
      'Ingress spec/rules/http/paths/backend/service/name',
      'Ingress spec/defaultBackend/service/name',
      'apiregistration.k8s.io//APIService spec/service/name',
      ...under('webhooks/clientConfig/service', [
        `${ADMISSION}/ValidatingWebhookConfiguration`,
        `${ADMISSION}/MutatingWebhookConfiguration`,
      ]),
    ],
  ],
  [`${RBAC}/Role`, [`${RBAC}/RoleBinding roleRef/name`]],
  [`${RBAC}/ClusterRole`, under('roleRef/name', [`${RBAC}/RoleBinding`, `${RBAC}/ClusterRoleBinding`])],
  [
    'v1/ServiceAccount',
    [
      ...under('subjects', [`${RBAC}/RoleBinding`, `${RBAC}/ClusterRoleBinding`]),
      ...inPods(RUNNING_KINDS, ['serviceAccountName']),
    ],
  ],
  ['v1/PersistentVolumeClaim', inPods(RUNNING_KINDS, ['volumes/persistentVolumeClaim/claimName'])],
  ['v1/PersistentVolume', ['PersistentVolumeClaim spec/volumeName', 'ClusterRole rules/resourceNames']],
  [
    'storage.k8s.io/v1/StorageClass',
    [
      ...under('spec/storageClassName', ['PersistentVolume', 'PersistentVolumeClaim']),
      'StatefulSet spec/volumeClaimTemplates/spec/storageClassName',
    ],
  ],
  ['scheduling.k8s.io/v1/PriorityClass', inPods(RUNNING_KINDS, ['priorityClassName'])],
  [
    `${ADMISSION}/ValidatingAdmissionPolicy`,
    [`${ADMISSION}/ValidatingAdmissionPolicyBinding spec/policyName`],
  ],
];
