import type { ValueObject } from '@kustomize-ts/core';
import type { Validation } from '@poolwright/crd-validator';
import type { ClusterObject } from '../../check/crd/objects.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createFindings } from '../../diagnostics/findings.ts';
import { type Fleet, locateField } from '../../load/index.ts';

/** An API server that is asked what it would make of an object, and keeps nothing. */
export interface Server {
  /** Its name for people: the context in the kubeconfig. */
  name: string;
  /** Resolves to why the object is refused, in the server's words, or to `undefined`; rejects when the server gives no answer. */
  refusalOf(object: ValueObject): Promise<string | undefined>;
}

/** What a server said of a fleet's objects, beside our own judgement. */
export interface ServerReport {
  diagnostics: Diagnostic[];
  /** How many distinct objects were sent, and on how many both judge alike. */
  asked: number;
  agreed: number;
}

/** A server's opinion on the objects that `check` judges by their schema. */
export interface ServerDryRun {
  /** Notes an object with our own judgement, for `check` to call. */
  onValidated(object: ClusterObject, validation: Validation): void;
  /** Asks the server about each distinct object. Rejects when it gives no answer. */
  ask(server: Server): Promise<ServerReport>;
}

interface Case {
  first: ClusterObject;
  clusters: string[];
  /** Our own judgement of the object as a server-side apply, which refuses unknown fields, too. */
  refused: boolean;
}

/** How many requests are under way at a time: a server queues more of one client. */
const AT_A_TIME = 8;

export function createServerDryRun(fleet: Fleet): ServerDryRun {
  const cases = new Map<string, Case>();
  return {
    onValidated(object, { errors, unknownFields }) {
      const key = keyOf(object);
      const known = cases.get(key);
      if (known) known.clusters.push(object.cluster);
      else
        cases.set(key, {
          first: object,
          clusters: [object.cluster],
          refused: errors.length + unknownFields.length > 0,
        });
    },
    async ask(server) {
      const waiting = [...cases.values()];
      const findings = createFindings();
      let agreed = 0;
      const next = async (): Promise<void> => {
        for (let one = waiting.pop(); one; one = waiting.pop()) {
          const refusal = await server.refusalOf(one.first.object);
          if ((refusal !== undefined) === one.refused) agreed++;
          const found = diagnosticOf(fleet, server.name, one, refusal);
          for (const cluster of found ? one.clusters : []) findings.add(found as Diagnostic, cluster);
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, next));
      return { diagnostics: findings.list(), asked: cases.size, agreed };
    },
  };
}

/** Objects of two clusters are one question if they are equal and were declared in one place. */
function keyOf({ environment, object }: ClusterObject): string {
  return JSON.stringify([environment, object], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

function diagnosticOf(
  fleet: Fleet,
  server: string,
  { first, refused }: Case,
  refusal: string | undefined,
): Diagnostic | undefined {
  const { declared, environment } = first;
  const object = `${declared.kind}/${declared.name}`;
  const place = { environment, object, at: locateField(fleet, declared, []) };
  if (refusal !== undefined)
    return {
      code: 'server-rejects',
      severity: 'error',
      message: `the server ${server} refuses ${object}${refused ? '' : ', which Poolwright accepts by the CRD it knows'}: ${refusal}`,
      help: refused
        ? 'Correct the object'
        : 'Correct the object, or compare the Karpenter version of fleet.yaml, and the admission policies, with those of the server',
      ...place,
    };
  if (!refused) return undefined;
  return {
    code: 'server-disagrees',
    severity: 'warning',
    message: `the server ${server} accepts ${object}, which Poolwright refuses by the CRD it knows`,
    help: 'Compare the Karpenter version of fleet.yaml with that of the server',
    ...place,
  };
}
