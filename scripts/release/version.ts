/** A package by name, with its version. */
export interface Released {
  name: string;
  version: string;
}

/** Why a tag cannot be released: packages of another version, or no section in the change log. */
export function releaseFaults(tag: string, packages: readonly Released[], changelog: string): string[] {
  const version = tag.replace(/^v/, '');
  return [
    ...(/^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(tag) ? [] : [`${tag} is not a version such as v1.2.3`]),
    ...packages
      .filter((each) => each.version !== version)
      .map((each) => `${each.name} has version ${each.version}, not ${version}`),
    ...(releaseNotes(version, changelog) === '' ? [`CHANGELOG.md has nothing under [${version}]`] : []),
  ];
}

/** What the change log says of a version; empty where it has no section. */
export function releaseNotes(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`)) ?? '';
  return section.slice(section.indexOf('\n') + 1).trim();
}
