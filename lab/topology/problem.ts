export type TopologyProblemCode =
  | 'bad-name'
  | 'duplicate-name'
  | 'unknown-device'
  | 'unknown-port'
  | 'port-taken'
  | 'bad-address'
  | 'address-without-prefix'
  | 'address-taken'
  | 'bad-mac'
  | 'mac-taken'
  | 'gateway-unreachable'
  | 'bad-service'
  | 'bad-quality';

/** A mistake in a topology: which one, and a sentence that names the place. */
export class TopologyProblem extends Error {
  readonly code: TopologyProblemCode;
  constructor(code: TopologyProblemCode, saying: string) {
    super(saying);
    this.name = 'TopologyProblem';
    this.code = code;
  }
}
