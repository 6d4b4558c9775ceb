import type { CheckResult, Evidence } from '../../lab/evidence/event.ts';
import { endpointText } from '../../lab/host.ts';

export type Light = CheckResult['outcome'] | 'unknown';

/** What the tester found in its latest run with a server, as far as it has come; null where there was none. */
export function latestLights(evidence: readonly Evidence[]): {
  readonly lights: ReadonlyMap<string, Light>;
  readonly where: string | null;
} {
  const began = evidence.findLastIndex((fact) => fact.kind === 'test.began' && fact.subject === 'server');
  const first = evidence[began];
  const lights = new Map<string, Light>();
  if (first?.kind !== 'test.began') return { lights, where: null };
  for (const fact of evidence.slice(began))
    if (fact.kind === 'test.checked' && fact.subject === 'server') lights.set(fact.result.check, fact.result.outcome);
  return { lights, where: endpointText(first.at) };
}
