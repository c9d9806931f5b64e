import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { objectName, type Path, type RenderError } from '../error.ts';
import { failure, type Result, success } from '../result.ts';
import type { Parameters, TemplateFault } from './expression.ts';
import { listElements, unsupportedField } from './generators.ts';
import { compileTemplate } from './go-template.ts';

/** An Application and the element of the list it was made for. */
export interface Application {
  object: ValueObject;
  parameters: Parameters;
}

export interface Expansion {
  applications: Application[];
  errors: RenderError[];
}

/**
 * The Applications that Argo CD's controller (3.2) makes of an ApplicationSet with list generators and Go templates.
 * Without the owner reference and finaliser it adds. Elements at fault give an error, the others an Application.
 */
export function expandApplicationSet(set: ValueObject): Expansion {
  const object = objectName(set);
  const read = readSet(set);
  if (!read.ok) return { applications: [], errors: [{ ...read.error, object }] };
  const { template, elements, namespace } = read.value;
  const applications: Application[] = [];
  const errors: RenderError[] = [];
  const names = new Set<string>();
  for (const [index, parameters] of elements.entries()) {
    const filled = template(parameters);
    if (!filled.ok) {
      errors.push({
        ...filled.error,
        message: `${filled.error.message} (element ${index} of the list)`,
        object,
      });
      continue;
    }
    const application = asApplication(filled.value, namespace);
    const name = objectName(application);
    if (names.has(name)) errors.push(duplicate(name, object));
    names.add(name);
    applications.push({ object: application, parameters });
  }
  return { applications, errors };
}

interface ReadSet {
  template: (parameters: Parameters) => Result<Value, RenderError>;
  elements: Parameters[];
  namespace: Value | undefined;
}

function readSet(set: ValueObject): Result<ReadSet, RenderError> {
  const { spec, metadata } = set;
  const unsupported = unsupportedField(set);
  if (unsupported) return failure(unsupported);
  if (!isObject(spec) || !isObject(spec.template))
    return failure(bad('an ApplicationSet needs a template', ['spec']));
  const elements = listElements(spec.generators);
  if (!elements.ok) return elements;
  const template = compileValue(spec.template, ['spec', 'template']);
  if (!template.ok) return template;
  const namespace = isObject(metadata) ? metadata.namespace : undefined;
  return success({ template: template.value, elements: elements.value, namespace });
}

type Filler = (parameters: Parameters) => Result<Value, RenderError>;

/** Prepares a value for many parameters; what holds no action is shared by all results. */
function compileValue(value: Value, path: Path): Result<Filler, RenderError> {
  if (typeof value === 'string') return compileText(value, path);
  if (Array.isArray(value)) return compileChildren(value, [...value.entries()], path);
  if (isObject(value)) return compileChildren(value, Object.entries(value), path);
  return success(() => success(value));
}

function compileText(text: string, path: Path): Result<Filler, RenderError> {
  const compiled = compileTemplate(text);
  if (!compiled.ok) return failure(atPath(compiled.error, path));
  const template = compiled.value;
  if (!template) return success(() => success(text));
  return success((parameters) => {
    const filled = template(parameters);
    return filled.ok ? filled : failure(atPath(filled.error, path));
  });
}

function compileChildren(
  value: Value[] | ValueObject,
  entries: [step: string | number, value: Value][],
  path: Path,
): Result<Filler, RenderError> {
  const fillers: [key: Filler | undefined, step: string | number, value: Filler][] = [];
  for (const [step, item] of entries) {
    if (!holdsAction(item) && !holdsAction(step)) continue;
    const key =
      typeof step === 'string' && holdsAction(step) ? compileText(step, [...path, step]) : undefined;
    if (key && !key.ok) return key;
    const child = compileValue(item, [...path, step]);
    if (!child.ok) return child;
    fillers.push([key?.value, step, child.value]);
  }
  if (fillers.length === 0) return success(() => success(value));
  return success((parameters) => fill(value, fillers, parameters));
}

function fill(
  value: Value[] | ValueObject,
  fillers: [key: Filler | undefined, step: string | number, value: Filler][],
  parameters: Parameters,
): Result<Value, RenderError> {
  const filled = new Map<string | number, Value>(
    Array.isArray(value) ? value.entries() : Object.entries(value),
  );
  for (const [keyFiller, step, filler] of fillers) {
    const item = filler(parameters);
    if (!item.ok) return item;
    const key = keyFiller?.(parameters);
    if (key && !key.ok) return key;
    if (key) filled.delete(step);
    filled.set(key ? String(key.value) : step, item.value);
  }
  return success(Array.isArray(value) ? [...filled.values()] : Object.fromEntries(filled));
}

function holdsAction(value: Value): boolean {
  if (typeof value === 'string') return value.includes('{{');
  if (Array.isArray(value)) return value.some(holdsAction);
  return (
    isObject(value) && Object.entries(value).some(([key, item]) => holdsAction(key) || holdsAction(item))
  );
}

function asApplication(filled: Value, namespace: Value | undefined): ValueObject {
  const { metadata, spec } = isObject(filled) ? filled : {};
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { ...(isObject(metadata) ? metadata : {}), ...(namespace === undefined ? {} : { namespace }) },
    spec: spec ?? {},
  };
}

function atPath(fault: TemplateFault, path: Path): RenderError {
  return { ...fault, path };
}

function bad(message: string, path: Path): RenderError {
  return { code: 'bad-application-set', message, path };
}

function duplicate(name: string, object: string): RenderError {
  const message = `the template gives ${name} more than once, which Argo CD refuses`;
  return { ...bad(message, ['spec', 'template', 'metadata', 'name']), object };
}
