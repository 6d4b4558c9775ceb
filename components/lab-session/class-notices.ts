/** What a learner at a seat should know once: where the sockets are, and how other programs come in. */
export const seatNotice = (seat: number, hostname: string, ports: Readonly<Record<string, number>>): string =>
  `You have seat ${seat} of a class. Sockets that you open here are on the computer that runs the class; 127.0.0.1 is your seat's own there, with the class's rooms. From a terminal of your own computer: nc ${hostname} ${ports.blue ?? 5001}.`;

/**
 * Whether the class no longer knows this browser: the teacher took the seat back, or the lab server began anew. Then
 * everything is answered with the page for the code.
 */
export async function isShutOut(ask: typeof fetch): Promise<boolean> {
  try {
    return (await ask('/healthz', { cache: 'no-store' })).status === 403;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export const shutOutNotice =
  'The class no longer knows this browser: the teacher took the seat back, or the class began anew. Reload the page to give the code.';
