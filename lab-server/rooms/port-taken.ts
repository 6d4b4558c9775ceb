/** A port that First Hop wants is in use (or not allowed to us). `purpose`: `lobby`, `room blue`, `page`. */
export class PortTaken extends Error {
  readonly port: number;
  readonly purpose: string;
  readonly host: string;

  constructor(port: number, purpose: string, host = '127.0.0.1') {
    super(`Port ${port} on ${host}, meant for ${purpose}, is taken.`);
    this.name = 'PortTaken';
    this.port = port;
    this.purpose = purpose;
    this.host = host;
  }
}
