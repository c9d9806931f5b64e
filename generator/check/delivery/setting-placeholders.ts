import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fleet } from '../../load/index.ts';
import { type Path, pathText } from '../../render/index.ts';

/** Braces that are not placeholders: substitution variables and Go templates, which other checks report. */
const OTHER_BRACES = /\$\{[^}]*\}?|\{\{.*?\}\}/g;
/** Any braces, also one alone: no name, revision or address has them. */
const BRACES = /\{[^{}]*\}|\{[^{}]*|\}/g;
/** A name in braces: folders and expressions may have other braces. */
const NAME_IN_BRACES = /\{[A-Za-z][\w-]*\}/g;

const ENVIRONMENT = '{environment}';

interface Setting {
  path: Path;
  value: unknown;
  pattern: RegExp;
  takesEnvironment?: boolean;
}

/** Reports names in braces in the settings of Flux and Argo CD that stay there as they are: all but `{environment}` in revisions. */
export function checkSettingPlaceholders({ spec, sources }: Fleet): Diagnostic[] {
  return settings(spec.delivery ?? {}).flatMap(({ path, value, pattern, takesEnvironment }) => {
    if (typeof value !== 'string') return [];
    const allowed = takesEnvironment ? [ENVIRONMENT] : [];
    const [text] = (value.replace(OTHER_BRACES, ' ').match(pattern) ?? []).filter(
      (one) => !allowed.includes(one),
    );
    if (text === undefined) return [];
    const what = /^\{.*\}$/.test(text) ? `${text} stays as written` : `${text} has an unmatched brace`;
    const filled = takesEnvironment ? `only ${ENVIRONMENT} is filled in here` : 'nothing is filled in here';
    return {
      code: 'unknown-placeholder',
      severity: 'error',
      message: `spec.${pathText(path)}: ${what}: ${filled}`,
      help: takesEnvironment ? `Write ${ENVIRONMENT}, or the text itself` : plainHelp(path),
      at: sources.locate(path, { text, nth: 0 }),
    };
  });
}

function settings({ flux, argocd }: NonNullable<Fleet['spec']['delivery']>): Setting[] {
  const found: Setting[] = [];
  const add = (
    value: object | undefined,
    path: Path,
    fields: readonly string[],
    pattern: RegExp,
    takesEnvironment = false,
  ): void => {
    for (const [field, one] of Object.entries(value ?? {}))
      if (fields.includes(field))
        found.push({ path: [...path, field], value: one, pattern, takesEnvironment });
  };
  const ofArgoCd = ['delivery', 'argocd'];
  add(argocd, ofArgoCd, ['targetRevision'], BRACES, true);
  add(argocd, ofArgoCd, ['repoURL', 'project'], BRACES);
  add(argocd, ofArgoCd, ['path'], NAME_IN_BRACES);
  add(flux, ['delivery', 'flux'], ['path'], NAME_IN_BRACES);
  const ofSource = ['delivery', 'flux', 'source'];
  const { source } = flux ?? {};
  add(source, ofSource, ['url', 'bucketName', 'endpoint', 'region', 'provider'], BRACES);
  add(source, ofSource, ['prefix'], NAME_IN_BRACES);
  // A hub has one source for all environments.
  add(source?.ref, [...ofSource, 'ref'], ['branch', 'tag', 'name'], BRACES, flux?.hub === undefined);
  add(source?.ref, [...ofSource, 'ref'], ['commit', 'digest', 'semver'], BRACES);
  add(source?.ref, [...ofSource, 'ref'], ['semverFilter'], NAME_IN_BRACES);
  const folders = source?.sparseCheckout;
  if (Array.isArray(folders))
    folders.forEach((value, i) => {
      found.push({ path: [...ofSource, 'sparseCheckout', i], value, pattern: NAME_IN_BRACES });
    });
  return found;
}

function plainHelp([, tool]: Path): string {
  const fields = tool === 'argocd' ? 'targetRevision' : 'branch, tag and name of source.ref, without hub';
  return `Write the text itself; ${ENVIRONMENT} is filled in in ${fields}`;
}
