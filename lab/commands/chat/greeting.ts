/** `HELLO chat/1 room=blue auth=password`: who answered, and what it asks at the door. */
export interface Greeting {
  readonly room: string;
  readonly auth: 'open' | 'password' | 'challenge';
  readonly nonce: string;
}

/** @returns null if this is no greeting of chat/1 */
export function readGreeting(line: string): Greeting | null {
  if (!/^HELLO chat\/1( |$)/.test(line)) return null;
  const fields = new Map(
    line
      .split(' ')
      .slice(2)
      .map((field) => [field.split('=')[0] ?? '', field.replace(/^[^=]*=/, '')]),
  );
  const auth = fields.get('auth');
  if (auth !== 'open' && auth !== 'password' && auth !== 'challenge') return null;
  return { room: fields.get('room') ?? '?', auth, nonce: fields.get('nonce') ?? '' };
}
