import { isObject, type Value } from '@kustomize-ts/core';
import { runningState, type StateResult } from '../../plan/nodes/state.ts';
import { STATE_KINDS } from '../../plan/nodes/state-kinds.ts';
import type { ImportPackage } from '../packages.ts';
import { inParallel } from '../parallel.ts';
import { brokenFault, deniedFault, isDenied, listOf } from './answer.ts';
import { type Answer, type Api, openApi } from './api.ts';
import { ServerFault } from './kubeconfig.ts';

type Kind = (typeof STATE_KINDS)[number];

/** Objects of a page, as many as kubectl requests. */
const PAGE = 500;

/**
 * Reads what a cluster runs from its API server: pools, node classes, claims, nodes, pods and PodDisruptionBudgets of all
 * namespaces, page by page, and nothing else.
 * @param context of the kubeconfig that kubectl would use; empty for the current one
 * @throws {ServerFault} when there is no such context, or the server is not reached or lets nobody list a kind
 */
export async function readRunningState(context: string, importPackage: ImportPackage): Promise<StateResult> {
  const api = await openApi(context, importPackage);
  const lists = await Promise.all(STATE_KINDS.map((kind) => listAll(api, kind)));
  const denied = lists.flatMap((list, i) => {
    const kind = STATE_KINDS[i];
    return 'denied' in list && kind ? [{ answer: list.denied, rule: ruleOf(kind) }] : [];
  });
  if (denied.length > 0) throw deniedFault(api.name, denied);
  const items = lists.flatMap((list) => ('items' in list ? list.items : []));
  return runningState(items, `the server ${api.name}`);
}

/** How many servers are read at a time. */
const AT_A_TIME = 8;

/**
 * Reads what several clusters run, in the order of their contexts.
 * @throws {ServerFault} when one of them cannot be read, which says so of all
 */
export async function readRunningStates(
  contexts: readonly string[],
  importPackage: ImportPackage,
): Promise<StateResult[]> {
  const faults: { context: string; fault: ServerFault }[] = [];
  const states = await inParallel(contexts, AT_A_TIME, async (context) => {
    try {
      return await readRunningState(context, importPackage);
    } catch (error) {
      if (!(error instanceof ServerFault)) throw error;
      faults.push({ context, fault: error });
      return { diagnostics: [] };
    }
  });
  faults.sort((a, b) => contexts.indexOf(a.context) - contexts.indexOf(b.context));
  const [first, ...others] = faults;
  if (first === undefined) return states;
  if (others.length === 0) throw first.fault;
  throw new ServerFault(
    `${faults.length} of ${contexts.length} servers cannot be read: ${faultsText(faults)}`,
    first.fault.help,
  );
}

/** How many servers are named that have the same fault. */
const MOST_NAMED = 5;

/** What is wrong, once for all servers for which it is the same but for their names. */
function faultsText(faults: readonly { context: string; fault: ServerFault }[]): string {
  const groups = new Map<string, { message: string; others: string[] }>();
  for (const { context, fault } of faults) {
    const { message } = fault;
    const key = context === '' ? message : message.replaceAll(context, '{context}');
    const group = groups.get(key);
    if (group) group.others.push(context);
    else groups.set(key, { message, others: [] });
  }
  return Array.from(groups.values(), ({ message, others }) => {
    if (others.length === 0) return message;
    const hidden = others.length - MOST_NAMED;
    const names = [...others.slice(0, MOST_NAMED), ...(hidden > 0 ? [`${hidden} more`] : [])];
    return `${message}; so it is for ${names.join(', ')}`;
  }).join('; ');
}

/** All objects of a kind, which a server without the kind has none of. */
async function listAll(api: Api, kind: Kind): Promise<{ items: Value[] } | { denied: Answer }> {
  const items: Value[] = [];
  let query = `?limit=${PAGE}`;
  for (;;) {
    const answer = await api.request('GET', `${pathOf(kind)}${query}`);
    if (isDenied(answer)) return { denied: answer };
    if (answer.status === 404) return { items };
    // The pages are of one moment, which a server forgets after some minutes.
    if (answer.status === 410 && query !== '') {
      items.length = 0;
      query = '';
      continue;
    }
    const list = answer.status === 200 ? listOf(answer) : undefined;
    if (!list) throw brokenFault(api.name, answer);
    items.push(...list.items.map((item) => typed(item, kind)));
    if (list.next === undefined) return { items };
    query = `?limit=${PAGE}&continue=${encodeURIComponent(list.next)}`;
  }
}

/** A list's items lack their type. */
function typed(item: Value, { apiVersion, kind }: Kind): Value {
  return isObject(item) ? { ...item, apiVersion, kind } : item;
}

function pathOf({ apiVersion, resource }: Kind): string {
  return `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}/${resource}`;
}

function ruleOf({ apiVersion, resource }: Kind) {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return { group, resource, verbs: ['list'] };
}
