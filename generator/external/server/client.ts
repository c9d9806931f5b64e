import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import type { ImportPackage } from '../packages.ts';
import { brokenFault, deniedFault, isDenied, messageOf } from './answer.ts';
import { type Answer, type Api, openApi } from './api.ts';
import type { Server } from './dry-run.ts';

/** The field manager, in the managed fields of a server-side apply. */
const FIELD_MANAGER = 'poolwright';

/** The kinds that are validated by their schema, by their names in a path. */
const RESOURCES: Readonly<Record<string, string>> = {
  NodePool: 'nodepools',
  EC2NodeClass: 'ec2nodeclasses',
  NodeClaim: 'nodeclaims',
  NodeOverlay: 'nodeoverlays',
};

/** What a server-side apply needs of an object that may be new. */
const VERBS = ['create', 'patch'];

/**
 * The API server of a context of the kubeconfig that kubectl would use, called by server-side apply in a dry run.
 * @param context its name; empty for the current one
 * @throws {ServerFault} when there is no such context; from `refusalOf` when the server is not reached or lets nobody in
 */
export async function openServer(context: string, importPackage: ImportPackage): Promise<Server> {
  const api = await openApi(context, importPackage);
  return { name: api.name, refusalOf: (object) => refusalOf(api, object) };
}

async function refusalOf(api: Api, object: ValueObject): Promise<string | undefined> {
  const { group, version, resource } = typeOf(object);
  const name = stringAt(objectAt(object, 'metadata'), 'name') ?? '';
  const path = `/apis/${group}/${version}/${resource}/${encodeURIComponent(name)}`;
  const query = `?dryRun=All&fieldManager=${FIELD_MANAGER}&force=true`;
  const answer = await api.request('PATCH', `${path}${query}`, plain(object));
  if (answer.status < 300) return undefined;
  if (isDenied(answer)) throw deniedFault(api.name, [{ answer, rule: { group, resource, verbs: VERBS } }]);
  if (answer.status === 404) return 'it does not serve this kind; is Karpenter installed?';
  const message = messageOf(answer);
  if (message === undefined || isBusy(answer)) throw brokenFault(api.name, answer);
  return message;
}

function isBusy({ status }: Answer): boolean {
  return [429, 502, 503, 504].includes(status);
}

function typeOf(object: ValueObject): { group: string; version: string; resource: string } {
  const [group = '', version = ''] = String(object.apiVersion).split('/');
  const resource = RESOURCES[String(object.kind)];
  if (resource === undefined) throw new Error(`the kind ${String(object.kind)} has no API path`);
  return { group, version, resource };
}

/** An integer that JavaScript cannot hold is out of every field's range, and so is what it becomes. */
function plain(object: ValueObject): string {
  return JSON.stringify(object, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
}
