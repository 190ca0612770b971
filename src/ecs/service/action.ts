import type {
  ContinueServiceDeploymentCommandInput,
  CreateServiceCommandInput,
  DeleteServiceCommandInput,
  StopServiceDeploymentCommandInput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import type { Pending } from '../../api/status.ts';

/**
 * One AWS call that a plan asks for. `pending` is recorded in status before the call is sent, where AWS would not
 * notice that it is sent twice.
 */
export type ServiceAction =
  | { readonly operation: 'CreateService'; readonly input: CreateServiceCommandInput; readonly pending: Pending }
  | {
      readonly operation: 'UpdateService';
      readonly input: UpdateServiceCommandInput;
      readonly startsDeployment: boolean;
      /** The PRIMARY deployment before the call. */
      readonly previousDeploymentId: string | undefined;
      readonly pending?: Pending;
    }
  | {
      readonly operation: 'ContinueServiceDeployment';
      readonly input: ContinueServiceDeploymentCommandInput;
      readonly pending: Pending;
    }
  | {
      readonly operation: 'StopServiceDeployment';
      readonly input: StopServiceDeploymentCommandInput;
      readonly pending: Pending;
    }
  | { readonly operation: 'DeleteService'; readonly input: DeleteServiceCommandInput }
  | { readonly operation: 'TagResource'; readonly input: TagResourceCommandInput }
  | { readonly operation: 'UntagResource'; readonly input: UntagResourceCommandInput };

export type UpdateAction = Extract<ServiceAction, { operation: 'UpdateService' }>;
