import { exceptions } from '../exceptions.ts';
import { unbuilt } from '../unbuilt.ts';
import { markdownTable, page } from './markdown.ts';

/** What a manifest does not carry, and what is still to come. */
export function exceptionsPage(): string {
  return page([
    '# What manifests do not carry',
    'Every input field of the mirrored AWS operations has a place in a manifest, except these. A test walks the AWS SDK and fails on any other.',
    markdownTable(
      ['Field of the AWS API', 'Reason'],
      Object.entries(exceptions).map(([name, reason]) => [`\`${name.replace('Request.', '.')}\``, reason]),
    ),
    '## How values are read',
    '- A null counts as absent when an object is created or replaced: the API server takes it off. Server-side apply refuses it and names the field. A null inside a list is refused by both.',
    '- Enumeration values are those of AWS, letter by letter. An empty string is not a value: leave the field out.',
    '- Numbers are numbers, except `cpu` and `memory` of a task, which AWS takes as strings: write `cpu: "256"`.',
    '- Times are RFC 3339 with a zone.',
    '- `environment`, `secrets`, `containerDefinitions`, `volumes`, `tags`, `policies` and the like are lists with a key: each key once, and server-side apply merges item by item.',
    '- What `describe-task-definition` adds (`taskDefinitionArn`, `revision`, `status`, `compatibilities`, `requiresAttributes`, `registeredAt`, `registeredBy`) has no place in a manifest, nor has what `describe-services` adds (`serviceArn`, `status`, `deployments`, `events` and the like). They are refused in one message that names them: take them off a pasted answer.',
    '## Not there yet',
    markdownTable(
      ['Field', 'Meaning'],
      Object.entries(unbuilt).map(([name, meaning]) => [`\`${name}\``, meaning]),
    ),
  ]);
}
