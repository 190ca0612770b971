import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import type { PacedCalls } from './paced-calls.ts';
import type { CallContext, ScalingReading } from './port.ts';

const ecsServices = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

type Step = 'targets' | 'policies' | 'actions' | 'finished';

/**
 * Reads targets, then policies, then scheduled actions, one page at a time, of one resource or of the whole account
 * and Region. What was read stays when a page has to wait for a token, so that no page is read twice.
 * Never sends MaxResults: a small one cuts the listing short without a token (recorded).
 */
export class ScalingPages {
  readonly targets: ScalableTarget[] = [];
  readonly policies: ScalingPolicy[] = [];
  readonly actions: ScheduledAction[] = [];
  /** How many pages were read. */
  pages = 0;
  private readonly calls: PacedCalls;
  private readonly resourceId: string | undefined;
  private step: Step = 'targets';
  private token: string | undefined;

  /** `resourceId`: `service/<cluster>/<name>`, or undefined for all. */
  constructor(calls: PacedCalls, resourceId?: string) {
    this.calls = calls;
    this.resourceId = resourceId;
  }

  get finished(): boolean {
    return this.step === 'finished';
  }

  /** Reads the next page. @throws AwaitToken, AwsError */
  async next(context: CallContext): Promise<void> {
    const token = this.token === undefined ? {} : { NextToken: this.token };
    switch (this.step) {
      case 'targets': {
        const input =
          this.resourceId === undefined
            ? { ServiceNamespace: 'ecs' as const, ...token }
            : { ...ecsServices, ResourceIds: [this.resourceId], ...token };
        const page = await this.calls.call('DescribeScalableTargets', input, context);
        this.targets.push(...(page.ScalableTargets ?? []));
        return this.turn(page.NextToken, 'policies');
      }
      case 'policies': {
        const page = await this.calls.call('DescribeScalingPolicies', { ...this.filter(), ...token }, context);
        this.policies.push(...(page.ScalingPolicies ?? []));
        return this.turn(page.NextToken, 'actions');
      }
      case 'actions': {
        const page = await this.calls.call('DescribeScheduledActions', { ...this.filter(), ...token }, context);
        this.actions.push(...(page.ScheduledActions ?? []));
        return this.turn(page.NextToken, 'finished');
      }
      case 'finished':
    }
  }

  /** `readAt`: domain milliseconds at which reading began. */
  readingOf(resourceId: string, readAt: number): ScalingReading {
    const isOf = (each: { ResourceId?: string | undefined }): boolean => each.ResourceId === resourceId;
    return {
      target: this.targets.find(isOf),
      policies: this.policies.filter(isOf),
      scheduledActions: this.actions.filter(isOf),
      readAt,
    };
  }

  /** The dimension may only be named together with a resource. */
  private filter(): { ServiceNamespace: 'ecs'; ResourceId?: string; ScalableDimension?: 'ecs:service:DesiredCount' } {
    if (this.resourceId === undefined) return { ServiceNamespace: 'ecs' };
    return { ...ecsServices, ResourceId: this.resourceId };
  }

  private turn(token: string | undefined, next: Step): void {
    this.pages++;
    this.token = token;
    if (token === undefined) this.step = next;
  }
}
