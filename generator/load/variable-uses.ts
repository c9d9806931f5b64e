import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { fleetTemplateHelp, templateIn, unrenderedMessage } from '../diagnostics/template-syntax.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';
import type { Path } from './path.ts';
import { fieldOf, isScriptField } from './strings.ts';
import { type TemplateFault, toTemplate } from './template.ts';

type Finding = Omit<Diagnostic, 'at'>;

/** Every `${NAME}` in a pool, node class, default or override is declared, and keys contain no `$`. */
export function checkVariableUses(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const declared = spec.variables ?? {};
  const names = Object.keys(declared);
  const found: Diagnostic[] = [];
  const visit = (value: unknown, path: Path, field: string | undefined): void => {
    if (typeof value === 'string') {
      toTemplate(value, { declared, isScript: isScriptField(field) }, (fault) => {
        const finding = findingOf(fault, names, value);
        const nth = value.slice(0, fault.offset).split(fault.text).length - 1;
        if (finding) found.push({ ...finding, at: sources.locate(path, { text: fault.text, nth }) });
      });
    } else if (Array.isArray(value)) {
      value.forEach((item, i) => {
        visit(item, [...path, i], field);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (key.includes('$')) found.push(inKey(key, sources, [...path, key]));
        visit(item, [...path, key], fieldOf(value as Record<string, unknown>, key));
      }
    }
  };
  for (const part of ['defaults', 'nodeClasses', 'pools'] as const) visit(spec[part], [part], undefined);
  for (const [name, environment] of Object.entries(spec.environments)) {
    for (const part of ['pools', 'nodeClasses'] as const)
      visit(environment[part], ['environments', name, part], undefined);
  }
  return found;
}

/** The finding for a construct, or undefined if the author probably means literal text. */
function findingOf(
  { kind, name, text }: TemplateFault,
  declared: string[],
  whole: string,
): Finding | undefined {
  const near = nearest(name, declared);
  switch (kind) {
    case 'operator': {
      const template = templateIn(text);
      if (template)
        return {
          code: 'unrendered-template',
          severity: 'error',
          message: unrenderedMessage(template),
          help: fleetTemplateHelp(template),
        };
      if (!text.endsWith('}'))
        return {
          code: 'unsupported-substitution',
          severity: 'error',
          message: `the brace of ${text} is not closed`,
          help: `Write ${text}}, or $${text} to keep the text as it is`,
        };
      return {
        code: 'unsupported-substitution',
        severity: 'error',
        message: `${text} is not a plain \${NAME}: only Flux evaluates defaults and operators, envsubst and Argo CD do not`,
        help: `Use \${NAME} with a value per cluster, or write $${text} to keep the literal text`,
      };
    }
    case 'undeclared':
      return {
        code: 'undeclared-variable',
        severity: 'error',
        message: `the variable ${name} is not declared under spec.variables`,
        help: `${near ? `Did you mean ${near}? Otherwise d` : 'D'}eclare it under spec.variables, or write $${text} to keep the literal text`,
        cause: { key: `undeclared variable ${name}` },
      };
    case 'literal':
      if (near === undefined) return undefined;
      return {
        code: 'undeclared-variable',
        severity: 'warning',
        message: `${text} stays literal in this script, since spec.variables does not declare ${name}`,
        help: `Did you mean \${${near}}? Otherwise write $${text}`,
      };
    case 'unbraced':
      if (assigns(whole, name)) return undefined;
      return {
        code: 'unsupported-substitution',
        severity: 'warning',
        message: `${text} stays literal: only \${${name}} in braces is substituted`,
        help: `Write \${${name}}`,
      };
  }
}

/** Whether a script sets a shell variable of that name itself. */
function assigns(script: string, name: string): boolean {
  return new RegExp(`(?:^|[\\s;&|(])${name}=`, 'm').test(script);
}

function inKey(key: string, sources: FleetSources, path: Path): Diagnostic {
  return {
    code: 'variable-in-key',
    severity: 'error',
    message: `the key ${key} contains a $: Argo CD cannot substitute variables in keys, and Karpenter's fields do not allow $ in keys`,
    help: 'Use the variable in a value',
    at: sources.locate(path, 'key'),
  };
}
