import { describe, expect, it } from '@jest/globals';
import { Reason } from '../../api/reasons.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import type { ServiceOutcome } from '../../ecs/service/outcome.ts';
import type { Settings } from '../framework/deps.ts';
import { STALLED_RETRY_MS } from '../framework/verdict.ts';
import { verdictOf } from './report.ts';

const settings = { resyncMs: 60_000, rolloutPollMs: 5_000 } as Settings;
const status: EcsServiceStatus = { observedGeneration: 1, conditions: [] };
const low = { ...status, unavailableSince: '2026-11-21T12:00:00Z' };

describe('when a service is looked at again', () => {
  it.each<[string, ServiceOutcome, EcsServiceStatus, number]>([
    ['ready', { kind: 'ready', message: 'm' }, status, 60_000],
    ['ready with too few tasks', { kind: 'ready', message: 'm' }, low, 5_000],
    ['in a rollout', { kind: 'progressing', message: 'm', poll: 'rollout' }, status, 5_000],
    ['missing', { kind: 'progressing', message: 'm', poll: 'absence' }, status, 10_000],
    ['waiting for a revision', { kind: 'progressing', message: 'm', poll: 'reference' }, status, 30_000],
    ['waiting for others', { kind: 'waiting', reason: Reason.DependencyNotReady, message: 'm' }, status, 30_000],
    ['unavailable', { kind: 'waiting', reason: Reason.Unavailable, message: 'm' }, low, 5_000],
    ['rolled back', { kind: 'stalled', reason: Reason.RolledBack, message: 'm' }, status, 60_000],
    ['past its deadline', { kind: 'stalled', reason: Reason.ProgressDeadlineExceeded, message: 'm' }, status, 60_000],
    ['not ours', { kind: 'stalled', reason: Reason.NotOwned, message: 'm' }, status, STALLED_RETRY_MS],
    ['suspended', { kind: 'suspended', differences: [] }, status, 60_000],
  ])('%s', (_case, outcome, facts, againMs) => {
    expect(verdictOf(outcome, facts, settings)).toMatchObject({ kind: outcome.kind, againMs });
  });
});
