import { KustomizeError } from '../errors.ts';
import { exact, struct, type TypeOf, text } from '../load/decode.ts';
import { Resource } from '../resource/resource.ts';
import type { Generate, Plugin } from '../transform/transformer.ts';

const format = exact(
  struct({
    cloud: text,
    kubernetesService: struct({ name: text, namespace: text }),
    serviceAccount: struct({ name: text, projectId: text }),
  }),
);

/** Makes the ServiceAccount for a service account of Google Cloud (upstream: IAMPolicyGenerator). */
export const iamPolicyPlugin: Plugin<TypeOf<typeof format>, Generate> = {
  format,
  configure:
    ({ cloud = '', kubernetesService = {}, serviceAccount = {} }, { schema }) =>
    () => {
      if (cloud !== 'gke')
        throw new KustomizeError('invalid', `cloud provider ${cloud} is not known`, { field: 'cloud' });
      const account = `${serviceAccount.name ?? ''}@${serviceAccount.projectId ?? ''}.iam.gserviceaccount.com`;
      const { name = '', namespace } = kubernetesService;
      const metadata = {
        annotations: { 'iam.gke.io/gcp-service-account': account },
        name,
        ...(namespace && { namespace }),
      };
      return [new Resource(schema, { apiVersion: 'v1', kind: 'ServiceAccount', metadata })];
    },
};
