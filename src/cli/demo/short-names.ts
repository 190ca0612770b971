/** `arn:aws:ecs:us-east-1:111122223333:task-definition/default_web:2` is `default_web:2` to a reader. */
export function shortArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Task ids, 32 hexadecimal digits, cut to the first eight, as people do when they talk about them. */
export function shortIds(text: string): string {
  return text.replaceAll(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1');
}
