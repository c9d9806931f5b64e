import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import { objectName, type RenderError } from '../error.ts';
import { failure, type Result, success } from '../result.ts';
import type { Parameters } from './expression.ts';
import { compileValue, type Filler } from './fill.ts';
import { listElements, unsupportedField } from './generators.ts';
import { compileTemplate } from './go-template.ts';
import { compilePlainTemplate, plainParameters } from './plain-template.ts';

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
 * The Applications that Argo CD's controller (3.2) makes of an ApplicationSet with list generators.
 * Without the owner reference and finaliser it adds. Invalid elements give an error, the others an Application.
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
  template: Filler;
  elements: Parameters[];
  namespace: Value | undefined;
}

function readSet(set: ValueObject): Result<ReadSet, RenderError> {
  const { spec, metadata } = set;
  const unsupported = unsupportedField(set);
  if (unsupported) return failure(unsupported);
  const value = isObject(spec) ? spec.template : undefined;
  if (!isObject(spec) || !isObject(value))
    return failure(bad('the ApplicationSet has no template', ['spec', 'template']));
  const elements = listElements(spec.generators);
  if (!elements.ok) return elements;
  const isGo = spec.goTemplate === true;
  const template = compileValue(value, ['spec', 'template'], isGo ? compileTemplate : compilePlainTemplate);
  if (!template.ok) return template;
  const parameters: Parameters[] = isGo
    ? elements.value
    : elements.value.map(plainParameters).filter((one) => one !== undefined);
  if (parameters.length < elements.value.length)
    return failure(
      bad('without goTemplate the values of an element must be strings', ['spec', 'generators']),
    );
  const namespace = isObject(metadata) ? metadata.namespace : undefined;
  const constant: Filler = () => success(value);
  return success({ template: template.value ?? constant, elements: parameters, namespace });
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

function bad(message: string, path: Path): RenderError {
  return { code: 'bad-application-set', message, path };
}

function duplicate(name: string, object: string): RenderError {
  const message = `the template produces several Applications named ${name}, which Argo CD rejects`;
  return { ...bad(message, ['spec', 'template', 'metadata', 'name']), object };
}
