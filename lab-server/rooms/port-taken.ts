/** A port that First Hop wants is in use (or not allowed to us). `purpose`: `lobby`, `room blue`, `page`. */
export class PortTaken extends Error {
  readonly port: number;
  readonly purpose: string;

  constructor(port: number, purpose: string) {
    super(`Port ${port} on 127.0.0.1, meant for ${purpose}, is taken.`);
    this.name = 'PortTaken';
    this.port = port;
    this.purpose = purpose;
  }
}
