import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { Priority } from '../runtime/priority.ts';
import { createRuntimeMetrics } from './metrics.ts';

function setup() {
  const registry = new Registry();
  const metrics = createRuntimeMetrics(registry);
  /** Series and their values; histograms by their count and sum only. */
  const series = async (): Promise<Record<string, string>> => {
    const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const entries = lines.filter((line) => !line.includes('_bucket{')).map((line) => line.split(' '));
    return Object.fromEntries(entries) as Record<string, string>;
  };
  return { metrics, series };
}

const runtime = (name: string, labels = '') => `controller_runtime_${name}{controller="a"${labels}}`;
const queue = (name: string, labels = '') => `workqueue_${name}{name="a",controller="a"${labels}}`;

describe('createRuntimeMetrics', () => {
  it('has every series of a controller at 0 from the start, under the known names', async () => {
    const { metrics, series } = setup();
    metrics.forController('a', 4);
    metrics.leading('lease', false);
    const results = ['success', 'error', 'requeue', 'requeue_after'];
    const zeros = [
      ...results.map((result) => runtime('reconcile_total', `,result="${result}"`)),
      runtime('reconcile_errors_total'),
      runtime('terminal_reconcile_errors_total'),
      runtime('reconcile_panics_total'),
      runtime('reconcile_timeouts_total'),
      runtime('reconcile_time_seconds_sum'),
      runtime('reconcile_time_seconds_count'),
      runtime('active_workers'),
      ...Object.values(Priority).map((priority) => queue('depth', `,priority="${priority}"`)),
      queue('adds_total'),
      queue('retries_total'),
      queue('queue_duration_seconds_sum'),
      queue('queue_duration_seconds_count'),
      queue('work_duration_seconds_sum'),
      queue('work_duration_seconds_count'),
      'leader_election_master_status{name="lease"}',
    ];
    expect(await series()).toEqual({
      ...Object.fromEntries(zeros.map((name) => [name, '0'])),
      [runtime('max_concurrent_reconciles')]: '4',
    });
  });

  it('counts reconciles by how they ended', async () => {
    const { metrics, series } = setup();
    const controller = metrics.forController('a', 1);
    for (const outcome of ['success', 'success', 'error', 'requeue'] as const) {
      controller.started();
      controller.ended(outcome, 250);
    }
    controller.started();
    controller.terminalError();
    controller.panicked();
    controller.timedOut();
    expect(await series()).toMatchObject({
      [runtime('reconcile_total', ',result="success"')]: '2',
      [runtime('reconcile_total', ',result="error"')]: '1',
      [runtime('reconcile_total', ',result="requeue"')]: '1',
      [runtime('reconcile_errors_total')]: '1',
      [runtime('terminal_reconcile_errors_total')]: '1',
      [runtime('reconcile_panics_total')]: '1',
      [runtime('reconcile_timeouts_total')]: '1',
      [runtime('reconcile_time_seconds_sum')]: '1',
      [runtime('active_workers')]: '1',
    });
  });

  it('reads the ages of runs in progress when it is scraped', async () => {
    const { metrics, series } = setup();
    let ages = [1_000, 3_000];
    metrics.forController('a', 1).queue.watchProcessing(() => ages);
    expect(await series()).toMatchObject({
      [queue('unfinished_work_seconds')]: '4',
      [queue('longest_running_processor_seconds')]: '3',
    });
    ages = [];
    expect(await series()).toMatchObject({
      [queue('unfinished_work_seconds')]: '0',
      [queue('longest_running_processor_seconds')]: '0',
    });
  });

  it('keeps controllers apart', async () => {
    const { metrics, series } = setup();
    metrics.forController('a', 1).queue.added();
    metrics.forController('b', 1);
    const values = await series();
    expect(values[queue('adds_total')]).toBe('1');
    expect(values['workqueue_adds_total{name="b",controller="b"}']).toBe('0');
  });

  it('tells whether this process leads', async () => {
    const { metrics, series } = setup();
    metrics.leading('lease', true);
    expect(await series()).toEqual({ 'leader_election_master_status{name="lease"}': '1' });
  });
});
