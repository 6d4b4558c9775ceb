/**
 * A frame as it travels: from the destination address to the end of padding, at least 60 bytes, never changed once
 * sent. The FCS is not carried: it is right by construction, unless `fcs` says what it was instead (a damaged frame
 * keeps the FCS it left with).
 */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly fcs?: number;
  /** The transmission that brought it here; 0 for a frame that a device made itself. */
  readonly number: number;
}

/** What a device hears at a port. */
export interface PortUser {
  /** A frame arrived whole. The receiver checks the FCS if `frame.fcs` is there. */
  receive(frame: Frame, port: Port): void;
  /** The cable was plugged, cut or mended. */
  linkChanged?(up: boolean, port: Port): void;
}

/** What a port is plugged into; a cable's end or a hub. */
export interface Medium {
  /** Takes a frame for sending. It may wait in a queue, be lost, or be dropped there; the sender is not told. */
  send(frame: Frame, from: Port): void;
  /** Bytes that wait at this port to be sent, for a sender that wants to see its own queue. */
  queued(from: Port): number;
  readonly up: boolean;
  /** bits/s */
  readonly rate: number;
}

/** Where a device meets a cable, and a place where frames can be captured. `name` is `pc1:eth0`. */
export class Port {
  readonly device: string;
  readonly label: string;
  readonly name: string;
  readonly #user: PortUser;
  medium: Medium | null = null;

  constructor(device: string, label: string, user: PortUser) {
    this.device = device;
    this.label = label;
    this.name = `${device}:${label}`;
    this.#user = user;
  }

  get up(): boolean {
    return this.medium?.up ?? false;
  }

  /** @param after the transmission this one forwards, if it does */
  send(bytes: Uint8Array, after = 0, fcs?: number): void {
    this.medium?.send(fcs === undefined ? { bytes, number: after } : { bytes, fcs, number: after }, this);
  }

  /** For media. */
  deliver(frame: Frame): void {
    this.#user.receive(frame, this);
  }

  /** For media. */
  linkChanged(up: boolean): void {
    this.#user.linkChanged?.(up, this);
  }
}
