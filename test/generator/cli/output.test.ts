import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type OutputStream, openOutput } from '../../../generator/cli/output.ts';

const test = suite('output');

const fault = (code: string): Error => Object.assign(new Error(code), { code });

function rethrow(error: Error): never {
  throw error;
}

/** A descriptor that takes some bytes at a time, and of all no more than `limit`. */
function descriptor(limit: number, then: string, atOnce = 3) {
  const taken: number[] = [];
  const writeNow = (bytes: Uint8Array): number => {
    if (taken.length >= limit) throw fault(then);
    const part = [...bytes.subarray(0, Math.min(atOnce, limit - taken.length))];
    taken.push(...part);
    return part.length;
  };
  return { writeNow, text: () => Buffer.from(taken).toString() };
}

/** A stream that keeps what it is given, as one does whose reader is slow. */
function slowStream() {
  const held: Uint8Array[] = [];
  let opened = 0;
  let fail: ((error: Error) => void) | undefined;
  const stream: OutputStream = {
    write: (bytes) => held.push(bytes),
    on: (_event, listener) => {
      fail = listener as (error: Error) => void;
    },
    isTTY: true,
    get writableLength() {
      return held.reduce((sum, { length }) => sum + length, 0);
    },
  };
  const open = (): OutputStream => {
    opened++;
    return stream;
  };
  return {
    open,
    opened: () => opened,
    text: () => Buffer.concat(held).toString(),
    fail: (code: string) => fail?.(fault(code)),
  };
}

test('writes at once, however little is taken at a time, and opens no stream', () => {
  const [direct, stream] = [descriptor(100, 'EAGAIN'), slowStream()];
  const output = openOutput(direct.writeNow, stream.open, () => true, rethrow);
  output.write('grün, ');
  output.write('and more\n');
  assert.is(direct.text(), 'grün, and more\n');
  assert.ok(output.isDone);
  assert.is(stream.opened(), 0);
});

test('leaves to the stream what would have to wait, and all that follows, in order', () => {
  const [direct, stream] = [descriptor(4, 'EAGAIN'), slowStream()];
  const output = openOutput(direct.writeNow, stream.open, () => true, rethrow);
  output.write('123456');
  output.write('789');
  assert.is(direct.text() + stream.text(), '123456789');
  assert.is(direct.text(), '1234');
  assert.not(output.isDone);
  assert.is(stream.opened(), 1);
});

test('takes it well when the reader goes, and nothing else', () => {
  const gone = openOutput(
    descriptor(2, 'EPIPE').writeNow,
    () => assert.unreachable() as never,
    () => true,
    rethrow,
  );
  gone.write('123');
  assert.throws(
    () => openOutput(descriptor(2, 'EIO').writeNow, slowStream().open, () => true, rethrow).write('123'),
    /EIO/,
  );
  const stream = slowStream();
  openOutput(undefined, stream.open, () => true, rethrow).write('123');
  assert.is(stream.text(), '123');
  stream.fail('EPIPE');
  assert.throws(() => stream.fail('EIO'), /EIO/);
});

test('a stream that is not a terminal and holds nothing is passed by, so that a failure is known at once', () => {
  const stream = slowStream();
  const file = { ...stream.open(), isTTY: false, writableLength: 0 };
  const output = openOutput(
    descriptor(2, 'ENOSPC').writeNow,
    () => file,
    () => true,
    rethrow,
  );
  assert.is(output.isTTY, false);
  assert.throws(() => output.write('123'), /ENOSPC/);
  assert.is(stream.text(), '');
});

test('what is lost is reported to the caller', () => {
  const lost: string[] = [];
  const note = ({ code = '' }: NodeJS.ErrnoException): number => lost.push(code);
  const output = openOutput(descriptor(2, 'ENOSPC').writeNow, slowStream().open, () => true, note);
  output.write('123');
  assert.equal(lost, ['ENOSPC']);
  openOutput(descriptor(9, 'ENOSPC').writeNow, slowStream().open, () => true, note).write('123');
  openOutput(descriptor(2, 'EPIPE').writeNow, slowStream().open, () => true, note).write('123');
  assert.equal(lost, ['ENOSPC']);
});

test('a pipe is not a terminal, and its stream stays closed', () => {
  const output = openOutput(
    undefined,
    () => assert.unreachable() as never,
    () => false,
    rethrow,
  );
  assert.is(output.isTTY, false);
});

test.run();
