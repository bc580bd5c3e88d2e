import { expect, test } from 'vitest';
import { StackError } from './stack-error.ts';
import { readCommandLine } from './stack-options.ts';

const code = (...argv: string[]): string => {
  try {
    readCommandLine(argv, '/project');
    return 'none';
  } catch (error) {
    return error instanceof StackError ? error.code : 'other';
  }
};

test('without arguments the data folder is .data of the project', () => {
  const { stack, help } = readCommandLine([], '/project');
  expect([stack.dataDir, stack.app, stack.fresh ?? false, stack.network ?? false, help]).toEqual([
    '/project/.data',
    true,
    false,
    false,
    false,
  ]);
});

test('both ways of writing a value are the same', () => {
  expect(readCommandLine(['--port=4000', '--data', 'x'], '/project')).toEqual(
    readCommandLine(['--port', '4000', '--data=x'], '/project'),
  );
});

test('--host serves the network and --fresh begins anew', () => {
  expect(readCommandLine(['--host', '--fresh'], '/p').stack).toMatchObject({ network: true, fresh: true });
});

test.each([
  [['--port', 'abc'], 'OPTION_PORT'],
  [['--port', '70000'], 'OPTION_PORT'],
  [['--port'], 'OPTION_PORT'],
  [['--data'], 'OPTION_DATA'],
  [['--prot', '1'], 'OPTION_UNKNOWN'],
])('%j is refused as %s', (argv, expected) => expect(code(...argv)).toBe(expected));
