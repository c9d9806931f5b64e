import type { DiagnosticCode } from '../codes.ts';
import type { LintCode } from '../lint-codes.ts';
import type { CodePage } from '../page.ts';
import { CHANGE_PAGES } from './changes.ts';
import { CONTROLLER_PAGES } from './controllers.ts';
import { DELIVERY_PAGES } from './delivery.ts';
import { FILE_PAGES } from './files.ts';
import { FLEET_PAGES } from './fleet.ts';
import { OBJECT_PAGES } from './objects.ts';
import { OVERLAY_PAGES } from './overlays.ts';
import { RULE_PAGES } from './rules.ts';
import { VARIABLE_PAGES } from './variables.ts';

type PageGroup = Partial<Record<Exclude<DiagnosticCode, LintCode>, CodePage>>;

/** The pages of the codes that are not lint, by what they are about. A lint rule has its own page. */
export const PAGE_GROUPS: Record<string, PageGroup> = {
  Files: FILE_PAGES,
  'fleet.yaml': FLEET_PAGES,
  Variables: VARIABLE_PAGES,
  'Objects and clusters': OBJECT_PAGES,
  'Rules of your own': RULE_PAGES,
  'Hand-written overlays': OVERLAY_PAGES,
  'Generated tree and delivery': DELIVERY_PAGES,
  'Flux and Argo CD': CONTROLLER_PAGES,
  'Changes of running nodes': CHANGE_PAGES,
};

/** Every page; a code without one is a type error. */
export const PAGES: Record<Exclude<DiagnosticCode, LintCode>, CodePage> = {
  ...FILE_PAGES,
  ...FLEET_PAGES,
  ...VARIABLE_PAGES,
  ...OBJECT_PAGES,
  ...RULE_PAGES,
  ...OVERLAY_PAGES,
  ...DELIVERY_PAGES,
  ...CONTROLLER_PAGES,
  ...CHANGE_PAGES,
};
