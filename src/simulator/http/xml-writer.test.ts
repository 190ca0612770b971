import * as balancing from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outputShape } from '../input/schema.ts';
import { element, escapeXml, xmlContent } from './xml-writer.ts';

describe('an answer as XML', () => {
  it('has lists as members, times in ISO 8601, and nothing for what is absent', () => {
    const answer = {
      LoadBalancers: [
        { LoadBalancerName: 'a&b', CreatedTime: 1_767_225_600.292, State: undefined, SecurityGroups: [] },
      ],
      NextMarker: null,
    };
    expect(xmlContent(answer, outputShape(balancing, 'DescribeLoadBalancers'))).toBe(
      '<LoadBalancers><member><LoadBalancerName>a&amp;b</LoadBalancerName>' +
        '<CreatedTime>2026-01-01T00:00:00.292Z</CreatedTime><SecurityGroups/></member></LoadBalancers>',
    );
  });

  it('has maps as entries', () => {
    const config = { AuthenticationRequestExtraParams: { display: 'page' } };
    const answer = { Rules: [{ Actions: [{ AuthenticateOidcConfig: config }], IsDefault: true }] };
    expect(xmlContent(answer, outputShape(balancing, 'DescribeRules'))).toContain(
      '<AuthenticationRequestExtraParams><entry><key>display</key><value>page</value></entry></AuthenticationRequestExtraParams>',
    );
  });

  it('writes what the SDK does not know by its JSON type', () => {
    expect(xmlContent({ Odd: [{ Count: 1 }, { Count: 0.5 }] }, undefined)).toBe(
      '<Odd><member><Count>1</Count></member><member><Count>0.5</Count></member></Odd>',
    );
  });
});

describe('text in XML', () => {
  it.each([
    ['<a href="x">&</a>', '&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;'],
    ['line\r\n', 'line&#xD;\n'],
    ['nul\u0000esc\u001b', 'nul\ufffdesc\ufffd'],
    ['half a pair \ud800', 'half a pair \ufffd'],
    ['日本 🚀', '日本 🚀'],
  ])('of %j is %j', (text, xml) => {
    expect(escapeXml(text)).toBe(xml);
  });

  it('never has markup in it', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"]/.test(escapeXml(text))));
  });

  it('is an empty element where there is none', () => {
    expect(element('Value', '')).toBe('<Value/>');
  });
});
