import type { ValueObject } from '@kustomize-ts/core';
import { DOLLAR, variablesIn } from '../load/template.ts';
import { eachText, replaceTexts } from './emitted.ts';
import { stays, valuesFor } from './infer-variables.ts';
import { mayVary, type Reading } from './structure.ts';
import type { Variables } from './variables.ts';

type Texts = Map<string, string>;

/**
 * Puts the variables that some clusters have in a field into the texts that others have there: one overlay often goes to some clusters
 * with its `${NAME}`, and to others with patches over them. An object is left as it is unless all its texts fit, with one value for each
 * variable of the cluster.
 */
export function adoptTemplates(readings: readonly Reading[], variables: Variables): void {
  const templates = templatesOf(readings);
  for (const reading of readings) {
    const { cluster } = reading;
    if (cluster === undefined) continue;
    for (const [key, object] of reading.objects) {
      const ofObject = templates.get(key);
      const found =
        ofObject && match(object, ofObject, (name) => variables.all.get(name)?.values.get(cluster));
      if (!found || found.texts.size === 0) continue;
      for (const [name, value] of found.values) variables.named(name, new Map([[cluster, value]]));
      reading.objects.set(
        key,
        replaceTexts(object, (path, text) => found.texts.get(jsonPath(path)) ?? text),
      );
    }
  }
}

/** By object and path, the template that all readings with a variable there have; null where they have several. */
function templatesOf(readings: readonly Reading[]): Map<string, Map<string, string | null>> {
  const found = new Map<string, Map<string, string | null>>();
  for (const { objects } of readings)
    for (const [key, object] of objects)
      eachText(object, (path, text) => {
        if (!mayVary(path) || !hasVariables(text)) return;
        const known = found.get(key) ?? new Map<string, string | null>();
        found.set(key, known);
        const id = jsonPath(path);
        known.set(id, known.has(id) && known.get(id) !== text ? null : text);
      });
  return found;
}

/** The texts to replace and the values that they give; undefined where a text does not fit. */
function match(
  object: ValueObject,
  templates: ReadonlyMap<string, string | null>,
  known: (name: string) => string | undefined,
): { texts: Texts; values: Map<string, string> } | undefined {
  const texts: Texts = new Map();
  const values = new Map<string, string>();
  let fits = true;
  eachText(object, (path, text) => {
    const template = templates.get(jsonPath(path));
    if (!fits || template === undefined || hasVariables(text)) return;
    const own = template === null ? undefined : valuesFor(template, text);
    fits =
      template !== null &&
      own !== undefined &&
      Object.entries(own).every(([name, value]) => (values.get(name) ?? known(name) ?? value) === value) &&
      stays(template, own, text);
    for (const [name, value] of Object.entries(own ?? {})) values.set(name, value);
    if (template) texts.set(jsonPath(path), template);
  });
  return fits ? { texts, values } : undefined;
}

function hasVariables(text: string): boolean {
  return variablesIn(text).some((name) => name !== DOLLAR);
}

function jsonPath(path: readonly (string | number)[]): string {
  return JSON.stringify(path);
}
