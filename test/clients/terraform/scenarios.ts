import { realWorldInputs } from '../../support/real-world-inputs.ts';

/** One configuration in `scenarios`, as it stands after each of its steps (`var.step`, from 1). */
export interface Scenario {
  readonly folder: string;
  /** Whether the folder is an example for users: in `examples/simulator`, with its own provider, and `release` as step. */
  readonly isExample?: boolean;
  readonly steps: number;
  /** The step after which the plan is not empty. */
  readonly restlessStep?: number;
  /** Files beside the configuration, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether everything is imported at the end: `imports/imports.tf` says how. */
  readonly imports?: boolean;
}

/** Why Terraform cannot have these, or finds a difference at every plan, against AWS as well. */
const notForTerraform: Readonly<Record<string, string>> = {
  'td-038': 'ECS reorders port mappings, and the provider compares their order',
  'td-046': 'the provider takes roles by ARN only',
  'td-076': 'ECS reads sizes back as plain numbers, and the provider compares the text',
  'td-081': 'ECS reorders port mappings',
  'td-101': 'ECS reorders port mappings',
  'td-119': 'ECS fills in the other list of capabilities, and the provider compares that',
};

export const scenarios: readonly Scenario[] = [
  { folder: 'clusters', steps: 2 },
  { folder: 'capacity-providers', steps: 2 },
  { folder: 'task-definitions', steps: 2 },
  { folder: 'task-definitions-of-the-real-world', steps: 1, files: { 'definitions.json': realDefinitions() } },
  { folder: 'services', steps: 2 },
  { folder: 'service-blocks', steps: 3 },
  { folder: 'rollback', steps: 3, restlessStep: 2 },
  { folder: 'load-balancers', steps: 2 },
  { folder: 'scaling', steps: 2 },
  { folder: 'tasks', steps: 2 },
  { folder: 'alarms', steps: 2 },
  { folder: 'adoption', steps: 1, imports: true },
  { folder: 'terraform', steps: 2, isExample: true },
];

function realDefinitions(): string {
  const inputs = realWorldInputs('TaskDefinition').filter(({ id, valid }) => valid && !(id in notForTerraform));
  return JSON.stringify(inputs.map(({ id, input }) => ({ id, input })));
}
