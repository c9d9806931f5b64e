import { CODES } from '../../diagnostics/codes.ts';
import { SEVERITIES, type Severity } from '../../diagnostics/diagnostic.ts';
import type { Fields } from './fields.ts';
import type { OwnRule, RuleMatch } from './types.ts';

const RULE = ['id', 'match', 'expression', 'message', 'messageExpression', 'severity', 'help', 'field'];
const MATCH = ['apiVersion', 'kinds', 'environments', 'tiers', 'clusters'];
/** The kinds that rules see. */
const KINDS = ['NodePool', 'EC2NodeClass'];

/** A rule of a `rules` list; undefined where it has no id or expression. */
export function readOwnRule(fields: Fields, file: string): OwnRule | undefined {
  fields.only(RULE, 'a rule');
  const id = fields.required('id', 'Give the rule an id: findings and waivers refer to it');
  const expression = fields.required('expression', 'Write, in CEL, what must be true for the object');
  const match = readMatch(fields.inner('match'));
  const severity: Severity = fields.oneOf('severity', SEVERITIES, 'error');
  const message = fields.string('message');
  const messageExpression = fields.string('messageExpression');
  const help = fields.string('help');
  const field = fields.string('field');
  if (id !== undefined) checkId(fields, id);
  const text = fields.text('expression', expression);
  if (id === undefined || text === undefined) return undefined;
  const ofMessage = fields.text('messageExpression', messageExpression);
  return {
    id,
    at: fields.at,
    file,
    match,
    expression: text,
    severity,
    ...(message === undefined ? {} : { message }),
    ...(ofMessage === undefined ? {} : { messageExpression: ofMessage }),
    ...(help === undefined ? {} : { help }),
    ...(field === undefined ? {} : { field }),
  };
}

/** An id has the form of a code and must not be one. */
export function checkId(fields: Fields, id: string, path: readonly string[] = ['id']): void {
  if (Object.hasOwn(CODES, id))
    fields.fault(path, `${id} is a code of Poolwright`, `Give the rule another id, such as own-${id}`);
  else if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(id))
    fields.fault(
      path,
      `${id} cannot be the id of a rule`,
      'Use lower-case letters, digits, dots and hyphens',
    );
}

function readMatch(fields: Fields | undefined): RuleMatch {
  if (!fields) return {};
  fields.only(MATCH, 'match');
  const apiVersion = fields.string('apiVersion');
  const kinds = fields.strings('kinds');
  for (const [i, kind] of (kinds ?? []).entries())
    if (!KINDS.includes(kind))
      fields.fault(
        ['kinds', i],
        `rules do not evaluate objects of kind ${kind}`,
        `Use ${KINDS.join(' or ')}`,
      );
  const [environments, tiers, clusters] = ['environments', 'tiers', 'clusters'].map((key) =>
    fields.strings(key),
  );
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(environments === undefined ? {} : { environments }),
    ...(tiers === undefined ? {} : { tiers }),
    ...(clusters === undefined ? {} : { clusters }),
  };
}
