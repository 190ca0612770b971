import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DecorrelatedJitter } from './decorrelated-jitter.ts';

it('stays between the base and the cap, and below three times the last delay', () => {
  const randoms = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(randoms, (values) => {
      let at = 0;
      const jitter = new DecorrelatedJitter(() => values[at++ % values.length] ?? 0, 500, 30_000);
      let last = 500;
      for (const _value of values) {
        const delay = jitter.next();
        expect(delay).toBeGreaterThanOrEqual(500);
        expect(delay).toBeLessThanOrEqual(Math.min(30_000, last * 3));
        last = delay;
      }
      jitter.reset();
      expect(jitter.next()).toBeLessThanOrEqual(1_500);
    }),
  );
});
