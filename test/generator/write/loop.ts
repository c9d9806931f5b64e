// Run as a process of its own: writes the trees `a` and `b` in turn until it is killed or has done it often enough.
import { argv, stdout } from 'node:process';
import { writeTree } from '../../../generator/write/write.ts';
import { bigTree } from './support.ts';

const [, , root = '', first = 'a', count = '1'] = argv;
const names = first === 'a' ? ['a', 'b'] : ['b', 'a'];
stdout.write('started\n');
for (let round = 0; round < Number(count); round++) {
  writeTree(bigTree(names[round % 2] ?? 'a'), root, { lockWait: 30_000 });
}
