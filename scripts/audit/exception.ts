import { parseDocument } from 'yaml';

/** An advisory that is accepted until a day. */
export interface Exception {
  /** Such as GHSA-c2qf-rxjj-qqgw. */
  advisory: string;
  package: string;
  reason: string;
  /** The last day, as 2027-01-31. */
  expires: string;
}

const FORMS: Readonly<Record<keyof Exception, RegExp>> = {
  advisory: /^GHSA(-[0-9a-z]{4}){3}$/,
  package: /./,
  reason: /\w+ \w+ \w+/,
  expires: /^\d{4}-\d\d-\d\d$/,
};

/**
 * Reads the file of accepted advisories.
 * @throws Error that names what is wrong with it
 */
export function readExceptions(text: string): Exception[] {
  const list: unknown = parseDocument(text, { schema: 'failsafe' }).toJS();
  if (!Array.isArray(list)) throw new Error('accepted advisories are not a list');
  return list.map((entry: unknown, index) => {
    const fields = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {};
    for (const [name, form] of Object.entries(FORMS)) {
      const value = fields[name];
      if (typeof value !== 'string' || !form.test(value))
        throw new Error(
          `accepted advisory ${index + 1}: ${name} has to match ${form}, not ${JSON.stringify(value)}`,
        );
    }
    const unknown = Object.keys(fields).find((name) => !(name in FORMS));
    if (unknown !== undefined) throw new Error(`accepted advisory ${index + 1}: unknown field ${unknown}`);
    return fields as unknown as Exception;
  });
}
