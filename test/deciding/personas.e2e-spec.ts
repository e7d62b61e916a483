import { jest } from '@jest/globals';
import { createWorld, type PersonaName } from '#simulator';
import { SAMPLE_POLICY } from '../../apps/cli/start/sample-policy.js';
import { openScene } from '../consent/scene.js';
import {
  AS_OF,
  askForConsent,
  grant,
  importRows,
  must,
  score,
  type TestSubject,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { bringPolicy, policyDesk } from './desk.js';

jest.setTimeout(180_000);

const BASIS = {
  basis: 'contract',
  purpose: 'Running the account',
  notice: 'terms',
  from: '2000-01-01T00:00:00Z',
};

/** Takes a persona in as a subject of the provider's own. */
async function importPersona(provider: TestTenant, name: PersonaName): Promise<TestSubject> {
  const persona = createWorld({ seed: 11, asOf: new Date(AS_OF) }).persona(name);
  if (persona.kind !== 'person') throw new Error(`${name} is no person`);
  const reference = unique(persona.reference);
  const email = `${unique('persona')}@persona.invalid`;
  const rows = Object.entries(persona.clusters).map(([cluster, data]) => ({
    ...{ reference, email, basis: BASIS, cluster, data },
  }));
  await importRows(provider, 'person', rows);
  return { reference, email };
}

/** Guards the lender's money, and whoever the ring is taken for: a person looks, no rule condemns. */
it('refers the ring of fraud to a person by the sample policy, and accepts the prime', async () => {
  const { provider, lender } = await openScene(1);
  const desk = await policyDesk(lender);
  await desk.deploy(await bringPolicy(lender.key, { tests: unique('case') }, SAMPLE_POLICY));
  const decided = async (name: PersonaName) => {
    const request = await askForConsent(lender, provider);
    await grant(request, await importPersona(provider, name));
    const { score_id: id } = must(await score(lender, request), 201);
    const path = `/v1/applications/${request.applicationId}/decisions`;
    return must(await call(lender.key, path, { body: { score_id: id } }), 201);
  };
  const fraud = await decided('fraud-cluster');
  expect(fraud).toMatchObject({ decision: 'refer' });
  const [first] = fraud['principal_reasons'] as { readonly from: string }[];
  expect(first).toMatchObject({ from: 'rule' });
  expect(await decided('prime')).toMatchObject({ decision: 'accept' });
});
