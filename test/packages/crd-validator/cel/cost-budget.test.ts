import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CostBudget, stepLimit } from '../../../../packages/crd-validator/src/cel/cost-budget.ts';
import { CelFault, ExpressionCompiler } from '../../../../packages/crd-validator/src/cel.ts';

test('an evaluation ends after a million steps, and the next one starts again', () => {
  const budget = new CostBudget();
  budget.start();
  budget.spend(stepLimit);
  assert.throws(() => budget.spend(1), 'more than 1000000 steps');
  assert.ok(budget.isExceeded);
  budget.start();
  assert.not.ok(budget.isExceeded);
});

test('values are paid for by their size, whatever they are in', () => {
  const budget = new CostBudget();
  budget.start();
  const list = Array.from({ length: 1000 }, () => 'x'.repeat(1000));
  for (let i = 0; i < 9; i += 1) budget.read({ list });
  assert.throws(() => budget.read({ list }), 'steps');
});

test('an expression that costs much for each of many objects ends, and one that costs little does not', () => {
  const compiled = (source: string) => {
    const expression = new ExpressionCompiler(['object']).compile(source);
    if ('message' in expression) throw new Error(expression.message);
    return expression;
  };
  const costly = compiled('lists.range(10000).all(i, i >= 0)');
  let evaluated = 0;
  try {
    for (; evaluated < 10_000; evaluated += 1) costly.evaluate({ object: null });
  } catch (cause) {
    assert.instance(cause, CelFault);
    assert.match(String(cause), 'is not evaluated for more');
  }
  assert.ok(evaluated > 50 && evaluated < 1000, `${evaluated} evaluations`);
  const cheap = compiled('object == null');
  for (let i = 0; i < 100_000; i += 1) cheap.evaluate({ object: null });
});

test.run();
