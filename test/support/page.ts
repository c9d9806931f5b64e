import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import type { ReportModel } from '../../generator/report/html/model.ts';

/** The parts of a page of `poolwright report`. */
export interface Page {
  /** The data that the page embeds. */
  model: ReportModel;
  /** The markup without what is in style and script elements. */
  markup: string;
}

/** Takes a page apart; fails where it loads anything, or runs or styles more than its policy names. */
export function readPage(html: string): Page {
  const inside = (element: string): string[] =>
    Array.from(
      html.matchAll(new RegExp(`<${element}[^>]*>(.*?)</${element}>`, 'gs')),
      ([, text = '']) => text,
    );
  const [[style = ''], [data = '', script = '']] = [inside('style'), inside('script')];
  assert.is(inside('style').length, 1);
  assert.is(inside('script').length, 2);
  assert.match(html, '<script type="application/json" id="report-data">');
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html) ?? [];
  assert.is(
    policy,
    `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  const markup = html.replace(/<(style|script)\b.*?<\/\1>/gs, '');
  for (const [tag] of markup.matchAll(/<[a-z][^>]*>/g)) {
    const names = Array.from(
      tag.replace(/"[^"]*"/g, '""').matchAll(/\s([a-z-]+)/gi),
      ([, name = '']) => name,
    );
    for (const name of names)
      assert.not.ok(/^(on\w+|style|src|srcset|action|ping|background)$/i.test(name), tag);
    const [, href = '#'] = /\shref="([^"]*)"/.exec(tag) ?? [];
    assert.match(href, /^(#|data:,$)/, tag);
  }
  assert.not.match(style, /url\(|@import/);
  return { model: JSON.parse(data) as ReportModel, markup };
}

/** The ids of the views that a page has. */
export function viewsOf({ markup }: Page): string[] {
  return Array.from(markup.matchAll(/data-view="([^"]*)"/g), ([, id = '']) => id);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
