import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const maxBuffer = 1 << 28;

/** Reads a file of an archive; a path may begin with `*` for a folder that the version names. */
export type Archive = (path: string) => Promise<Buffer>;

/** Downloads a wheel into a folder. Throws where it is not the one with that checksum. */
export async function wheel(name: string, sha256: string, folder: string): Promise<Archive> {
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, name]);
  const prefix = name.replace('==', '-').replace('cfn-lint', 'cfn_lint');
  const file = (await readdir(folder)).find((each) => each.startsWith(`${prefix}-`));
  if (file === undefined) throw new Error(`pip downloaded no wheel of ${name}`);
  const path = join(folder, file);
  const digest = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  if (digest !== sha256) throw new Error(`${file} has the checksum ${digest}, not ${sha256}`);
  return archiveAt(path);
}

/** Downloads a Go module. Throws where its sum is another. */
export async function goModule(version: string, sum: string, folder: string): Promise<Archive> {
  const { stdout } = await run('go', ['mod', 'download', '-json', version], { cwd: folder }).catch(
    // A module for a newer Go is downloaded all the same, and then the command fails.
    (error: unknown) => error as { stdout: string },
  );
  const { Zip, Sum, Error: reason } = JSON.parse(stdout) as { Zip?: string; Sum?: string; Error?: string };
  if (Zip === undefined) throw new Error(`cannot download ${version}: ${reason}`);
  if (Sum !== sum) throw new Error(`${version} has the sum ${Sum}, not ${sum}`);
  return archiveAt(Zip);
}

function archiveAt(archive: string): Archive {
  return async (path) => {
    const { stdout } = await run('unzip', ['-p', archive, path], { encoding: 'buffer', maxBuffer });
    return stdout;
  };
}
