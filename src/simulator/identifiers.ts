import type { Random } from '../runtime/clock.ts';

/** `length` lower-case hexadecimal digits: ids of tasks (32), attachments, requests. */
export function hexDigits(random: Random, length: number): string {
  return draw(random, '0123456789abcdef', length);
}

/** `length` decimal digits, the first never 0: the number in `ecs-svc/<19 digits>`. */
export function decimalDigits(random: Random, length: number): string {
  return draw(random, '123456789', 1) + draw(random, '0123456789', length - 1);
}

/** `length` letters and digits as in the last part of a service deployment's ARN (21). */
export function letters(random: Random, length: number): string {
  return draw(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', length);
}

/** A version 4 UUID from the injected randomness. */
export function uuid(random: Random): string {
  const hex = hexDigits(random, 30);
  const variant = draw(random, '89ab', 1);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    `${variant}${hex.slice(15, 18)}`,
    hex.slice(18, 30),
  ].join('-');
}

function draw(random: Random, alphabet: string, length: number): string {
  let text = '';
  while (text.length < length) text += alphabet[Math.floor(random() * alphabet.length)] ?? '';
  return text;
}
