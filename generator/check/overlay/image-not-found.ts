import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/suggest.ts';
import { type Path, pathText } from '../../render/index.ts';
import { stepsOf } from '../field-path.ts';
import { titleOf } from '../lint/view.ts';
import { eventsOf, isComponent, type OverlayBuild, objectsBefore } from './build.ts';

/** Entries of `images` whose image no container has. */
export function imageNotFound(build: OverlayBuild): Diagnostic[] {
  const idle = eventsOf(build, 'images').filter(({ isFound, name }) => !isFound && name !== '');
  return idle.flatMap((event) => {
    const { file, field, name } = event;
    const texts = objectsBefore(build, event).flatMap(({ object }) => [...textsIn(object, object, [])]);
    const elsewhere = texts.find(({ text }) => imageName(text) === name);
    const containers = texts.filter(({ path }) => isContainerImage(path)).map(({ text }) => imageName(text));
    const alike =
      containers.find((one) => one.endsWith(`/${name}`) || name.endsWith(`/${one}`)) ??
      nearest(name, containers);
    if (!elsewhere && alike === undefined && isComponent(build, file)) return [];
    const at = build.fieldAt(file, [...stepsOf(field), 'name']).at;
    const where = elsewhere && `${pathText(elsewhere.path)} of ${titleOf(elsewhere.object)}`;
    return {
      code: 'image-not-found',
      severity: 'warning' as const,
      impact: 'upkeep' as const,
      message: where
        ? `${field} changes nothing: kustomize changes images only in containers, and ${where} is another field`
        : `${field} changes nothing: no container has the image ${name}`,
      help: elsewhere
        ? `Add images: [{ kind: ${String(elsewhere.object.kind)}, path: ${specPath(elsewhere.path)} }] to a file of configurations, or patch the field`
        : alike === undefined
          ? 'Correct the name, or remove the entry'
          : `Name the image as the container does: ${alike}`,
      at,
    };
  });
}

interface Text {
  object: ValueObject;
  path: Path;
  text: string;
}

function* textsIn(object: ValueObject, value: Value, path: Path): Generator<Text> {
  if (typeof value === 'string') {
    if (String(path.at(-1)).toLowerCase().endsWith('image')) yield { object, path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsIn(object, item, [...path, index]);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* textsIn(object, item, [...path, key]);
  }
}

function isContainerImage(path: Path): boolean {
  const list = path.at(-3);
  return path.at(-1) === 'image' && (list === 'containers' || list === 'initContainers');
}

/** The image without its tag and digest; a colon before the last slash belongs to the registry. */
function imageName(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** As the field specs of kustomize write it. */
function specPath(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('/');
}
