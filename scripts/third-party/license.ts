import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LicenseFile, Part } from './part.ts';

/** The licenses under which code and data of others may be published with ours. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];

/** Phrases by which a license text is known. */
const PHRASES: Readonly<Record<string, (text: string) => boolean>> = {
  'Apache-2.0': (text) => /Apache License,? Version 2\.0/.test(text),
  'BSD-2-Clause': (text) => isBsd(text) && !isEndorsed(text),
  'BSD-3-Clause': (text) => isBsd(text) && isEndorsed(text),
  ISC: (text) => /Permission to use, copy, modify, and(\/or)? distribute this software/.test(text),
  MIT: (text) => isMit(text) && hasCondition(text),
  'MIT-0': (text) => isMit(text) && !hasCondition(text),
  'MPL-2.0': (text) => /Mozilla Public License,? [Vv]ersion 2\.0/.test(text),
};
const isBsd = (text: string): boolean => text.includes('Redistribution and use in source and binary forms');
const isEndorsed = (text: string): boolean => text.includes('to endorse or promote products');
const isMit = (text: string): boolean => text.includes('Permission is hereby granted, free of charge');
const hasCondition = (text: string): boolean =>
  text.includes('The above copyright notice and this permission');

/** The licenses and notices in a folder, or below it, too. */
export function licenseFiles(folder: string, { recursive = false } = {}): LicenseFile[] {
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[sc]e|notice|copying)(\.|-|$)/i.test(entry.name))
    .filter((entry) => !/\.(c?js|ts|go)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: path.slice(folder.length + 1), text: readFileSync(path, 'utf8').trim() }));
}

/** The SPDX expression of the licenses whose texts are in files; undefined where no text is known. */
export function licenseOf(files: readonly LicenseFile[]): string | undefined {
  const texts = files.map(({ text }) => text.replace(/\s+/g, ' '));
  const found = Object.entries(PHRASES).filter(([, isIn]) => texts.some(isIn));
  return found.length === 0 ? undefined : found.map(([name]) => name).join(' AND ');
}

/** Why a part may not be published; undefined where it may. */
export function licenseFault({ name, license, files }: Part): string | undefined {
  const accepts = (expression: string): boolean =>
    expression
      .replace(/^\((.*)\)$/, '$1')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((id) => ALLOWED.includes(id)));
  if (!accepts(license))
    return `${name} has the license ${license}, which is not one of ${ALLOWED.join(', ')}`;
  if (licenseOf(files) === undefined) return `${name} comes without the text of its license, ${license}`;
  return undefined;
}
