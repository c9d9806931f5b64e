import type { ValueObject } from '@kustomize-ts/core';
import type { Validation } from '@poolwright/crd-validator';
import type { Subject } from '../../check/subject.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createFindings } from '../../diagnostics/findings.ts';
import { inParallel } from '../parallel.ts';
import { togetherDenied } from './answer.ts';
import { DeniedFault } from './kubeconfig.ts';

/** An API server that validates an object in a dry run, and keeps nothing. */
export interface Server {
  /** Its name for people: the context in the kubeconfig. */
  name: string;
  /** Resolves to why the object is refused, in the server's words, or to `undefined`; rejects when the server does not respond. */
  refusalOf(object: ValueObject): Promise<string | undefined>;
}

/** A server's results for a fleet's objects, compared with ours. */
export interface ServerReport {
  diagnostics: Diagnostic[];
  /** How many distinct objects were sent, how many of them the server rejects, and for how many both results are the same. */
  validated: number;
  rejected: number;
  agreed: number;
}

/** Has a server validate the objects that `check` validates by their schema. */
export interface ServerDryRun {
  /** Records an object with our own result; `check` calls it. */
  onValidated(subject: Subject, validation: Validation): void;
  /** How many objects `validate` sends. */
  count(cluster?: string): number;
  /**
   * Sends each distinct object to the server. Rejects when it does not respond.
   * @param cluster limits it to the objects of one cluster
   * @param onObject is called after each
   */
  validate(server: Server, cluster?: string, onObject?: () => void): Promise<ServerReport>;
}

interface Case {
  first: Subject;
  clusters: string[];
  /** Our own result for the object as a server-side apply, which rejects unknown fields, too. */
  isRejected: boolean;
}

/** How many requests are under way at a time: a server queues more of one client. */
const AT_A_TIME = 8;

export function createServerDryRun(): ServerDryRun {
  const cases = new Map<string, Case>();
  const casesOf = (cluster: string | undefined): Case[] =>
    [...cases.values()].flatMap((one) => {
      if (cluster === undefined) return one;
      return one.clusters.includes(cluster) ? { ...one, clusters: [cluster] } : [];
    });
  return {
    onValidated(subject, { errors, unknownFields }) {
      const { cluster = '' } = subject.scope;
      const key = keyOf(subject);
      const known = cases.get(key);
      if (known) known.clusters.push(cluster);
      else
        cases.set(key, {
          first: subject,
          clusters: [cluster],
          isRejected: errors.length + unknownFields.length > 0,
        });
    },
    count: (cluster) => casesOf(cluster).length,
    async validate(server, cluster, onObject) {
      const sent = casesOf(cluster);
      const findings = createFindings();
      let [agreed, rejected] = [0, 0];
      // A kind that the user may not send is sent once.
      const denied = new Map<string, DeniedFault>();
      const refusals = await inParallel(sent, AT_A_TIME, async ({ first: { object } }) => {
        const kind = String(object.kind);
        if (denied.has(kind)) return undefined;
        try {
          return await server.refusalOf(object);
        } catch (error) {
          if (!(error instanceof DeniedFault)) throw error;
          denied.set(kind, error);
          return undefined;
        } finally {
          onObject?.();
        }
      });
      const fault = togetherDenied([...denied.values()]);
      if (fault) throw fault;
      for (const [i, one] of sent.entries()) {
        const refusal = refusals[i];
        if (refusal !== undefined) rejected++;
        if ((refusal !== undefined) === one.isRejected) agreed++;
        const found = diagnosticOf(server.name, one, refusal);
        if (found) for (const of of one.clusters) findings.add(found, of);
      }
      return { diagnostics: findings.list(), validated: sent.length, rejected, agreed };
    },
  };
}

/** Objects of two clusters are sent once if they are equal and were declared in one place. */
function keyOf({ scope, object }: Subject): string {
  return JSON.stringify([scope.environment, object], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

function diagnosticOf(
  server: string,
  { first, isRejected }: Case,
  refusal: string | undefined,
): Diagnostic | undefined {
  const { name: object, scope } = first;
  const place = {
    ...(scope.environment === undefined ? {} : { environment: scope.environment }),
    object,
    at: first.locate([]),
  };
  if (refusal !== undefined)
    return {
      code: 'server-rejects',
      severity: 'error',
      message: `the server ${server} rejects ${object}${isRejected ? '' : ', which Poolwright accepts by its CRD'}: ${refusal}`,
      help: isRejected
        ? 'Correct the object'
        : 'Correct the object, or compare the Karpenter version of fleet.yaml, and the admission policies, with those of the server',
      ...place,
    };
  if (!isRejected) return undefined;
  return {
    code: 'server-disagrees',
    severity: 'warning',
    message: `the server ${server} accepts ${object}, which Poolwright rejects by its CRD`,
    help: 'Compare the Karpenter version of fleet.yaml with that of the server',
    ...place,
  };
}
