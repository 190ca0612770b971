/** Whether a value is beyond an alarm's threshold; false for operators of anomaly detection, which is not computed. */
export function isBeyond(value: number, operator: string | undefined, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      return false;
  }
}

const words: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** The words of a change of state, as alarms show them. */
export function thresholdReason(
  state: 'OK' | 'ALARM',
  values: readonly number[],
  operator: string | undefined,
  threshold: number,
): string {
  const count = `${values.length} datapoint${values.length === 1 ? '' : 's'} [${values.map(decimal).join(', ')}]`;
  const was = values.length === 1 ? 'was' : 'were';
  const not = state === 'ALARM' ? '' : 'not ';
  return `Threshold Crossed: ${count} ${was} ${not}${words[operator ?? ''] ?? 'beyond'} the threshold (${decimal(threshold)}).`;
}

/** As Java prints a double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
