import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, runToSuccess } from '../../support/run.ts';
import type { FleetRepository } from './repository.ts';
import { waitFor } from './wait.ts';
import type { World } from './world.ts';

/** A registry of OCI artifacts on the loopback interface. */
export interface Registry {
  /** Its host and port. */
  host: string;
  /** Runs the command by which docs/scale.md pushes a fleet, with this registry; gives the digest of the artifact. */
  push(repository: FleetRepository): Promise<string>;
  /** The files of the artifact that a tag names. */
  files(name: string, tag: string): Promise<string[]>;
}

/** The registry in the document. */
const DOCUMENTED = 'registry.example.com';

export async function startRegistry({ plane, built }: World): Promise<Registry> {
  const program = built.get('oci')?.path ?? '';
  const host = `127.0.0.1:${plane.port()}`;
  const running = plane.processes.start('oci-registry', program, ['-addr', host]);
  await waitFor('the registry', async () => {
    running.mustRun();
    return (await fetch(`http://${host}/v2/`)).ok;
  });
  const folder = join(plane.folder, 'flux-cli');
  mkdirSync(folder);
  symlinkSync(program, join(folder, 'flux'));
  const command = pushCommand().replaceAll(DOCUMENTED, host);
  return {
    host,
    push: async ({ root }) => {
      const env = { PATH: `${folder}:${process.env.PATH}` };
      const digest = /sha256:[0-9a-f]{64}/.exec(
        await runToSuccess('bash', ['-ec', command], root, { env }),
      )?.[0];
      if (digest === undefined) throw new Error('flux push artifact printed no digest');
      return digest;
    },
    files: async (name, tag) => {
      const get = (path: string) => fetch(`http://${host}/v2/${name}/${path}`);
      const manifest = (await (await get(`manifests/${tag}`)).json()) as { layers: { digest: string }[] };
      return filesIn(`http://${host}/v2/${name}/blobs/${manifest.layers[0]?.digest}`, folder);
    },
  };
}

/**
 * The files of a compressed archive, sorted.
 * @param folder where there is room for it
 */
export async function filesIn(url: string, folder: string): Promise<string[]> {
  const archive = join(folder, 'artifact.tgz');
  await runToSuccess('curl', ['-sSf', '-o', archive, url], folder);
  const listed = await runToSuccess('tar', ['-tvzf', archive], folder);
  const lines = listed.split('\n').filter((line) => line.startsWith('-'));
  return lines.map((line) => line.split(/\s+/).at(-1) ?? '').sort();
}

/** The files that all clusters of a fleet share, as git has them. */
export async function sharedFiles(repository: FleetRepository): Promise<string[]> {
  return (await repository.git('ls-files', 'base', 'overlays')).trim().split('\n').sort();
}

/** The one command of docs/scale.md that begins with `flux push artifact`. */
function pushCommand(): string {
  const text = readFileSync(join(PROJECT, 'docs', 'scale.md'), 'utf8');
  const found = /^ {4}flux push artifact (?:.*\\\n)*.*/m.exec(text)?.[0];
  if (found === undefined) throw new Error('docs/scale.md has no flux push artifact');
  return found;
}
