import type { Attributes } from './attributes.ts';
import { unknownAt } from './values.ts';

/** The fields of `request` (apiserver v0.37, pkg/admission/plugin/cel/compile.go, BuildRequestType). */
export const REQUEST_FIELDS = [
  'kind',
  'resource',
  'subResource',
  'requestKind',
  'requestResource',
  'requestSubResource',
  'name',
  'namespace',
  'operation',
  'userInfo',
  'dryRun',
  'options',
];

/** The `request` of a policy: who sends it is not known before it is sent. */
export function requestValue({ group, version, kind, resource, name, operation }: Attributes): object {
  const request = {
    kind: { group, version, kind },
    resource: { group, version, resource },
    requestKind: { group, version, kind },
    requestResource: { group, version, resource },
    name,
    operation,
    dryRun: false,
  };
  unknownAt(request, 'userInfo', 'request.userInfo is known only on a cluster');
  unknownAt(request, 'options', 'request.options is known only on a cluster');
  return request;
}
