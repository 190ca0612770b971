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
    '## Not there yet',
    markdownTable(
      ['Field', 'Meaning'],
      Object.entries(unbuilt).map(([name, meaning]) => [`\`${name}\``, meaning]),
    ),
  ]);
}
